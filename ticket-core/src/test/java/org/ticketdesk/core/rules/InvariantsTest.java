package org.ticketdesk.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ticketdesk.core.journey.Presence.AWAY;
import static org.ticketdesk.core.story.DeskStory.story;
import static org.ticketdesk.core.story.Facts.left;
import static org.ticketdesk.core.story.Facts.moved;
import static org.ticketdesk.core.story.Facts.presence;
import static org.ticketdesk.core.story.Facts.settings;
import static org.ticketdesk.core.story.Voice.admin;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.Head;
import org.ticketdesk.core.desk.InMemoryRows;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.story.DeskStory;

/** The invariants bite: each of these desks breaks one thing, and it is said which. */
class InvariantsTest {
    private static final AgentId BOB = new AgentId("bob");

    @Test
    void aDeskThatIsInOrderHasNoViolation() {
        DeskStory story = story().agentOnline("bob", 1).active("t1", "bob").pending("t2");

        assertThat(violations(story)).isEmpty();
    }

    @Test
    void anActiveTicketOfAnAgentWhoIsAwayIsFound() {
        DeskStory story = story().agentOnline("bob").active("t1", "bob");
        story.desk().evolve(presence("bob", Presence.ONLINE, AWAY));

        assertThat(violations(story)).containsExactly("Ticket t1 is ACTIVE, and its assignee bob is not ONLINE.");
    }

    @Test
    void anActiveTicketOfAnAgentWhoHasLeftIsFound() {
        DeskStory story = story().agentOnline("bob").active("t1", "bob");
        story.desk().evolve(left("bob"));

        assertThat(violations(story)).containsExactly("Ticket t1 is ACTIVE, and its assignee bob is not ONLINE.");
    }

    @Test
    void aTicketThatWaitsWhileAnAgentIsAvailableIsFound() {
        DeskStory story = story().agentOnline("bob").active("t1", "bob");
        story.desk().evolve(moved("t1", Row.R7));

        assertThat(violations(story)).containsExactly("Ticket t1 is PENDING while bob is available.");
    }

    @Test
    void aTicketThatWaitsWhileTheDefaultCapacityAllowsMoreIsFound() {
        DeskStory story = story().said(admin().setsDefaultCapacity(1))
                .agentOnline("bob")
                .active("t1", "bob")
                .pending("t2");
        story.desk().evolve(settings(0, 0, 0, 2));

        assertThat(violations(story)).containsExactly("Ticket t2 is PENDING while bob is available.");
    }

    @Test
    void anActiveTicketWithoutAnAssigneeIsFound() {
        Ticket ticket = active().ticket("t1");

        assertThat(Invariants.violations(ticket.in(Status.ACTIVE, null, 1)))
                .containsExactly("Ticket t1 is ACTIVE and has no assignee.");
    }

    @Test
    void aClosedTicketWithAnAssigneeIsFound() {
        Ticket ticket = active().ticket("t1");

        assertThat(Invariants.violations(ticket.in(Status.CLOSED, BOB, 1)))
                .containsExactly("Ticket t1 is CLOSED and has the assignee bob.");
    }

    @Test
    void aTicketWithoutAStatusIsFound() {
        Ticket ticket = active().ticket("t1");

        assertThat(Invariants.violations(ticket.in(null, null, 1))).containsExactly("Ticket t1 has no status.");
    }

    @Test
    void aHolderWhoIsNotTheLastAssigneeIsFound() {
        Ticket held = active().ticket("t1");
        Ticket odd = new Ticket(
                held.id(),
                held.customer(),
                held.channel(),
                null,
                held.openedAt(),
                held.priority(),
                Status.ACTIVE,
                held.since(),
                BOB,
                new AgentId("eve"),
                held.lastWord(),
                held.lastWordAt());

        assertThat(Invariants.violations(odd))
                .containsExactly("Ticket t1 is held by bob, but its last assignee is eve.");
    }

    @Test
    void aRowThatTheDeskDidNotSeeChangeIsFoundInEachOrderThatFollowsIt() {
        DeskStory story = story().agentOnline("bob", 1).active("t1", "bob").pending("t2");
        Ticket waiting = story.ticket("t2");
        story.rows().put(waiting.in(Status.ACTIVE, BOB, waiting.since()));

        assertThat(violations(story))
                .containsExactlyInAnyOrder(
                        "The load of bob is 2, and the desk says 1.",
                        "The Active tickets of bob are [t1, t2], and the desk says [t1].",
                        "The waiting line is [], and the desk says [t2].",
                        "0 tickets are PENDING, and the desk says 1.",
                        "The first in the waiting line is null, and the desk says t2.");
    }

    @Test
    void anAgentWhomTheDeskDoesNotKnowIsFound() {
        DeskStory story = story();
        story.rows().put(new Agent(BOB, Presence.OFFLINE, null, 0));

        assertThat(violations(story)).singleElement().asString().contains("whom the desk does not know");
    }

    @Test
    void anAgentWhoIsAnotherInTheRowsIsFoundAndSoIsWhoWouldBeNext() {
        DeskStory story = story().agentOnline("bob");
        story.rows().put(new Agent(BOB, Presence.AWAY, null, 0));

        assertThat(violations(story))
                .hasSize(2)
                .anySatisfy(sentence -> assertThat(sentence).startsWith("The desk has Agent[id=bob, presence=ONLINE"))
                .contains("The most available agent is null, and the desk says bob.");
    }

    @Test
    void aDeskOnOtherRowsIsFound() {
        DeskStory story = story().pending("t1");
        Desk elsewhere = new Desk(new InMemoryRows(), Head.OF_A_NEW_DESK);

        assertThat(Invariants.violations(elsewhere, story.rows()))
                .contains("Ticket t1 is another in the desk than in its rows.");
    }

    private static DeskStory active() {
        return story().agentOnline("bob").active("t1", "bob");
    }

    private static List<String> violations(DeskStory story) {
        return Invariants.violations(story.desk(), story.rows());
    }
}
