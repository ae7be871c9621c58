package org.ticketdesk.core.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.journey.TicketId;

/** The facts of one decision as they are recorded: to record a fact is the only way to change the desk. */
final class Story {
    private final Desk desk;
    private final List<Fact> facts = new ArrayList<>(2);

    Story(Desk desk) {
        this.desk = desk;
    }

    void record(Fact fact) {
        desk.evolve(fact);
        facts.add(fact);
    }

    /** Takes a row: the ticket's status changes, and {@code assignee}, who may be null, holds it afterwards. */
    void take(Row row, TicketId ticket, AgentId assignee) {
        record(new Fact.StatusChanged(ticket, row.from(), row.to(), row, assignee));
    }

    List<Fact> facts() {
        return Collections.unmodifiableList(facts);
    }
}
