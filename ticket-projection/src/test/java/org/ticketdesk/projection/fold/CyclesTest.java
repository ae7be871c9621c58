package org.ticketdesk.projection.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ticketdesk.core.story.Voice.admin;
import static org.ticketdesk.core.story.Voice.agent;
import static org.ticketdesk.core.story.Voice.clock;
import static org.ticketdesk.core.story.Voice.customer;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Priority;
import org.ticketdesk.core.journey.Timer;

class CyclesTest extends FoldedStory {
    private static final long FIVE_DAYS = 5 * 86_400_000L;

    @Test
    void waitingEndsWhenAnAgentFirstHoldsTheTicketB1R1() {
        story.said(customer("c").opens("t")).after(30_000).online("bob");

        assertThat(cycle(1, "began_by", "began_at", "awaiting_since", "first_held_at", "waiting_ms", "pending_ms"))
                .isEqualTo(Map.of(
                        "began_by", "B1",
                        "began_at", 0L,
                        "awaiting_since", 0L,
                        "first_held_at", 30_000L,
                        "waiting_ms", 30_000L,
                        "pending_ms", 30_000L));
    }

    @Test
    void waitingIsOfTheFirstHolderHoweverOftenTheTicketIsPendingAgainR7() {
        story.online("bob")
                .said(customer("c").opens("t"))
                .after(5_000)
                .said(agent("bob").goes(Presence.AWAY))
                .after(60_000)
                .online("ann");

        assertThat(cycle(1, "waiting_ms", "pending_ms", "active_ms"))
                .isEqualTo(Map.of("waiting_ms", 0L, "pending_ms", 60_000L, "active_ms", 5_000L));
    }

    @Test
    void firstResponseIsTheDesksFirstMessageAfterTheOpening() {
        story.online("bob")
                .said(customer("c").opens("t"))
                .after(7_000)
                .said(customer("c").writes("t"))
                .after(1_000)
                .said(agent("bob").writes("t"), agent("bob").writes("t"));

        assertThat(cycle(
                        1,
                        "first_response_at",
                        "first_response_by",
                        "first_response_ms",
                        "customer_messages",
                        "desk_messages"))
                .isEqualTo(Map.of(
                        "first_response_at", 8_000L,
                        "first_response_by", "bob",
                        "first_response_ms", 8_000L,
                        "customer_messages", 2L,
                        "desk_messages", 2L));
    }

    @Test
    void anAdminsAnswerIsTheDesksFirstResponseOfNoAgent() {
        story.online("bob").said(customer("c").opens("t")).after(4_000).said(admin().writes("t"));

        assertThat(cycle(1, "first_response_by", "first_response_ms"))
                .isEqualTo(Map.of("first_response_by", "root", "first_response_ms", 4_000L));
        assertThat(measurements()).contains("4000 FIRST_RESPONSE 4000 -");
    }

    @Test
    void aReopenedTicketDoesNotCountFromItsFirstOpeningD11R19() {
        story.online("bob")
                .said(customer("c").opens("t"), agent("bob").writes("t"), admin().closes("t"))
                .after(FIVE_DAYS)
                .said(admin().reopens("t"))
                .after(1_000)
                .said(customer("c").writes("t"))
                .after(2_000)
                .said(agent("bob").writes("t"));

        assertThat(cycle(2, "began_by", "began_at", "waiting_ms", "awaiting_since", "first_response_ms"))
                .isEqualTo(Map.of(
                        "began_by",
                        "R19",
                        "began_at",
                        FIVE_DAYS,
                        "waiting_ms",
                        0L,
                        "awaiting_since",
                        FIVE_DAYS + 1_000,
                        "first_response_ms",
                        2_000L));
    }

    @Test
    void whoReopensWithNobodyToGiveItBackToWaitsFromTheReopeningR18() {
        story.online("bob")
                .said(
                        customer("c").opens("t"),
                        admin().closes("t"),
                        agent("bob").goes(Presence.OFFLINE))
                .after(FIVE_DAYS)
                .said(admin().reopens("t"))
                .after(9_000)
                .online("ann");

        assertThat(cycle(2, "began_by", "waiting_ms", "pending_ms", "first_response_ms"))
                .isEqualTo(Map.of(
                        "began_by", "R18", "waiting_ms", 9_000L, "pending_ms", 9_000L, "first_response_ms", "-"));
    }

