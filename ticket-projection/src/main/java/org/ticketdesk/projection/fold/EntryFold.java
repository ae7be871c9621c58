package org.ticketdesk.projection.fold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.ticketdesk.events.AgentAdded;
import org.ticketdesk.events.AgentRemoved;
import org.ticketdesk.events.AssigneeChanged;
import org.ticketdesk.events.CapacityChanged;
import org.ticketdesk.events.Channel;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.MessageNoted;
import org.ticketdesk.events.Outcome;
import org.ticketdesk.events.PresenceChanged;
import org.ticketdesk.events.Priority;
import org.ticketdesk.events.PriorityChanged;
import org.ticketdesk.events.ProactiveChatStarted;
import org.ticketdesk.events.Role;
import org.ticketdesk.events.SettingsChanged;
import org.ticketdesk.events.Status;
import org.ticketdesk.events.StatusChanged;
import org.ticketdesk.events.TicketOpened;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.TimerDismissed;

/** One entry folded over the rows of its desk: its facts, in order. */
final class EntryFold {
    private static final String TRANSFER = "TRANSFER";

    private final JournalRecord record;
    private final JournalEntry entry;
    private final DeskInMemory desk;
    private final FoldedInto into;
    private final long at;
    private final long sequence;
    private final List<TicketStatusChanged> changes = new ArrayList<>(2);
    private TicketRow born;
    private int measured;

    EntryFold(JournalRecord record, JournalEntry entry, DeskInMemory desk, FoldedInto into) {
        this.record = record;
        this.entry = entry;
        this.desk = desk;
        this.into = into;
        this.at = entry.getAt().toEpochMilli();
        this.sequence = entry.getSequence();
    }

    AppliedEntry apply() throws EntryAtFault {
        noteGap();
        List<Object> facts = entry.getFacts();
        for (int index = 0; index < facts.size(); index++) {
            apply(facts.get(index), index);
        }
        if (born != null && born.status == null) {
            throw fault("Found the opening of the ticket " + born.ticket
                    + " without a first status; expected one to follow.");
        }
        desk.row.sequence = sequence;
        desk.row.at = at;
        desk.row.rules = entry.getRules();
        String ticket = ticketOf(entry, record);
        into.add(entry, ticket, record.value());
        return new AppliedEntry(entry, ticket, List.copyOf(changes));
    }

    /** The ticket that the action named, or null: what was asked is the first fact, and where there is none, the header says. */
    private static String ticketOf(JournalEntry entry, JournalRecord record) {
        String first =
                entry.getOutcome() == Outcome.ACCEPTED && !entry.getFacts().isEmpty()
                        ? Touched.ticketOf(entry.getFacts().getFirst())
                        : null;
        return first == null ? record.subjectTicket() : first;
    }

    private void noteGap() {
        String missing = missingBefore(desk.row.sequence, sequence);
        if (missing != null) {
            into.setAside(record, sequence, "", missing);
            desk.holes.add("");
        }
    }

    /** A sentence about the entries between the one applied last and this one; null when there are none. */
    static String missingBefore(long applied, long sequence) {
        if (sequence <= applied + 1) {
            return null;
        }
        return sequence == applied + 2
                ? "The entry " + (applied + 1) + " is missing before it."
                : "The entries " + (applied + 1) + " to " + (sequence - 1) + " are missing before it.";
    }

    private void apply(Object fact, int index) throws EntryAtFault {
        switch (fact) {
            case TicketOpened f -> opened(f);
            case ProactiveChatStarted f -> started(f);
            case MessageNoted f -> noted(f);
            case StatusChanged f -> changed(f, index);
            case AssigneeChanged f -> transferred(f);
            case PriorityChanged f -> prioritised(f);
            case TimerDismissed f -> known(f.getTicket());
            case AgentAdded f -> joined(f);
            case AgentRemoved f -> left(f);
            case PresenceChanged f -> came(f);
            case CapacityChanged f -> agent(f.getAgent()).capacity = f.getCapacity();
            case SettingsChanged f -> desk.row.configure(f);
            default ->
                throw fault("Found a fact of the kind " + fact.getClass().getSimpleName()
                        + ", which this version does not know; upgrade it.");
        }
    }

