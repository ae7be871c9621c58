package org.ticketdesk.core.story;

import org.ticketdesk.core.journey.Request;

/**
 * One line of a log.
 *
 * @param request what was asked
 * @param appended when the log got it, epoch milliseconds; may lie before that of the line above
 */
public record Step(Request request, long appended) {

    /** The step as a person reads it. */
    @Override
    public String toString() {
        return "+" + (appended - DeskStory.BEGINNING) + " ms  "
                + request.actor().role() + " " + request.actor().name() + "  " + request.action() + "  (" + request.id()
                + ")";
    }
}