    @Test
    void aMessageOnAClosedTicketAwaitsItsAnswerFromTheReopeningD11R20() {
        story.online("bob")
                .said(customer("c").opens("t"), agent("bob").writes("t"), admin().closes("t"))
                .after(10_000)
                .said(customer("c").writes("t"))
                .after(FIVE_DAYS)
                .said(agent("bob").reopens("t"))
                .after(3_000)
                .said(agent("bob").writes("t"));

        assertThat(cycle(2, "awaiting_since", "first_response_ms", "customer_messages", "desk_messages"))
                .isEqualTo(Map.of(
                        "awaiting_since", FIVE_DAYS + 10_000,
                        "first_response_ms", 3_000L,
                        "customer_messages", 0L,
                        "desk_messages", 1L));
        assertThat(ticket("customer_messages", "desk_messages", "cycles"))
                .isEqualTo(Map.of("customer_messages", 2L, "desk_messages", 2L, "cycles", 2L));
    }

    @Test
    void theTimeOfAClosedTicketBelongsToNoCycleR5() {
        story.online("bob")
                .said(customer("c").opens("t"))
                .after(20_000)
                .said(admin().closes("t"))
                .after(FIVE_DAYS)
                .said(admin().reopens("t"))
                .after(1_000)
                .said(admin().closes("t"));

        assertThat(cycle(1, "closed_at", "closed_by", "to_close_ms", "conversation_ms", "active_ms"))
                .isEqualTo(Map.of(
                        "closed_at", 20_000L,
                        "closed_by", "R5",
                        "to_close_ms", 20_000L,
                        "conversation_ms", 20_000L,
                        "active_ms", 20_000L));
        assertThat(cycle(2, "to_close_ms", "active_ms")).isEqualTo(Map.of("to_close_ms", 1_000L, "active_ms", 1_000L));
    }

    @Test
    void conversationBeginsWhenTheTicketIsFirstHeld() {
        story.said(customer("c").opens("t"))
                .after(30_000)
                .online("bob")
                .after(5_000)
                .said(admin().closes("t"));

        assertThat(cycle(1, "waiting_ms", "conversation_ms", "to_close_ms"))
                .isEqualTo(Map.of("waiting_ms", 30_000L, "conversation_ms", 5_000L, "to_close_ms", 35_000L));
    }

    @Test
    void aProactiveChatKeepsNobodyWaitingB2R17() {
        story.online("bob")
                .said(agent("bob").startsChat("t"))
                .after(60_000)
                .said(customer("c").writes("t"))
                .after(2_000)
                .said(agent("bob").writes("t"))
                .after(1_000)
                .said(admin().closes("t"));

        assertThat(cycle(
                        1,
                        "began_by",
                        "waiting_ms",
                        "awaiting_since",
                        "first_held_at",
                        "first_response_ms",
                        "conversation_ms",
                        "proactive_ms",
                        "desk_messages"))
                .isEqualTo(Map.of(
                        "began_by", "B2",
                        "waiting_ms", "-",
                        "awaiting_since", 60_000L,
                        "first_held_at", 0L,
                        "first_response_ms", 2_000L,
                        "conversation_ms", 63_000L,
                        "proactive_ms", 60_000L,
                        "desk_messages", 2L));
    }

    @Test
    void idleAndBackAddsUpTheStaysR4R14() {
        story.online("bob")
                .said(customer("c").opens("t"))
                .after(1_000)
                .said(agent("bob").writes("t"), agent("bob").idles("t"))
                .after(10_000)
                .said(customer("c").writes("t"))
                .after(2_000)
                .said(agent("bob").writes("t"), agent("bob").idles("t"))
                .after(100_000)
                .said(agent("bob").closes("t"));

        assertThat(cycle(1, "active_ms", "idle_ms", "to_close_ms", "closed_by"))
                .isEqualTo(
                        Map.of("active_ms", 3_000L, "idle_ms", 110_000L, "to_close_ms", 113_000L, "closed_by", "R15"));
    }

