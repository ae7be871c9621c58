package org.ticketdesk.events.publisher;

import org.ticketdesk.events.topics.Rejection;

/**
 * An action that this library took for well-formed was rejected by the processor: the two are of different versions, or somebody
 * changed the partitions of the log.
 */
public final class ActionRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    ActionRejectedException(Rejection rejection) {
        super("The action at offset %d of the log's partition %d was rejected as malformed: %s"
                .formatted(rejection.offset(), rejection.partition(), rejection.reason()));
        this.rejection = rejection;
    }

    /**
     * Why, and where the action stands.
     *
     * @return what the rejected record's headers say
     */
    public Rejection rejection() {
        return rejection;
    }
}
