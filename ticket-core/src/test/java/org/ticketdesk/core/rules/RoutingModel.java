package org.ticketdesk.core.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Priority;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.TicketId;

/**
 * Decision 4 a second time, as plainly as can be: follows the facts with lists of its own, and at each routed R1 looks at everybody
 * for who should have been given what. Shares nothing with the desk but the words.
 */
final class RoutingModel {
    private final Map<TicketId, Case> cases = new HashMap<>();
    private final Map<TicketId, Case> pending = new HashMap<>();
    private final Map<AgentId, Person> people = new HashMap<>();
    private int defaultCapacity = 5;

    private static final class Case {
        private Priority priority;
        private Status status;
        private long pendingSince;
        private AgentId holder;
    }

    private static final class Person {
        private boolean online;
        private Integer capacity;
        private int load;
        private long lastAssigned;
    }

    /**
     * Follows the facts of one entry.
     *
     * @param assignedByHand whether the action was an assignment, so that its first fact is not routing's
     * @return one sentence for each choice that is not the plain one, and for a ticket left waiting for nothing
     */
    List<String> follow(long sequence, long at, List<Fact> facts, boolean assignedByHand) {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < facts.size(); i++) {
            boolean routed = facts.get(i) instanceof Fact.StatusChanged changed
                    && changed.row() == Row.R1
                    && !(i == 0 && assignedByHand);
            if (routed) {
                chosenWell((Fact.StatusChanged) facts.get(i), wrong);
            }
            follow(facts.get(i), sequence, at);
        }
        if (!pending.isEmpty() && whoIsNext() != null) {
            wrong.add(whoIsFirst() + " waits while " + whoIsNext() + " is available.");
        }
        return wrong;
    }

    private void chosenWell(Fact.StatusChanged routed, List<String> wrong) {
        if (!routed.ticket().equals(whoIsFirst()) || !routed.assignee().equals(whoIsNext())) {
            wrong.add(routed.ticket() + " went to " + routed.assignee() + "; " + whoIsFirst() + " should have gone to "
                    + whoIsNext() + ".");
        }
    }

    private TicketId whoIsFirst() {
        TicketId first = null;
        for (TicketId id : pending.keySet()) {
            if (first == null || isBefore(id, pending.get(id), first, pending.get(first))) {
                first = id;
            }
        }
        return first;
    }

    private static boolean isBefore(TicketId id, Case its, TicketId otherId, Case others) {
        List<Priority> urgency = List.of(Priority.URGENT, Priority.HIGH, Priority.MEDIUM, Priority.LOW);
        int more = urgency.indexOf(its.priority) - urgency.indexOf(others.priority);
        if (more != 0) {
            return more < 0;
        }
        if (its.pendingSince != others.pendingSince) {
            return its.pendingSince < others.pendingSince;
        }
        return id.value().compareTo(otherId.value()) < 0;
    }

    private AgentId whoIsNext() {
        AgentId next = null;
        for (AgentId id : people.keySet()) {
            Person person = people.get(id);
            int capacity = person.capacity == null ? defaultCapacity : person.capacity;
            if (person.online && person.load < capacity && (next == null || isBefore(id, person, next))) {
                next = id;
            }
        }
        return next;
    }

    private boolean isBefore(AgentId id, Person person, AgentId otherId) {
        Person other = people.get(otherId);
        if (person.load != other.load) {
            return person.load < other.load;
        }
        if (person.lastAssigned != other.lastAssigned) {
            return person.lastAssigned < other.lastAssigned;
        }
        return id.value().compareTo(otherId.value()) < 0;
    }

    private void follow(Fact fact, long sequence, long at) {
        switch (fact) {
            case Fact.TicketOpened f -> born(f.ticket(), f.priority());
            case Fact.ProactiveChatStarted f -> born(f.ticket(), f.priority());
            case Fact.StatusChanged f -> {
                Case its = cases.get(f.ticket());
                isIn(f.ticket(), its, f.to(), f.assignee());
                its.pendingSince = at;
                switch (f.row()) {
                    case R1, R8, R9, R19, R20 -> people.get(f.assignee()).lastAssigned = sequence;
                    case R2, R3, R4, R5, R6, R7, R10, R11, R12, R13, R14, R15, R16, R17, R18, B1, B2 -> {}
                }
            }
            case Fact.AssigneeChanged f -> {
                Case its = cases.get(f.ticket());
                isIn(f.ticket(), its, its.status, f.to());
                people.get(f.to()).lastAssigned = sequence;
            }
            case Fact.PriorityChanged f -> cases.get(f.ticket()).priority = f.to();
            case Fact.AgentAdded f -> {
                Person person = new Person();
                person.capacity = f.capacity();
                people.put(f.agent(), person);
            }
            case Fact.AgentRemoved f -> people.remove(f.agent());
            case Fact.PresenceChanged f -> people.get(f.agent()).online = f.to() == Presence.ONLINE;
            case Fact.CapacityChanged f -> people.get(f.agent()).capacity = f.capacity();
            case Fact.SettingsChanged f -> defaultCapacity = f.settings().defaultCapacity();
            case Fact.MessageNoted f -> {}
            case Fact.TimerDismissed f -> {}
        }
    }

    private void born(TicketId id, Priority priority) {
        Case its = new Case();
        its.priority = priority;
        cases.put(id, its);
    }

    private void isIn(TicketId id, Case its, Status status, AgentId holder) {
        carries(its, -1);
        its.status = status;
        its.holder = holder;
        carries(its, 1);
        if (status == Status.PENDING) {
            pending.put(id, its);
        } else {
            pending.remove(id);
        }
    }

    /** A ticket may be Active for a moment in the hands of somebody who has left. */
    private void carries(Case its, int more) {
        Person person = its.status == Status.ACTIVE ? people.get(its.holder) : null;
        if (person != null) {
            person.load += more;
        }
    }
}
