package org.ticketdesk.core.rules;

import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.journey.Request;

/**
 * The rules of one version: how they decided stays in the code, so that what was decided then can be checked for ever.
 * {@link Rulebook#of} has those that there are. An implementation is stateless, and its decisions carry its version.
 */
@FunctionalInterface
public interface Rules {

    /**
     * Decides one action, and brings the desk to the state after it.
     *
     * @param desk the desk as it is
     * @param request well-formed
     * @param appended when the log got the action, epoch milliseconds (decision 13)
     * @return exactly one outcome, never null
     */
    Decision decide(Desk desk, Request request, long appended);
}