    private void opened(TicketOpened fact) throws EntryAtFault {
        TicketRow ticket = born(fact.getTicket(), fact.getCustomer(), fact.getChannel(), fact.getPriority());
        ticket.followsUp = fact.getFollowsUp();
        ticket.wrote(true, at);
    }

    private void started(ProactiveChatStarted fact) throws EntryAtFault {
        TicketRow ticket = born(fact.getTicket(), fact.getCustomer(), Channel.IN_APP, fact.getPriority());
        ticket.wrote(false, at);
    }

    private TicketRow born(String id, String customer, Channel channel, Priority priority) throws EntryAtFault {
        TicketRow ticket = desk.tickets.get(id);
        if (ticket != null) {
            doesNotFit(ticket, "is opened, and has been there since " + ticket.openedAt + " ms; expected a new one");
        } else {
            ticket = new TicketRow(desk.row.desk, id);
            desk.tickets.put(id, ticket);
        }
        ticket.customer = customer;
        ticket.channel = channel;
        ticket.priority = priority;
        ticket.openedAt = at;
        touch(ticket);
        born = ticket;
        return ticket;
    }

    private void noted(MessageNoted fact) throws EntryAtFault {
        TicketRow ticket = known(fact.getTicket());
        if (ticket == null) {
            return;
        }
        touch(ticket);
        boolean byCustomer = fact.getBy() == Role.CUSTOMER;
        ticket.wrote(byCustomer, at);
        CycleRow cycle = ticket.openCycle();
        if (cycle != null) {
            into.touch(cycle);
            notedIn(cycle, ticket, fact, byCustomer);
        }
        AssignmentRow assignment = ticket.presentAssignment();
        if (assignment != null) {
            notedIn(assignment, ticket, fact, byCustomer);
        }
    }

    private void notedIn(CycleRow cycle, TicketRow ticket, MessageNoted fact, boolean byCustomer) {
        if (byCustomer) {
            cycle.customerMessages++;
            if (cycle.awaitingSince == null) {
                cycle.awaitingSince = at;
            }
            return;
        }
        cycle.deskMessages++;
        if (cycle.awaitingSince != null && cycle.firstResponseAt == null) {
            cycle.firstResponseAt = at;
            cycle.firstResponseBy = fact.getAuthor();
            cycle.firstResponseMs = at - cycle.awaitingSince;
            measure(
                    Measure.FIRST_RESPONSE,
                    cycle.firstResponseMs,
                    ticket,
                    fact.getBy() == Role.AGENT ? fact.getAuthor() : null);
        }
    }

    private void notedIn(AssignmentRow assignment, TicketRow ticket, MessageNoted fact, boolean byCustomer) {
        if (byCustomer) {
            if (assignment.awaitingSince == null) {
                into.touch(assignment);
                assignment.awaitingSince = at;
            }
        } else if (fact.getBy() == Role.AGENT && fact.getAuthor().equals(assignment.agent)) {
            into.touch(assignment);
            assignment.responses++;
            if (assignment.awaitingSince != null && assignment.firstResponseAt == null) {
                assignment.firstResponseAt = at;
                assignment.firstResponseMs = at - assignment.awaitingSince;
                measure(Measure.ASSIGNMENT_FIRST_RESPONSE, assignment.firstResponseMs, ticket, assignment.agent);
            }
        }
    }

