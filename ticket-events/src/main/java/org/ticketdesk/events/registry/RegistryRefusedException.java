package org.ticketdesk.events.registry;

import org.apache.kafka.common.errors.ApiException;

/** The registry has answered, and does not do what was asked: somebody must do something about it. */
public final class RegistryRefusedException extends ApiException {

    private static final long serialVersionUID = 1L;

    RegistryRefusedException(String message) {
        super(message);
    }
}
