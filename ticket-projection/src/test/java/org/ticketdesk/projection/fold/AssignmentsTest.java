package org.ticketdesk.projection.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ticketdesk.core.story.Voice.admin;
import static org.ticketdesk.core.story.Voice.agent;
import static org.ticketdesk.core.story.Voice.customer;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ticketdesk.core.journey.Channel;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Priority;

class AssignmentsTest extends FoldedStory {

    @Test
    void afterATransferTheResponseIsCreditedToWhoHoldsTheTicketD11() {
        story.online("bob")
                .said(customer("c").opens("t"))
                .online("ann")
                .after(10_000)
                .said(admin().assigns("t", "ann"))
                .after(2_000)
                .said(agent("bob").writes("t"))
                .after(1_000)
                .said(agent("ann").writes("t"));

        assertThat(assignment(1, "agent", "began_by", "ended_at", "ended_by", "first_response_ms", "responses"))
                .isEqualTo(Map.of(
                        "agent", "bob",
                        "began_by", "R1",
                        "ended_at", 10_000L,
                        "ended_by", "TRANSFER",
                        "first_response_ms", "-",
                        "responses", 0L));
        assertThat(assignment(2, "agent", "began_by", "awaiting_since", "first_response_ms", "responses", "ended_by"))
                .isEqualTo(Map.of(
                        "agent",
                        "ann",
                        "began_by",
                        "TRANSFER",
                        "awaiting_since",
                        10_000L,
                        "first_response_ms",
                        3_000L,
                        "responses",
                        1L,
                        "ended_by",
                        "-"));
        assertThat(measurements())
                .contains("12000 FIRST_RESPONSE 12000 bob", "13000 ASSIGNMENT_FIRST_RESPONSE 3000 ann");
    }

    @Test
    void aTransferMovesWhatTheTwoHold() {
        story.online("bob")
                .said(
                        customer("c").opens("t"),
                        agent("bob").writes("t"),
                        agent("bob").idles("t"))
                .online("ann")
                .said(agent("bob").assigns("t", "ann"));

        assertThat(ticket("status", "assignee", "last_assignee"))
                .isEqualTo(Map.of("status", "IDLE", "assignee", "ann", "last_assignee", "ann"));
        assertThat(views().rows("SELECT agent, idle FROM agents ORDER BY agent"))
                .containsExactly(Map.of("agent", "ann", "idle", 1L), Map.of("agent", "bob", "idle", 0L));
    }

    @Test
    void anAdminsAnswerIsNotTheAssigneesD11() {
        story.online("bob")
                .said(customer("c").opens("t"))
                .after(1_000)
                .said(admin().writes("t"))
                .after(1_000)
                .said(agent("bob").writes("t"));

        assertThat(assignment(1, "first_response_ms", "responses"))
                .isEqualTo(Map.of("first_response_ms", 2_000L, "responses", 1L));
    }

    @Test
    void withTheDesksWordLastAnAnswerIsAwaitedOnceTheCustomerWritesR8() {
        story.online("bob")
                .said(
                        customer("c").opens("t"),
                        agent("bob").writes("t"),
                        agent("bob").parks("t"))
                .after(5_000)
                .said(admin().assigns("t", "bob"), agent("bob").writes("t"))
                .after(5_000)
                .said(customer("c").writes("t"))
                .after(500)
                .said(agent("bob").writes("t"));

        assertThat(assignment(2, "began_by", "awaiting_since", "first_response_ms", "responses"))
                .isEqualTo(Map.of(
                        "began_by", "R8", "awaiting_since", 10_000L, "first_response_ms", 500L, "responses", 2L));
    }

    @Test
    void whoGetsAParkedTicketBackIsAwaitedFromThenR9() {
        story.online("bob")
                .said(customer("c").opens("t"), agent("bob").writes("t"))
                .after(3_000)
                .said(agent("bob").parks("t"))
                .after(4_000)
                .said(customer("c").writes("t"));

        assertThat(assignment(1, "ended_at", "ended_by")).isEqualTo(Map.of("ended_at", 3_000L, "ended_by", "R2"));
        assertThat(assignment(2, "began_at", "began_by", "awaiting_since"))
                .isEqualTo(Map.of("began_at", 7_000L, "began_by", "R9", "awaiting_since", 7_000L));
    }

