package org.ticketdesk.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ticketdesk.core.journey.Fact.TimerDismissed.Why.MOVED_ON;
import static org.ticketdesk.core.journey.Fact.TimerDismissed.Why.NOT_DUE;
import static org.ticketdesk.core.journey.Fact.TimerDismissed.Why.OFF;
import static org.ticketdesk.core.journey.Presence.AWAY;
import static org.ticketdesk.core.journey.Priority.HIGH;
import static org.ticketdesk.core.journey.Timer.CLOSE_IDLE;
import static org.ticketdesk.core.journey.Timer.IDLE;
import static org.ticketdesk.core.journey.Timer.IN_PROGRESS_TO_PENDING;
import static org.ticketdesk.core.story.DeskStory.BEGINNING;
import static org.ticketdesk.core.story.DeskStory.story;
import static org.ticketdesk.core.story.Facts.dismissed;
import static org.ticketdesk.core.story.Facts.moved;
import static org.ticketdesk.core.story.Voice.admin;
import static org.ticketdesk.core.story.Voice.agent;
import static org.ticketdesk.core.story.Voice.clock;
import static org.ticketdesk.core.story.Voice.customer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ticketdesk.core.desk.DueTimer;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.LastWord;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.story.DeskStory;

/** Decisions 7 and 14: from when each clock counts, and that a timer is judged by what is so when it comes. */
class ClocksAndTimersTest {

    private static final long TEN_MINUTES = 600_000;
    private static final long A_DAY = 86_400_000;

    /** An Active ticket of bob's, opened at the beginning, in which the customer has the last word. */
    private static DeskStory active() {
        return story().agentOnline("bob").active("t1", "bob");
    }

    @Test
    void decision7_idle_notAMillisecondEarly() {
        active().said(agent("bob").writes("t1"))
                .after(TEN_MINUTES - 1)
                .when(clock().fires("t1", IDLE))
                .then(dismissed("t1", IDLE, NOT_DUE));
    }

    @Test
    void decision7_idle_countsFromTheDesksLastMessage() {
        active().said(agent("bob").writes("t1"))
                .after(5_000)
                .said(agent("bob").writes("t1"))
                .after(TEN_MINUTES - 1)
                .when(clock().fires("t1", IDLE))
                .then(dismissed("t1", IDLE, NOT_DUE));
    }

    @Test
    void decision7_idle_isDueToTheMillisecondAfterTheDesksLastMessage() {
        active().said(agent("bob").writes("t1"))
                .after(5_000)
                .said(admin().writes("t1"))
                .after(TEN_MINUTES)
                .when(clock().fires("t1", IDLE))
                .then(moved("t1", Row.R3, "bob"));
    }

    @Test
    void decision7_idle_countsFromTheLastChangeToActiveWhenThatIsLater() {
        story().pending("t1")
                .said(admin().writes("t1"))
                .after(5_000)
                .agentOnline("bob")
                .after(TEN_MINUTES - 1)
                .when(clock().fires("t1", IDLE))
                .then(dismissed("t1", IDLE, NOT_DUE));
    }

    @Test
    void decision7_idle_isDueAfterTheLastChangeToActiveWhenThatIsLater() {
        story().pending("t1")
                .said(admin().writes("t1"))
                .after(5_000)
                .agentOnline("bob")
                .after(TEN_MINUTES)
                .when(clock().fires("t1", IDLE))
                .then(moved("t1", Row.R3, "bob"));
    }

    @Test
    @Tag("D5")
    void decision7_idle_aCustomersMessageStopsIt() {
        active().said(agent("bob").writes("t1"), customer("c").writes("t1"))
                .after(A_DAY)
                .when(clock().fires("t1", IDLE))
                .then(dismissed("t1", IDLE, MOVED_ON));
    }

    @Test
    @Tag("D5")
    void decision7_idle_theCustomersOpeningCountsAsACustomersMessage() {
        active().after(A_DAY).when(clock().fires("t1", IDLE)).then(dismissed("t1", IDLE, MOVED_ON));
    }

    @Test
    void decision7_anAgentsFirstMessageInAProactiveChatCountsAsTheDesks() {
        DeskStory story = story().agentOnline("bob").proactive("t1", "bob");

        assertThat(story.ticket("t1").lastWord()).isEqualTo(LastWord.DESK);
    }

    @Test
    @Tag("D5")
    void decision7_idle_doesNotRunForAProactiveTicketThatTheCustomerAnswered() {
        story().agentOnline("bob")
                .proactive("t1", "bob")
                .said(customer("c").writes("t1"))
                .after(A_DAY)
                .when(clock().fires("t1", IDLE))
                .then(dismissed("t1", IDLE, MOVED_ON));
    }

