package org.ticketdesk.core.rules;

import java.util.ArrayList;
import java.util.List;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.Head;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Ticket;

/**
 * A state of a small desk of at most two tickets and two agents, without what cannot matter any more: times are shifted so that it is always the same moment, ages end
 * where the longest clock of the exploration has run out, among Pending tickets only who came before whom is kept, and of the
 * sequences of the agents' last assignments only their order is. So two states that differ in nothing but these are one.
 *
 * @param tickets by id
 * @param agents by id
 * @param settings as they are
 */
record Position(List<Ticket> tickets, List<Agent> agents, Settings settings) {
    /** The desk's time in every position, epoch milliseconds. */
    static final long NOW = 1_000_000_000_000L;

    /** A desk of which nobody has heard yet. */
    static Position ofANewDesk(Settings settings) {
        return new Position(List.of(), List.of(), settings);
    }

    /**
     * The state of a desk.
     *
     * @param horizon the age in milliseconds from which on age does not matter
     */
    static Position of(Desk desk, FewRows rows, long horizon) {
        List<Ticket> tickets = new ArrayList<>(2);
        for (Ticket ticket : rows.tickets()) {
            long since = ticket.status() == Status.PENDING
                    ? NOW - waitRank(ticket, desk, rows)
                    : shifted(ticket.since(), desk.at(), horizon);
            tickets.add(new Ticket(
                    ticket.id(),
                    ticket.customer(),
                    ticket.channel(),
                    null,
                    NOW,
                    ticket.priority(),
                    ticket.status(),
                    since,
                    ticket.assignee(),
                    ticket.lastAssignee(),
                    ticket.lastWord(),
                    shifted(ticket.lastWordAt(), desk.at(), horizon)));
        }
        List<Agent> agents = new ArrayList<>(2);
        for (Agent agent : rows.agents()) {
            agents.add(agent.assignedAt(assignmentRank(agent, rows)));
        }
        return new Position(tickets, agents, desk.settings());
    }

    /** A desk in this state, with the sequence of its last entry: any from that of the agents' last assignments up. */
    Desk open(FewRows rows, long sequence) {
        return new Desk(rows, new Head(sequence, NOW, settings));
    }

    /** 0 for who became Pending just now, else how many moments lie between, this ticket's too, at which one became Pending. */
    private static int waitRank(Ticket ticket, Desk desk, FewRows rows) {
        if (ticket.since() == desk.at()) {
            return 0;
        }
        int rank = 1;
        for (Ticket other : rows.tickets()) {
            boolean between = other.since() > ticket.since() && other.since() < desk.at();
            rank += other.status() == Status.PENDING && between ? 1 : 0;
        }
        return rank;
    }

    /** 0 for who was never assigned, else how many were last assigned before, and one. */
    private static int assignmentRank(Agent agent, FewRows rows) {
        if (agent.lastAssigned() == 0) {
            return 0;
        }
        int rank = 1;
        for (Agent other : rows.agents()) {
            rank += other.lastAssigned() > 0 && other.lastAssigned() < agent.lastAssigned() ? 1 : 0;
        }
        return rank;
    }

    private static long shifted(long time, long now, long horizon) {
        return NOW - Math.min(now - time, horizon);
    }
}