    @Test
    void theClocksCloseACycleAsHandsDoR3R16() {
        story.online("bob")
                .said(customer("c").opens("t"), agent("bob").writes("t"))
                .after(600_000)
                .said(clock().fires("t", Timer.IDLE))
                .after(1_000)
                .said(clock().fires("t", Timer.CLOSE_IDLE))
                .after(86_400_000)
                .said(clock().fires("t", Timer.CLOSE_IDLE));

        assertThat(cycle(1, "active_ms", "idle_ms", "closed_by"))
                .isEqualTo(Map.of("active_ms", 600_000L, "idle_ms", 86_401_000L, "closed_by", "R16"));
    }

    @Test
    void pendingInPassingIsAStayOfNothingR10() {
        story.online("bob")
                .said(
                        customer("c").opens("t"),
                        agent("bob").parks("t"),
                        agent("bob").goes(Presence.AWAY))
                .online("ann")
                .after(8_000)
                .said(customer("c").writes("t"));

        assertThat(cycle(1, "in_progress_ms", "pending_ms", "waiting_ms"))
                .isEqualTo(Map.of("in_progress_ms", 8_000L, "pending_ms", 0L, "waiting_ms", 0L));
        assertThat(ticket("status", "assignee", "last_assignee"))
                .isEqualTo(Map.of("status", "ACTIVE", "assignee", "ann", "last_assignee", "ann"));
    }

    @Test
    void theClockReturnsAParkedTicketR11() {
        story.online("bob")
                .said(admin().sets(Timer.IN_PROGRESS_TO_PENDING, 60_000))
                .said(
                        customer("c").opens("t"),
                        agent("bob").parks("t"),
                        agent("bob").goes(Presence.OFFLINE))
                .after(60_000)
                .said(clock().fires("t", Timer.IN_PROGRESS_TO_PENDING))
                .after(5_000)
                .said(agent("bob").goes(Presence.ONLINE));

        assertThat(cycle(1, "in_progress_ms", "pending_ms", "waiting_ms"))
                .isEqualTo(Map.of("in_progress_ms", 60_000L, "pending_ms", 5_000L, "waiting_ms", 0L));
    }

    @Test
    void aPriorityMovesNoTimeAndIsTheTicketsFromThenOn() {
        story.said(customer("c").opens("t"))
                .after(10_000)
                .said(admin().sets("t", Priority.URGENT))
                .after(10_000)
                .online("bob");

        assertThat(cycle(1, "waiting_ms", "pending_ms"))
                .isEqualTo(Map.of("waiting_ms", 20_000L, "pending_ms", 20_000L));
        assertThat(ticket("priority", "priority_rank", "status_since"))
                .isEqualTo(Map.of("priority", "URGENT", "priority_rank", 4L, "status_since", 20_000L));
        assertThat(views().rows("SELECT row_id, priority FROM status_changes ORDER BY sequence"))
                .containsExactly(
                        Map.of("row_id", "B1", "priority", "MEDIUM"), Map.of("row_id", "R1", "priority", "URGENT"));
    }

    @Test
    void aMeasureBelongsToTheMomentAtWhichItWasComplete() {
        story.said(customer("c").opens("t"))
                .after(1_000)
                .online("bob")
                .after(1_000)
                .said(agent("bob").writes("t"))
                .after(1_000)
                .said(admin().closes("t"))
                .after(1_000)
                .said(agent("bob").reopens("t"));

        assertThat(measurements())
                .containsExactly(
                        "0 OPENED 1 -",
                        "1000 WAITING 1000 bob",
                        "1000 ASSIGNED 1 bob",
                        "2000 FIRST_RESPONSE 2000 bob",
                        "2000 ASSIGNMENT_FIRST_RESPONSE 1000 bob",
                        "3000 ASSIGNMENT_LENGTH 2000 bob",
                        "3000 ASSIGNMENT_RESPONSES 1 bob",
                        "3000 CLOSED 3000 bob",
                        "3000 CONVERSATION 2000 bob",
                        "4000 REOPENED 1 -",
                        "4000 WAITING 0 bob",
                        "4000 ASSIGNED 1 bob");
    }
}