    @Test
    void decision7_idle_doesNotRunWhileProactive() {
        story().agentOnline("bob")
                .proactive("t1", "bob")
                .after(A_DAY)
                .when(clock().fires("t1", IDLE))
                .then(dismissed("t1", IDLE, MOVED_ON));
    }

    @Test
    void decision7_idle_beginsAnewWhenTheTicketReturnsAndIsAssigned() {
        active().agentOnline("eve")
                .said(agent("bob").writes("t1"))
                .after(5_000)
                .said(agent("bob").goes(AWAY))
                .after(TEN_MINUTES - 1)
                .when(clock().fires("t1", IDLE))
                .then(dismissed("t1", IDLE, NOT_DUE));
    }

    @Test
    void decision16_idle_aTransferChangesNoClock() {
        active().agentOnline("eve")
                .said(agent("bob").writes("t1"))
                .after(5_000)
                .said(agent("bob").assigns("t1", "eve"))
                .after(TEN_MINUTES - 5_000)
                .when(clock().fires("t1", IDLE))
                .then(moved("t1", Row.R3, "eve"));
    }

    @Test
    void decision7_idle_aPriorityChangesNoClock() {
        active().said(agent("bob").writes("t1"))
                .after(5_000)
                .said(admin().sets("t1", HIGH))
                .after(TEN_MINUTES - 5_000)
                .when(clock().fires("t1", IDLE))
                .then(moved("t1", Row.R3, "bob"));
    }

    @Test
    void decision7_close_notAMillisecondEarly() {
        story().agentOnline("bob")
                .idle("t1", "bob")
                .after(A_DAY - 1)
                .when(clock().fires("t1", CLOSE_IDLE))
                .then(dismissed("t1", CLOSE_IDLE, NOT_DUE));
    }

    @Test
    void decision7_close_countsFromTheChangeToIdleNotFromTheMessage() {
        active().said(agent("bob").writes("t1"))
                .after(TEN_MINUTES)
                .said(clock().fires("t1", IDLE))
                .after(A_DAY - 1)
                .when(clock().fires("t1", CLOSE_IDLE))
                .then(dismissed("t1", CLOSE_IDLE, NOT_DUE));
    }

    @Test
    void decision7_close_messagesFromTheDeskDoNotMoveIt() {
        story().agentOnline("bob")
                .idle("t1", "bob")
                .after(5_000)
                .said(agent("bob").writes("t1"))
                .after(A_DAY - 5_000)
                .when(clock().fires("t1", CLOSE_IDLE))
                .then(moved("t1", Row.R16));
    }

    @Test
    void decision16_close_aTransferChangesNoClock() {
        story().agentOnline("bob")
                .idle("t1", "bob")
                .agentOnline("eve")
                .after(5_000)
                .said(admin().assigns("t1", "eve"))
                .after(A_DAY - 5_000)
                .when(clock().fires("t1", CLOSE_IDLE))
                .then(moved("t1", Row.R16));
    }

    @Test
    void decision7_return_notAMillisecondEarly() {
        story().said(admin().sets(IN_PROGRESS_TO_PENDING, 5_000))
                .agentOnline("bob")
                .inProgress("t1", "bob")
                .after(4_999)
                .when(clock().fires("t1", IN_PROGRESS_TO_PENDING))
                .then(dismissed("t1", IN_PROGRESS_TO_PENDING, NOT_DUE));
    }

    @Test
    void decision7_return_messagesFromTheDeskDoNotMoveIt() {
        story().said(admin().sets(IN_PROGRESS_TO_PENDING, 5_000))
                .agentOnline("bob")
                .inProgress("t1", "bob")
                .after(2_000)
                .said(agent("bob").writes("t1"))
                .after(3_000)
                .when(clock().fires("t1", IN_PROGRESS_TO_PENDING))
                .then(moved("t1", Row.R11), moved("t1", Row.R1, "bob"));
    }

    @Test
    @Tag("D4")
    void decision14_aTimerOfAnotherStatusIsDismissed() {
        story().agentOnline("bob")
                .idle("t1", "bob")
                .after(A_DAY)
                .when(clock().fires("t1", IDLE))
                .then(dismissed("t1", IDLE, MOVED_ON));
    }

    @Test
    @Tag("D4")
    void decision14_aTimerOnATicketThatIsClosedByNowIsDismissed() {
        story().agentOnline("bob")
                .idle("t1", "bob")
                .said(admin().closes("t1"))
                .after(A_DAY)
                .when(clock().fires("t1", CLOSE_IDLE))
                .then(dismissed("t1", CLOSE_IDLE, MOVED_ON));
    }

