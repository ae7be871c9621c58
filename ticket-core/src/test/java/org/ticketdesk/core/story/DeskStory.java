package org.ticketdesk.core.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.Head;
import org.ticketdesk.core.desk.InMemoryRows;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Reason;
import org.ticketdesk.core.journey.Request;
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.rules.Decision;
import org.ticketdesk.core.rules.Invariants;
import org.ticketdesk.core.rules.Rulebook;

/**
 * One desk's story: given what was said so far, when this is said, then these facts, or this refusal, and nothing else.
 *
 * <pre>{@code
 * story().agentOnline("bob").pending("t1").when(admin().closes("t1")).refused(NO_SUCH_CHANGE);
 * }</pre>
 *
 * <p>What is given is brought about by actions, each of which must be accepted, so that every story is one that can happen. The
 * {@link Invariants} are looked at after each step. Time stands still unless {@link #after} moves it. Not thread-safe.
 */
public final class DeskStory {
    /** When every story begins, epoch milliseconds. */
    public static final long BEGINNING = 1_000_000_000_000L;

    private final InMemoryRows rows = new InMemoryRows();
    private final Desk desk = new Desk(rows, Head.OF_A_NEW_DESK);
    private long now = BEGINNING;

    private DeskStory() {}

    /** A new desk. */
    public static DeskStory story() {
        return new DeskStory();
    }

    /** An agent of the default capacity, OFFLINE. */
    public DeskStory agentOffline(String agent) {
        return said(Voice.admin().adds(agent));
    }

    /** An agent of the default capacity, AWAY. */
    public DeskStory agentAway(String agent) {
        return agentOffline(agent).said(Voice.agent(agent).goes(Presence.AWAY));
    }

    /** An agent of the default capacity, ONLINE. */
    public DeskStory agentOnline(String agent) {
        return agentOffline(agent).said(Voice.agent(agent).goes(Presence.ONLINE));
    }

    /** An agent of this capacity, ONLINE. */
    public DeskStory agentOnline(String agent, int capacity) {
        return said(Voice.admin().adds(agent, capacity), Voice.agent(agent).goes(Presence.ONLINE));
    }

    /** A ticket that the customer {@code c} opened, and for which nobody was available. */
    public DeskStory pending(String ticket) {
        return said(Voice.customer("c").opens(ticket)).and(ticket, Status.PENDING);
    }

    /** A ticket that the customer {@code c} opened, Active in the hands of an ONLINE agent, by an admin if routing chose another. */
    public DeskStory active(String ticket, String agent) {
        said(Voice.customer("c").opens(ticket));
        if (!new AgentId(agent).equals(ticket(ticket).assignee())) {
            said(Voice.admin().assigns(ticket, agent));
        }
        return and(ticket, Status.ACTIVE);
    }

    /** A ticket that this agent began, and to which the customer {@code c} has not answered. */
    public DeskStory proactive(String ticket, String agent) {
        return said(Voice.agent(agent).startsChat(ticket)).and(ticket, Status.PROACTIVE);
    }

    /** A ticket that an ONLINE agent held, answered and then set aside. */
    public DeskStory idle(String ticket, String agent) {
        return active(ticket, agent)
                .said(Voice.agent(agent).writes(ticket), Voice.agent(agent).idles(ticket))
                .and(ticket, Status.IDLE);
    }

    /** A ticket that an ONLINE agent held, and parked. */
    public DeskStory inProgress(String ticket, String agent) {
        return active(ticket, agent).said(Voice.agent(agent).parks(ticket)).and(ticket, Status.IN_PROGRESS);
    }

    /** A ticket that an ONLINE agent held, and an admin closed. */
    public DeskStory closed(String ticket, String agent) {
        return active(ticket, agent).said(Voice.admin().closes(ticket)).and(ticket, Status.CLOSED);
    }

    /** These things are said one after another, and each is accepted. */
    public DeskStory said(Said... all) {
        for (Said each : all) {
            Decision decision = decide("given-" + desk.sequence(), each);
            assertThat(decision.outcome())
                    .as("what is given must be accepted: %s", each)
                    .isInstanceOf(Outcome.Accepted.class);
        }
        return this;
    }