    @Test
    void idleAndBackIsOneAssignmentR4R14() {
        story.online("bob")
                .said(
                        customer("c").opens("t"),
                        agent("bob").writes("t"),
                        agent("bob").idles("t"))
                .after(5_000)
                .said(customer("c").writes("t"));

        assertThat(ticket("assignments", "status")).isEqualTo(Map.of("assignments", 1L, "status", "ACTIVE"));
        assertThat(assignment(1, "ended_at")).isEqualTo(Map.of("ended_at", "-"));
    }

    @Test
    void anIdleTicketOfWhoIsAwayGoesToSomebodyElseR14R7R1() {
        story.online("bob")
                .said(
                        customer("c").opens("t"),
                        agent("bob").writes("t"),
                        agent("bob").idles("t"))
                .said(agent("bob").goes(Presence.AWAY))
                .online("ann")
                .after(5_000)
                .said(customer("c").writes("t"));

        assertThat(assignment(1, "agent", "ended_at", "ended_by"))
                .isEqualTo(Map.of("agent", "bob", "ended_at", 5_000L, "ended_by", "R7"));
        assertThat(assignment(2, "agent", "began_by")).isEqualTo(Map.of("agent", "ann", "began_by", "R1"));
        assertThat(views().rows("SELECT agent, active, idle FROM agents ORDER BY agent"))
                .containsExactly(
                        Map.of("agent", "ann", "active", 1L, "idle", 0L),
                        Map.of("agent", "bob", "active", 0L, "idle", 0L));
    }

    @Test
    void anAnsweredChatOfWhoIsOfflineWaitsR17R7() {
        story.online("bob")
                .said(agent("bob").startsChat("t"), agent("bob").goes(Presence.OFFLINE))
                .after(5_000)
                .said(customer("c").writes("t"));

        assertThat(assignment(1, "began_by", "ended_by", "responses"))
                .isEqualTo(Map.of("began_by", "B2", "ended_by", "R7", "responses", 0L));
        assertThat(ticket("status", "assignments")).isEqualTo(Map.of("status", "PENDING", "assignments", 1L));
        assertThat(measurements())
                .containsExactly(
                        "0 OPENED 1 -",
                        "0 ASSIGNED 1 bob",
                        "5000 ASSIGNMENT_LENGTH 5000 bob",
                        "5000 ASSIGNMENT_RESPONSES 0 bob");
    }

    @Test
    void aChatsFirstWordIsNoResponseB2() {
        story.online("bob").said(agent("bob").startsChat("t"), agent("bob").writes("t"));

        assertThat(assignment(1, "began_by", "responses", "first_response_ms", "awaiting_since"))
                .isEqualTo(Map.of("began_by", "B2", "responses", 1L, "first_response_ms", "-", "awaiting_since", "-"));
    }

    @Test
    void closingEndsItR6() {
        story.online("bob")
                .said(customer("c").opens("t", Channel.SOCIAL, Priority.LOW))
                .after(4_000)
                .said(agent("bob").closes("t"));

        assertThat(assignment(1, "cycle", "ended_at", "ended_by"))
                .isEqualTo(Map.of("cycle", 1L, "ended_at", 4_000L, "ended_by", "R6"));
    }

    @Test
    void aReopenedTicketIsAnAssignmentOfItsNewCycleR20() {
        story.online("bob")
                .said(customer("c").opens("t"), admin().closes("t"))
                .after(4_000)
                .said(agent("bob").reopens("t"));

        assertThat(assignment(2, "cycle", "began_at", "began_by", "agent"))
                .isEqualTo(Map.of("cycle", 2L, "began_at", 4_000L, "began_by", "R20", "agent", "bob"));
    }
}
