package org.ticketdesk.core.rules;

import java.util.List;
import java.util.Optional;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.DeskRows;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Request;

/**
 * The rules of the Desk Guide. A decision first judges ({@link Judge}: the checks, in their order), with nothing touched; then
 * writes ({@link Consequences}: what the action brings about, row by row), fact by fact; then routes ({@link Routing}).
 *
 * <p>Nothing here reads a clock, a random source, a locale or the order of a hash: the same story gives the same outcomes.
 * Stateless; all state is the desk's.
 *
 * <p>These are the rules in force. When a decision changes, the rules that decided before stay, and {@link #of} still has them.
 */
public final class Rulebook {
    /** The version of the rules, written in each entry. A change of any decision makes a new one. */
    public static final int VERSION = 1;

    private Rulebook() {}

    /**
     * The rules of a version, to check what was decided by them.
     *
     * @param version as it stands in an entry
     * @return empty when there is no such version here, as an entry of newer software has it
     */
    public static Optional<Rules> of(int version) {
        return version == VERSION ? Optional.of(Rulebook::decide) : Optional.empty();
    }

    /**
     * Decides one action, and brings the desk to the state after it.
     *
     * @param desk the desk as it is
     * @param request well-formed
     * @param appended when the log got the action, epoch milliseconds (decision 13)
     * @return exactly one outcome, never null
     */
    public static Decision decide(Desk desk, Request request, long appended) {
        desk.begin(appended);
        return new Decision(desk.sequence(), desk.at(), VERSION, outcome(desk, request));
    }

    /**
     * What would be said to a request now, with nothing done: empty when it would be accepted.
     *
     * @param desk the desk as it is
     * @param request well-formed; its id is not looked at
     */
    public static Optional<Outcome.Refused> refusal(Desk desk, Request request) {
        return Optional.ofNullable(new Judge(desk).judge(request));
    }

    private static Outcome outcome(Desk desk, Request request) {
        boolean isTimer = request.action() instanceof Action.FireTimer;
        if (!isTimer) {
            DeskRows.First first = desk.remembered(request.id());
            if (first != null) {
                return new Outcome.Duplicate(first.sequence());
            }
            desk.remember(request.id());
        }
        Outcome.Refused refused = new Judge(desk).judge(request);
        if (refused != null) {
            return refused;
        }
        Story story = new Story(desk);
        new Consequences(desk, story).of(request);
        Routing.run(desk, story);
        List<Fact> facts = story.facts();
        return new Outcome.Accepted(facts);
    }
}
