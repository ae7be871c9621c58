package org.ticketdesk.audit.asof;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A ticket that is not as it was.
 *
 * @param ticket its id
 * @param what what is different; never empty
 * @param was as it was at the first moment; null when there was none yet
 * @param is as it is at the second
 */
public record TicketChange(
        String ticket, List<What> what, @Nullable TicketAsOf was, TicketAsOf is) {
    private static final String CLOSED = "CLOSED";

    /** What can be different. */
    public enum What {
        /** There was no such ticket. */
        OPENED,
        /** It is Closed, and was not. */
        CLOSED,
        /** It was Closed, and is not. */
        REOPENED,
        /** It has another status, or has had another in between. */
        MOVED,
        /** Another agent holds it, or held it last. */
        ASSIGNEE,
        /** Its priority is another. */
        PRIORITY,
        /** Somebody has written. */
        MESSAGE
    }

    /** What is different between the two; empty when nothing is. The first may be null. */
    static Optional<TicketChange> between(TicketAsOf was, TicketAsOf is) {
        Set<What> what = EnumSet.noneOf(What.class);
        if (was == null) {
            what.add(What.OPENED);
            if (is.status().equals(CLOSED)) {
                what.add(What.CLOSED);
            }
        } else {
            moved(was, is).ifPresent(what::add);
            if (!Objects.equals(was.assignee(), is.assignee())
                    || !Objects.equals(was.lastAssignee(), is.lastAssignee())) {
                what.add(What.ASSIGNEE);
            }
            if (!was.priority().equals(is.priority())) {
                what.add(What.PRIORITY);
            }
            if (!was.lastWord().equals(is.lastWord()) || !was.lastWordAt().equals(is.lastWordAt())) {
                what.add(What.MESSAGE);
            }
        }
        return what.isEmpty()
                ? Optional.empty()
                : Optional.of(new TicketChange(is.ticket(), List.copyOf(what), was, is));
    }

    private static Optional<What> moved(TicketAsOf was, TicketAsOf is) {
        boolean closed = is.status().equals(CLOSED);
        if (was.status().equals(CLOSED) != closed) {
            return Optional.of(closed ? What.CLOSED : What.REOPENED);
        }
        return was.status().equals(is.status()) && was.statusSince().equals(is.statusSince())
                ? Optional.empty()
                : Optional.of(What.MOVED);
    }
}
