package org.ticketdesk.events.registry;

import org.apache.kafka.common.errors.RetriableException;

/** The registry did not answer, or had trouble of its own: time may mend it, and nothing is known of what was asked. */
public final class RegistryAwayException extends RetriableException {

    private static final long serialVersionUID = 1L;

    RegistryAwayException(String message) {
        super(message);
    }
}
