package org.ticketdesk.projection.views;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ticketdesk.core.journey.Row;

/**
 * A status change, as the topic {@code ticket-status-changed} has it, with how long the status before had lasted and the row's
 * sentence.
 *
 * @param desk where
 * @param ticket which
 * @param sequence of the entry
 * @param index the position among the entry's facts, from 0
 * @param at the desk's time
 * @param from the status before; null at birth
 * @param to the status now
 * @param row B1, B2, R1 to R20
 * @param because the row in words; null for a row that is younger than this software
 * @param since when the status before had begun; null at birth
 * @param lastedMs how long it had lasted; null at birth
 * @param assignee who holds it afterwards, or null
 * @param previousAssignee who held it before, or null
 * @param customer whose
 * @param channel where
 * @param priority how urgent at the time
 * @param actionId the action that caused it; null where it is not told, being another's than the customer's who asks
 * @param actorRole who asked for that
 * @param actorId who asked for that; null where it is not told, as in {@link Who#toldTo}
 * @param actionType what was asked
 * @param rules the version of the rules
 */
public record ChangeView(
        String desk,
        String ticket,
        long sequence,
        int index,
        Instant at,
        @Nullable String from,
        String to,
        String row,
        @Nullable String because,
        @Nullable Instant since,
        @Nullable Long lastedMs,
        @Nullable String assignee,
        @Nullable String previousAssignee,
        String customer,
        String channel,
        String priority,
        @Nullable String actionId,
        String actorRole,
        @Nullable String actorId,
        String actionType,
        int rules) {

    /** The sentence of a row; null for a row that is younger than this software. */
    public static @Nullable String because(String row) {
        return Arrays.stream(Row.values())
                .filter(known -> known.name().equals(row))
                .map(Row::because)
                .findFirst()
                .orElse(null);
    }

    /** This change as its customer is told of it: what others asked is theirs. */
    public ChangeView toldToItsCustomer() {
        Who self = new Who("CUSTOMER", customer);
        Who actor = new Who(actorRole, actorId);
        return new ChangeView(
                desk,
                ticket,
                sequence,
                index,
                at,
                from,
                to,
                row,
                because,
                since,
                lastedMs,
                assignee,
                previousAssignee,
                customer,
                channel,
                priority,
                actor.equals(self) ? actionId : null,
                actorRole,
                actor.toldTo(self).id(),
                actionType,
                rules);
    }
}
