package org.ticketdesk.core.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.LastWord;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.journey.Timer;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.core.story.RandomStories;
import org.ticketdesk.core.story.Step;

/**
 * What {@link Desk#takeDueTimer} gives as time goes on, against a plain look at every ticket: no clock that has run out is missed,
 * and none is given twice, unless it is watched again (decision 14).
 */
class DueTimersTest {
    private final InMemoryRows rows = new InMemoryRows();
    private final Desk desk = new Desk(rows, Head.OF_A_NEW_DESK);
    private final Map<TicketId, Running> given = new HashMap<>();

    /** A clock that runs, as decision 7 has it. */
    private record Running(Timer timer, long since) {
        static Running of(Ticket ticket) {
            return switch (ticket.status()) {
                case ACTIVE ->
                    ticket.lastWord() == LastWord.CUSTOMER
                            ? null
                            : new Running(Timer.IDLE, Math.max(ticket.lastWordAt(), ticket.since()));
                case IDLE -> new Running(Timer.CLOSE_IDLE, ticket.since());
                case IN_PROGRESS -> new Running(Timer.IN_PROGRESS_TO_PENDING, ticket.since());
                case PENDING, PROACTIVE, CLOSED -> null;
            };
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @Tag("D4")
    void noneThatIsDueIsMissedAndNoneIsGivenTwice(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomStories stories = RandomStories.of(seed, 30, 150);
        int count = 0;
        for (int i = 0; i < 8_000; i++) {
            Step step = stories.next();
            Outcome outcome =
                    Rulebook.decide(desk, step.request(), step.appended()).outcome();
            if (outcome instanceof Outcome.Accepted accepted) {
                accepted.facts().forEach(this::comesBackToNothing);
            }
            forgetClocksThatRunNoMore();
            // A clock that comes up early is moved on; so it is looked at now and then only, as a processor does.
            if (random.nextInt(3) == 0) {
                count += everyDueClockIsGiven();
            }
        }

        assertThat(count).isGreaterThan(200);
    }

    private void comesBackToNothing(Fact fact) {
        if (fact instanceof Fact.TimerDismissed dismissed) {
            given.remove(dismissed.ticket());
            desk.watchAgain(dismissed.ticket());
        }
    }

    private void forgetClocksThatRunNoMore() {
        given.entrySet().removeIf(entry -> !entry.getValue().equals(Running.of(desk.ticket(entry.getKey()))));
    }

    private int everyDueClockIsGiven() {
        int count = 0;
        long before = Long.MIN_VALUE;
        for (DueTimer due = desk.takeDueTimer(desk.at()); due != null; due = desk.takeDueTimer(desk.at())) {
            Running running = Running.of(desk.ticket(due.ticket()));
            assertThat(running).as("a clock runs for %s", due).isNotNull();
            assertThat(due)
                    .isEqualTo(new DueTimer(
                            due.ticket(),
                            running.timer(),
                            running.since() + desk.settings().after(running.timer())));
            assertThat(due.deadline()).as("the oldest first").isBetween(before, desk.at());
            assertThat(given.put(due.ticket(), running))
                    .as("given before: %s", due)
                    .isNotEqualTo(running);
            before = due.deadline();
            count++;
        }
        for (Ticket ticket : rows.openTickets()) {
            Running running = Running.of(ticket);
            long after = running == null ? 0 : desk.settings().after(running.timer());
            if (after > 0 && running.since() + after <= desk.at()) {
                assertThat(given).as("missed, at %s", desk.at()).containsEntry(ticket.id(), running);
            } else if (after > 0 && !running.equals(given.get(ticket.id()))) {
                assertThat(desk.nextDeadline()).isLessThanOrEqualTo(running.since() + after);
            }
        }
        return count;
    }
}