    /** This is said under an action id of its own, and is accepted. */
    public DeskStory said(String actionId, Said said) {
        assertThat(decide(actionId, said).outcome()).isInstanceOf(Outcome.Accepted.class);
        return this;
    }

    /** This is said under an action id of its own, and is refused. */
    public DeskStory saidInVain(String actionId, Said said) {
        assertThat(decide(actionId, said).outcome()).isInstanceOf(Outcome.Refused.class);
        return this;
    }

    /** Time passes; what is said next is appended this much later. Less than 0 when the broker's clock went back. */
    public DeskStory after(long ms) {
        now += ms;
        return this;
    }

    /** Says the thing that the story is about. */
    public Ending when(Said said) {
        return when("when", said);
    }

    /** Says the thing that the story is about, under this action id. */
    public Ending when(String actionId, Said said) {
        Everything before = everything();
        return new Ending(before, decide(actionId, said));
    }

    /** The ticket as it is, or null. */
    public Ticket ticket(String id) {
        return desk.ticket(new TicketId(id));
    }

    /** The agent as they are, or null. */
    public Agent agent(String id) {
        return desk.agent(new AgentId(id));
    }

    /** The desk of this story. */
    public Desk desk() {
        return desk;
    }

    /** The rows of this story's desk. */
    public InMemoryRows rows() {
        return rows;
    }

    private DeskStory and(String ticket, Status status) {
        assertThat(ticket(ticket).status()).as("what is given: %s", ticket).isEqualTo(status);
        return this;
    }

    private Decision decide(String actionId, Said said) {
        Decision decision =
                Rulebook.decide(desk, new Request(new ActionId(actionId), said.actor(), said.action()), now);
        assertThat(Invariants.violations(desk, rows)).as("after %s", said).isEmpty();
        return decision;
    }

    private Everything everything() {
        Map<TicketId, Ticket> tickets = new HashMap<>();
        rows.tickets().forEach(ticket -> tickets.put(ticket.id(), ticket));
        Map<AgentId, Agent> agents = new HashMap<>();
        rows.agents().forEach(agent -> agents.put(agent.id(), agent));
        return new Everything(tickets, agents, desk.settings(), desk.waitingLine());
    }

    /** All that a decision may change, but the sequence, the time and the memory of ids. */
    private record Everything(
            Map<TicketId, Ticket> tickets, Map<AgentId, Agent> agents, Settings settings, List<TicketId> waiting) {}

    /** What came of it. */
    public final class Ending {
        private final Everything before;
        private final Decision decision;

        private Ending(Everything before, Decision decision) {
            this.before = before;
            this.decision = decision;
        }

        /** Exactly these facts, in this order. Gives back the story, for what can be seen of it afterwards. */
        public DeskStory then(Fact... facts) {
            assertThat(decision.outcome()).isEqualTo(new Outcome.Accepted(List.of(facts)));
            return DeskStory.this;
        }

        /** A refusal for this reason, with a sentence that says why; and nothing has changed. */
        public DeskStory refused(Reason reason) {
            assertThat(decision.outcome()).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                assertThat(refused.reason()).as(refused.detail()).isEqualTo(reason);
                assertThat(refused.detail()).endsWith(".").contains(" ");
            });
            return nothingChanged();
        }

        /** Refused, with this sentence for people. */
        public DeskStory refused(Reason reason, String detail) {
            assertThat(decision.outcome()).isEqualTo(new Outcome.Refused(reason, detail));
            return nothingChanged();
        }

        /** No second effect: the outcome names the sequence of the first, and nothing has changed. */
        public DeskStory duplicateOf(long sequence) {
            assertThat(decision.outcome()).isEqualTo(new Outcome.Duplicate(sequence));
            return nothingChanged();
        }

        /** The decision itself, with its sequence and time. */
        public Decision decision() {
            return decision;
        }

        private DeskStory nothingChanged() {
            assertThat(everything()).isEqualTo(before);
            return DeskStory.this;
        }
    }
}
