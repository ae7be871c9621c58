package org.ticketdesk.processor;

/** The processor will not run, or not go on, as things are: the message says what was found, what was expected, and what to do. */
public final class ProcessorRefusedException extends RuntimeException {
    /**
     * A refusal.
     *
     * @param message one sentence for the operator
     */
    public ProcessorRefusedException(String message) {
        super(message);
    }
}