    private void changed(StatusChanged fact, int index) throws EntryAtFault {
        TicketRow ticket = known(fact.getTicket());
        if (ticket == null) {
            ticket = heardOf(fact);
        } else if (ticket.status != fact.getFrom()) {
            doesNotFit(
                    ticket,
                    "goes from " + fact.getFrom() + " to " + fact.getTo() + " by " + fact.getRow() + ", and is "
                            + ticket.status + "; expected it to be " + fact.getFrom());
        }
        boolean fits = ticket.status == fact.getFrom();
        String holder = ticket.assignee;
        Long since = ticket.status == null || !fits ? null : ticket.statusSince;
        tell(fact, index, ticket, since, holder);

        touch(ticket);
        leave(ticket, fits);
        if (!Objects.equals(holder, fact.getAssignee())) {
            endAssignment(ticket, fact.getRow());
        }
        if (fact.getTo() == Status.CLOSED) {
            endCycle(ticket, fact.getRow());
        }
        enter(ticket, fact);
        if (fact.getTo() == Status.ACTIVE && ticket.assignee != null) {
            held(ticket);
        }
        if (!Objects.equals(holder, fact.getAssignee())) {
            beginAssignment(ticket, fact.getRow());
        }
    }

    /** What the topic {@code ticket-status-changed} says of it. */
    private void tell(StatusChanged fact, int index, TicketRow ticket, Long since, String holder) {
        TicketStatusChanged change = new TicketStatusChanged();
        change.setDesk(desk.row.desk);
        change.setTicket(ticket.ticket);
        change.setSequence(sequence);
        change.setIndex(index);
        change.setAt(entry.getAt());
        change.setFrom(fact.getFrom());
        change.setTo(fact.getTo());
        change.setRow(fact.getRow());
        change.setSince(since == null ? null : Instant.ofEpochMilli(since));
        change.setAssignee(fact.getAssignee());
        change.setPreviousAssignee(holder);
        change.setCustomer(ticket.customer);
        change.setChannel(ticket.channel);
        change.setPriority(ticket.priority);
        change.setActionId(entry.getActionId());
        change.setActorRole(entry.getActor().getRole());
        change.setActorId(entry.getActor().getId());
        change.setActionType(entry.getType());
        change.setRules(entry.getRules());
        changes.add(change);
        into.add(change);
    }

    /** Out of the old status: what was counted in it is so no more, and the stay has ended. */
    private void leave(TicketRow ticket, boolean fits) throws EntryAtFault {
        if (ticket.status == null) {
            return;
        }
        desk.row.tickets[ticket.status.ordinal()]--;
        hold(ticket, -1);
        CycleRow cycle = ticket.openCycle();
        if (cycle != null) {
            into.touch(cycle);
            if (fits) {
                cycle.stays[ticket.status.ordinal()] += at - ticket.statusSince;
            }
        }
    }

    private void enter(TicketRow ticket, StatusChanged fact) throws EntryAtFault {
        boolean begins = fact.getFrom() == null || fact.getFrom() == Status.CLOSED;
        boolean wasClosed = ticket.status == Status.CLOSED;
        ticket.status = fact.getTo();
        ticket.statusSince = at;
        ticket.assignee = fact.getAssignee();
        if (ticket.assignee != null) {
            ticket.lastAssignee = ticket.assignee;
        }
        ticket.closedAt = ticket.status == Status.CLOSED ? (Long) at : null;
        desk.row.tickets[ticket.status.ordinal()]++;
        hold(ticket, 1);
        if (begins) {
            beginCycle(ticket, fact);
        } else if (wasClosed && ticket.status != Status.CLOSED) {
            // Its reopening is in a hole.
            ticket.cycles++;
            ticket.cycle = null;
        }
    }

    private void beginCycle(TicketRow ticket, StatusChanged fact) {
        ticket.cycles++;
        CycleRow cycle = new CycleRow(desk.row.desk, ticket.ticket, ticket.cycles, at, sequence, fact.getRow());
        ticket.cycle = cycle;
        into.touch(cycle);
        if (ticket.customerSpokeLast()) {
            cycle.awaitingSince = at;
        }
        if (fact.getFrom() == null) {
            cycle.customerMessages = ticket.customerMessages;
            cycle.deskMessages = ticket.deskMessages;
            measure(Measure.OPENED, 1, ticket, null);
            if (ticket.assignee != null) {
                // Held from its beginning, and not because anybody waited.
                cycle.firstHeldAt = at;
            }
        } else {
            measure(Measure.REOPENED, ticket.cycles - 1L, ticket, null);
        }
    }

