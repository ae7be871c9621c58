package org.ticketdesk.projection.views;

/** An entry of a desk was set aside, or says what this software does not know: what follows from all entries cannot be told. */
public final class StoryHasHole extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoryHasHole(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
