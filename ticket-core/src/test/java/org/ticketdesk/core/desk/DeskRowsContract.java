package org.ticketdesk.core.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ticketdesk.core.desk.DeskRows.First;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Channel;
import org.ticketdesk.core.journey.CustomerId;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.LastWord;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Priority;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.rules.Invariants;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.core.story.RandomStories;
import org.ticketdesk.core.story.Step;

/** What any keeper of a desk's rows must do. Each test fails on rows that keep nothing. */
public abstract class DeskRowsContract {
    private static final AgentId BOB = new AgentId("bob");
    private static final AgentId EVE = new AgentId("eve");

    /** Rows of a new desk: nothing is kept in them. */
    protected abstract DeskRows newRows();

    @Test
    public void aTicketIsKeptWithEachOfItsFields() {
        DeskRows rows = newRows();
        Ticket full = new Ticket(
                new TicketId("t1"),
                new CustomerId("c"),
                Channel.SOCIAL,
                new TicketId("t0"),
                1,
                Priority.URGENT,
                Status.IDLE,
                2,
                BOB,
                BOB,
                LastWord.DESK,
                3);
        rows.put(full);

        assertThat(rows.ticket(full.id())).isEqualTo(full);
    }

    @Test
    public void aTicketBetweenTheTwoFactsOfItsBirthIsKept() {
        DeskRows rows = newRows();
        Ticket unborn = unborn("t1");
        rows.put(unborn);

        assertThat(rows.ticket(unborn.id())).isEqualTo(unborn);
    }

    @Test
    public void aTicketIsAsItWasPutLast() {
        DeskRows rows = newRows();
        Ticket ticket = ticket("t1", Status.PENDING);
        rows.put(ticket);
        rows.put(ticket.in(Status.ACTIVE, BOB, 7));

        assertThat(rows.ticket(ticket.id())).isEqualTo(ticket.in(Status.ACTIVE, BOB, 7));
    }

    @Test
    public void anotherTicketIsNotThere() {
        DeskRows rows = newRows();
        rows.put(ticket("t1", Status.PENDING));

        assertSoftly(softly -> {
            softly.assertThat(rows.ticket(new TicketId("t1"))).isNotNull();
            softly.assertThat(rows.ticket(new TicketId("t"))).isNull();
            softly.assertThat(rows.ticket(new TicketId("t11"))).isNull();
        });
    }

    @Test
    public void openTicketsAreAllButTheClosedOnes() {
        DeskRows rows = newRows();
        Ticket pending = ticket("t1", Status.PENDING);
        Ticket closed = ticket("t2", Status.CLOSED);
        Ticket reopened = ticket("t3", Status.CLOSED);
        rows.put(pending);
        rows.put(closed);
        rows.put(reopened);
        rows.put(reopened.in(Status.PENDING, null, 9));

        assertSoftly(softly -> {
            softly.assertThat(rows.openTickets())
                    .containsExactlyInAnyOrder(pending, reopened.in(Status.PENDING, null, 9));
            softly.assertThat(rows.ticket(closed.id())).isEqualTo(closed);
        });
    }

    @Test
    public void agentsAreThoseWhoWerePutAndNotRemoved() {
        DeskRows rows = newRows();
        rows.put(Agent.joining(BOB, null));
        rows.put(Agent.joining(EVE, 3));
        rows.put(new Agent(BOB, Presence.AWAY, 100, 12));
        rows.remove(EVE);

        assertThat(rows.agents()).containsExactly(new Agent(BOB, Presence.AWAY, 100, 12));
    }

    @Test
    public void theCapacityOfAnAgentWhoHasNoneOfTheirOwnStaysAbsent() {
        DeskRows rows = newRows();
        rows.put(Agent.joining(BOB, 4));
        rows.put(Agent.joining(BOB, null));

        assertThat(rows.agents()).containsExactly(new Agent(BOB, Presence.OFFLINE, null, 0));
    }

    @Test
    public void anActionIdIsRememberedWithItsFirstEntry() {
        DeskRows rows = newRows();
        rows.remember(new ActionId("a"), new First(1, 10));

        assertSoftly(softly -> {
            softly.assertThat(rows.first(new ActionId("a"))).isEqualTo(new First(1, 10));
            softly.assertThat(rows.first(new ActionId("b"))).isNull();
        });
    }