    private void endCycle(TicketRow ticket, String row) {
        CycleRow cycle = ticket.openCycle();
        if (cycle == null) {
            return;
        }
        cycle.closedAt = at;
        cycle.closedSequence = sequence;
        cycle.closedBy = row;
        cycle.toCloseMs = at - cycle.beganAt;
        measure(Measure.CLOSED, cycle.toCloseMs, ticket, ticket.lastAssignee);
        if (cycle.firstHeldAt != null) {
            cycle.conversationMs = at - cycle.firstHeldAt;
            measure(Measure.CONVERSATION, cycle.conversationMs, ticket, ticket.lastAssignee);
        }
    }

    /** An agent holds the ticket: for the first time in this cycle, perhaps. */
    private void held(TicketRow ticket) {
        CycleRow cycle = ticket.openCycle();
        if (cycle != null && cycle.firstHeldAt == null) {
            cycle.firstHeldAt = at;
            cycle.waitingMs = at - cycle.beganAt;
            measure(Measure.WAITING, cycle.waitingMs, ticket, ticket.assignee);
        }
    }

    private void beginAssignment(TicketRow ticket, String row) {
        if (ticket.assignee == null) {
            return;
        }
        ticket.assignments++;
        AssignmentRow assignment = new AssignmentRow(
                desk.row.desk, ticket.ticket, ticket.assignments, ticket.cycles, ticket.assignee, at, sequence, row);
        if (ticket.customerSpokeLast()) {
            assignment.awaitingSince = at;
        }
        ticket.assignment = assignment;
        into.touch(assignment);
        measure(Measure.ASSIGNED, 1, ticket, ticket.assignee);
    }

    private void endAssignment(TicketRow ticket, String row) {
        AssignmentRow assignment = ticket.presentAssignment();
        if (assignment == null) {
            return;
        }
        into.touch(assignment);
        assignment.endedAt = at;
        assignment.endedSequence = sequence;
        assignment.endedBy = row;
        measure(Measure.ASSIGNMENT_LENGTH, at - assignment.beganAt, ticket, assignment.agent);
        measure(Measure.ASSIGNMENT_RESPONSES, assignment.responses, ticket, assignment.agent);
    }

    private void transferred(AssigneeChanged fact) throws EntryAtFault {
        TicketRow ticket = known(fact.getTicket());
        if (ticket == null) {
            return;
        }
        if (!fact.getFrom().equals(ticket.assignee)) {
            doesNotFit(
                    ticket,
                    "is handed over by " + fact.getFrom() + " to " + fact.getTo() + ", and is held by "
                            + ticket.assignee + "; expected it to be held by " + fact.getFrom());
        }
        touch(ticket);
        endAssignment(ticket, TRANSFER);
        hold(ticket, -1);
        ticket.assignee = fact.getTo();
        ticket.lastAssignee = fact.getTo();
        hold(ticket, 1);
        beginAssignment(ticket, TRANSFER);
    }

    private void prioritised(PriorityChanged fact) throws EntryAtFault {
        TicketRow ticket = known(fact.getTicket());
        if (ticket == null) {
            return;
        }
        if (ticket.priority != fact.getFrom()) {
            doesNotFit(
                    ticket,
                    "changes its priority from " + fact.getFrom() + " to " + fact.getTo() + ", and has "
                            + ticket.priority + "; expected it to have " + fact.getFrom());
        }
        touch(ticket);
        ticket.priority = fact.getTo();
    }

    private void joined(AgentAdded fact) throws EntryAtFault {
        AgentRow agent = desk.agents.get(fact.getAgent());
        if (agent == null) {
            agent = new AgentRow(desk.row.desk, fact.getAgent());
            desk.agents.put(fact.getAgent(), agent);
        } else if (agent.leftAt == null) {
            doesNotFit(fact.getAgent(), "joins, and is an agent of the desk already; expected somebody who is not");
        }
        agent.join(fact.getCapacity(), at);
        touch(agent);
    }

    private void left(AgentRemoved fact) throws EntryAtFault {
        agent(fact.getAgent()).leftAt = at;
    }

