package org.ticketdesk.projection.views;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a ticket's story.
 *
 * @param sequence the entry's
 * @param at the desk's time
 * @param occurredAt when it happened, as its source says, or null
 * @param actionId the action; null where it is not told, being about another's ticket
 * @param actor who asked
 * @param type what was asked
 * @param ticket the ticket that was named, which may be another than the one whose story it is; null when none was
 * @param outcome ACCEPTED, REFUSED or DUPLICATE
 * @param reason why it was refused, or null
 * @param detail the reason in a sentence, or null
 * @param of the sequence of the first entry of this action, or null
 * @param facts what it brought about for this ticket, in the wire's JSON form; a StatusChanged also has {@code because},
 *     {@code since}, {@code lastedMs} and {@code previousAssignee}
 * @param source where its action stands in the log
 * @param timer the timer of this ticket that came back through the log, or null
 */
public record HistoryItem(
        long sequence,
        Instant at,
        @Nullable Instant occurredAt,
        @Nullable String actionId,
        Who actor,
        String type,
        @Nullable String ticket,
        String outcome,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable Long of,
        List<ObjectNode> facts,
        LogPlace source,
        @Nullable FiredTimer timer) {

    /**
     * This item as a customer is told of it. Of an action that named another ticket than theirs, they are told neither which, nor what
     * else is that ticket's: the action's id, and when it happened.
     *
     * @param customer who asks
     * @param own the ticket whose story it is
     */
    public HistoryItem toldTo(Who customer, String own) {
        boolean isOfTheirs = own.equals(ticket);
        return new HistoryItem(
                sequence,
                at,
                isOfTheirs ? occurredAt : null,
                isOfTheirs ? actionId : null,
                actor.toldTo(customer),
                type,
                isOfTheirs ? ticket : null,
                outcome,
                reason,
                detail,
                of,
                facts.stream().map(fact -> toldTo(customer, fact)).toList(),
                source,
                timer);
    }

    /** Who wrote a message is somebody, too. */
    private static ObjectNode toldTo(Who customer, ObjectNode fact) {
        if (!fact.hasNonNull("author")) {
            return fact;
        }
        Who author = new Who(fact.path("by").textValue(), fact.path("author").textValue());
        return fact.deepCopy().put("author", author.toldTo(customer).id());
    }
}