    @Test
    public void aLaterFirstEntryTakesThePlaceOfAnOlderOne() {
        DeskRows rows = newRows();
        rows.remember(new ActionId("a"), new First(1, 10));
        rows.remember(new ActionId("a"), new First(5, 90));
        rows.forget(50, 10);

        assertThat(rows.first(new ActionId("a"))).isEqualTo(new First(5, 90));
    }

    @Test
    public void whatIsAsOldAsTheLimitIsNotForgotten() {
        DeskRows rows = newRows();
        rows.remember(new ActionId("a"), new First(1, 10));
        rows.forget(10, 10);

        assertThat(rows.first(new ActionId("a"))).isEqualTo(new First(1, 10));
    }

    @Test
    public void forgettingLooksAtNoMoreThanItIsAllowed() {
        DeskRows rows = newRows();
        List<ActionId> ids =
                IntStream.range(0, 6).mapToObj(i -> new ActionId("a" + i)).toList();
        for (int i = 0; i < ids.size(); i++) {
            rows.remember(ids.get(i), new First(i + 1, 10));
        }
        rows.forget(11, 2);

        assertThat(ids.stream().filter(id -> rows.first(id) != null).count()).isGreaterThanOrEqualTo(4);
    }

    @Test
    public void forgettingComesToAnEndOfWhatIsOldAndLeavesTheRest() {
        DeskRows rows = newRows();
        for (int i = 0; i < 20; i++) {
            rows.remember(new ActionId("a" + i), new First(i + 1, i));
        }
        for (int i = 0; i < 20; i++) {
            rows.forget(15, 2);
        }

        assertThat(IntStream.range(0, 20).filter(i -> rows.first(new ActionId("a" + i)) != null))
                .containsExactly(15, 16, 17, 18, 19);
    }

    @Test
    public void aLongStoryIsDecidedAsInMemoryAndLeavesTheSameDesk() {
        InMemoryRows expectedRows = new InMemoryRows();
        Desk expected = new Desk(expectedRows, Head.OF_A_NEW_DESK);
        DeskRows rows = newRows();
        Desk desk = new Desk(rows, Head.OF_A_NEW_DESK);
        for (Step step : RandomStories.of(42, 20, 300).next(6_000)) {
            assertThat(Rulebook.decide(desk, step.request(), step.appended()))
                    .as("%s", step)
                    .isEqualTo(Rulebook.decide(expected, step.request(), step.appended()));
        }

        assertSoftly(softly -> {
            softly.assertThat(rows.openTickets()).containsExactlyInAnyOrderElementsOf(expectedRows.openTickets());
            softly.assertThat(rows.agents()).containsExactlyInAnyOrderElementsOf(expectedRows.agents());
            expectedRows
                    .tickets()
                    .forEach(t -> softly.assertThat(rows.ticket(t.id())).isEqualTo(t));
            expectedRows
                    .firsts()
                    .forEach((id, first) -> softly.assertThat(rows.first(id)).isEqualTo(first));
            softly.assertThat(Invariants.violations(desk, rows)).isEmpty();
        });
    }

    @Test
    public void aDeskThatIsOpenedAgainDecidesAsTheOneThatWentOn() {
        DeskRows rows = newRows();
        DeskRows livingRows = new InMemoryRows();
        Desk living = new Desk(livingRows, Head.OF_A_NEW_DESK);
        Desk desk = new Desk(rows, Head.OF_A_NEW_DESK);
        List<Step> story = RandomStories.of(43, 20, 300).next(4_000);
        List<Object> decided = new ArrayList<>();
        List<Object> expected = new ArrayList<>();
        for (int i = 0; i < story.size(); i++) {
            if (i % 50 == 0) {
                desk = new Desk(rows, desk.head());
            }
            decided.add(
                    Rulebook.decide(desk, story.get(i).request(), story.get(i).appended()));
            expected.add(
                    Rulebook.decide(living, story.get(i).request(), story.get(i).appended()));
        }

        assertThat(decided).isEqualTo(expected);
    }

    private static Ticket unborn(String id) {
        return Ticket.opened(
                new Fact.TicketOpened(new TicketId(id), new CustomerId("c"), Channel.IN_APP, Priority.MEDIUM, null), 1);
    }

    private static Ticket ticket(String id, Status status) {
        return unborn(id).in(status, null, 2);
    }
}
