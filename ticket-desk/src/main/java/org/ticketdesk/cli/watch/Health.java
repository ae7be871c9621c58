package org.ticketdesk.cli.watch;

import java.util.List;

/**
 * How a process is.
 *
 * @param parts of it, with a reason each
 */
public record Health(List<Part> parts) {

    /**
     * How a part is.
     *
     * @param part which
     * @param state its state
     * @param why in a sentence for the operator
     */
    public record Part(String part, State state, String why) {}

    /** States, from good to bad. */
    public enum State {
        /** It does its work. */
        READY,
        /** It does not do its work now; time will mend it, or somebody elsewhere must. */
        NOT_READY,
        /** It will not do its work again before it is started anew. */
        DEAD
    }

    /** Whether it does its work: every part is ready, and there is one. */
    public boolean isReady() {
        return !parts.isEmpty() && parts.stream().allMatch(part -> part.state == State.READY);
    }

    /** Whether there is no use in starting it anew. */
    public boolean isLive() {
        return parts.stream().noneMatch(part -> part.state == State.DEAD);
    }
}