    private void came(PresenceChanged fact) throws EntryAtFault {
        AgentRow agent = agent(fact.getAgent());
        if (agent.presence != fact.getFrom()) {
            doesNotFit(
                    fact.getAgent(),
                    "goes from " + fact.getFrom() + " to " + fact.getTo() + ", and is " + agent.presence
                            + "; expected them to be " + fact.getFrom());
        }
        agent.presence = fact.getTo();
        agent.presenceSince = at;
    }

    /** Whoever holds the ticket holds one more, or one less, in its status. */
    private void hold(TicketRow ticket, int by) throws EntryAtFault {
        if (ticket.assignee != null) {
            AgentRow holder = desk.agents.get(ticket.assignee);
            if (holder == null) {
                holder = unheardOf(ticket.assignee, "holds the ticket " + ticket.ticket);
            }
            touch(holder);
            holder.hold(ticket.status, by);
        }
    }

    /** The agent, who must be one of the desk, and whose row changes. */
    private AgentRow agent(String id) throws EntryAtFault {
        AgentRow agent = desk.agents.get(id);
        if (agent == null) {
            agent = unheardOf(id, "is in the entry");
        } else if (agent.leftAt != null) {
            doesNotFit(
                    id, "is in the entry, and left the desk at " + agent.leftAt + " ms; expected an agent of the desk");
            agent.leftAt = null;
        }
        touch(agent);
        return agent;
    }

    /** An agent whose joining may be in a hole: taken to have joined now. */
    private AgentRow unheardOf(String id, String does) throws EntryAtFault {
        doesNotFit(id, does + ", and is nobody who was ever added to the desk; expected an agent of the desk");
        AgentRow agent = new AgentRow(desk.row.desk, id);
        agent.join(null, at);
        desk.agents.put(id, agent);
        return agent;
    }

    /**
     * The ticket, which must be there.
     *
     * @return null when it is not there, and its opening may be in a hole
     */
    private TicketRow known(String id) throws EntryAtFault {
        TicketRow ticket = desk.tickets.get(id);
        if (ticket == null && !desk.holes.mayConcern(id)) {
            throw fault("Found the ticket " + id + ", which was never opened; expected its opening before it.");
        }
        return ticket;
    }

    /** A ticket whose opening is in a hole: what is not known of it stays so, and there is no row of its first cycle. */
    private TicketRow heardOf(StatusChanged fact) {
        TicketRow ticket = new TicketRow(desk.row.desk, fact.getTicket());
        ticket.customer = "";
        ticket.channel = Channel.UNKNOWN;
        ticket.priority = Priority.UNKNOWN;
        ticket.openedAt = at;
        ticket.lastWord = entry.getActor().getRole() == Role.CUSTOMER ? TicketRow.BY_CUSTOMER : TicketRow.BY_DESK;
        ticket.lastWordAt = at;
        ticket.cycles = 1;
        ticket.incompleteSince = sequence;
        desk.tickets.put(ticket.ticket, ticket);
        return ticket;
    }

    private void doesNotFit(TicketRow ticket, String why) throws EntryAtFault {
        if (ticket.incompleteSince == null && !desk.holes.mayConcern(ticket.ticket)) {
            throw fault("Found that the ticket " + ticket.ticket + " " + why + ".");
        }
        if (ticket.incompleteSince == null) {
            ticket.incompleteSince = sequence;
        }
    }

    private void doesNotFit(String agent, String why) throws EntryAtFault {
        if (!desk.holes.mayConcernAgents()) {
            throw fault("Found that " + agent + " " + why + ".");
        }
    }

    private EntryAtFault fault(String reason) {
        return new EntryAtFault(record, reason, null);
    }

    private void touch(TicketRow ticket) {
        into.touch(ticket);
        ticket.sequence = sequence;
    }

    private void touch(AgentRow agent) {
        into.touch(agent);
        agent.sequence = sequence;
    }

    private void measure(Measure measure, long value, TicketRow ticket, String agent) {
        into.add(entry, measured++, measure, value, ticket, agent);
    }
}