    @Test
    @Tag("D4")
    void decision14_aTimerOfAFormerTimeInTheSameStatusIsDismissed() {
        story().agentOnline("bob")
                .idle("t1", "bob")
                .after(A_DAY - 1)
                .said(
                        customer("c").writes("t1"),
                        agent("bob").writes("t1"),
                        agent("bob").idles("t1"))
                .after(1)
                .when(clock().fires("t1", CLOSE_IDLE))
                .then(dismissed("t1", CLOSE_IDLE, NOT_DUE));
    }

    @Test
    @Tag("D4")
    void decision14_theDeadlineThatATimerNamesDecidesNothing() {
        active().said(agent("bob").writes("t1"))
                .when(clock().says(new Action.FireTimer(new TicketId("t1"), IDLE, BEGINNING - TEN_MINUTES)))
                .then(dismissed("t1", IDLE, NOT_DUE));
    }

    @Test
    void decision14_aTimerThatIsOffIsDismissed() {
        story().agentOnline("bob")
                .inProgress("t1", "bob")
                .after(A_DAY)
                .when(clock().fires("t1", IN_PROGRESS_TO_PENDING))
                .then(dismissed("t1", IN_PROGRESS_TO_PENDING, OFF));
    }

    @Test
    void decision15_aTimerSwitchedOffAfterItWasArmedIsDismissed() {
        active().said(agent("bob").writes("t1"), admin().sets(IDLE, 0))
                .after(A_DAY)
                .when(clock().fires("t1", IDLE))
                .then(dismissed("t1", IDLE, OFF));
    }

    @Test
    void decision15_longerSettingsHoldForTheClockThatRuns() {
        active().said(agent("bob").writes("t1"), admin().sets(IDLE, 2 * TEN_MINUTES))
                .after(TEN_MINUTES)
                .when(clock().fires("t1", IDLE))
                .then(dismissed("t1", IDLE, NOT_DUE));
    }

    @Test
    void decision15_shorterSettingsHoldForTheClockThatRuns() {
        active().said(agent("bob").writes("t1"), admin().sets(IDLE, 1_000))
                .after(1_000)
                .when(clock().fires("t1", IDLE))
                .then(moved("t1", Row.R3, "bob"));
    }

    @Test
    void decision16_aLateTimersChangeHappensWhenItCameThroughTheLog() {
        DeskStory after = story().agentOnline("bob")
                .active("t1", "bob")
                .said(agent("bob").writes("t1"))
                .after(3 * TEN_MINUTES)
                .when(clock().fires("t1", IDLE))
                .then(moved("t1", Row.R3, "bob"));

        assertThat(after.ticket("t1").since()).isEqualTo(BEGINNING + 3 * TEN_MINUTES);
    }

    @Test
    void decision14_theSameTimerTwiceActsOnce() {
        active().said(agent("bob").writes("t1"))
                .after(TEN_MINUTES)
                .said(clock().fires("t1", IDLE))
                .when(clock().fires("t1", IDLE))
                .then(dismissed("t1", IDLE, MOVED_ON));
    }

    @Test
    void decision14_theDeskSaysWhichClockHasRunOut() {
        DeskStory story = active().said(agent("bob").writes("t1"));

        assertThat(story.desk().takeDueTimer(BEGINNING + TEN_MINUTES))
                .isEqualTo(new DueTimer(new TicketId("t1"), IDLE, BEGINNING + TEN_MINUTES));
    }

    @Test
    void decision14_theDeskSaysNothingBeforeThat() {
        DeskStory story = active().said(agent("bob").writes("t1"));

        assertThat(story.desk().takeDueTimer(BEGINNING + TEN_MINUTES - 1)).isNull();
    }

    @Test
    void decision14_aClockThatWasTakenIsNotGivenAgainThoughItsTicketIsTouched() {
        DeskStory story = story().agentOnline("bob").idle("t1", "bob").after(A_DAY);
        story.desk().takeDueTimer(BEGINNING + A_DAY);
        story.said(agent("bob").writes("t1"), admin().sets("t1", HIGH));

        assertThat(story.desk().takeDueTimer(BEGINNING + A_DAY)).isNull();
    }

    @Test
    void decision14_aClockThatWasTakenIsGivenAgainWhenItIsWatchedAgain() {
        DeskStory story = story().agentOnline("bob").idle("t1", "bob").after(A_DAY);
        story.desk().takeDueTimer(BEGINNING + A_DAY);
        story.desk().watchAgain(new TicketId("t1"));

        assertThat(story.desk().takeDueTimer(BEGINNING + A_DAY))
                .isEqualTo(new DueTimer(new TicketId("t1"), CLOSE_IDLE, BEGINNING + A_DAY));
    }

    @Test
    void decision14_toWatchATicketThatIsNotThereDoesNothing() {
        DeskStory story = story();
        story.desk().watchAgain(new TicketId("forged"));

        assertThat(story.desk().nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }
}
