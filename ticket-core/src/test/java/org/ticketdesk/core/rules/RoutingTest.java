package org.ticketdesk.core.rules;

import static org.ticketdesk.core.journey.Channel.IN_APP;
import static org.ticketdesk.core.journey.Presence.AWAY;
import static org.ticketdesk.core.journey.Presence.OFFLINE;
import static org.ticketdesk.core.journey.Presence.ONLINE;
import static org.ticketdesk.core.journey.Priority.HIGH;
import static org.ticketdesk.core.journey.Priority.LOW;
import static org.ticketdesk.core.journey.Priority.MEDIUM;
import static org.ticketdesk.core.journey.Priority.URGENT;
import static org.ticketdesk.core.journey.Timer.IDLE;
import static org.ticketdesk.core.journey.Timer.IN_PROGRESS_TO_PENDING;
import static org.ticketdesk.core.story.DeskStory.story;
import static org.ticketdesk.core.story.Facts.capacity;
import static org.ticketdesk.core.story.Facts.moved;
import static org.ticketdesk.core.story.Facts.noted;
import static org.ticketdesk.core.story.Facts.opened;
import static org.ticketdesk.core.story.Facts.presence;
import static org.ticketdesk.core.story.Facts.settings;
import static org.ticketdesk.core.story.Facts.transferred;
import static org.ticketdesk.core.story.Voice.admin;
import static org.ticketdesk.core.story.Voice.agent;
import static org.ticketdesk.core.story.Voice.clock;
import static org.ticketdesk.core.story.Voice.customer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ticketdesk.core.journey.Row;

/** Decision 4: who waits how long, and who is given what; decision 3: whom capacity binds. */
class RoutingTest {

    @Test
    void decision4_theMoreUrgentIsServedFirst() {
        story().agentOffline("bob")
                .said(
                        customer("c").opens("t1", IN_APP, LOW),
                        customer("c").opens("t2", IN_APP, MEDIUM),
                        customer("c").opens("t3", IN_APP, HIGH),
                        customer("c").opens("t4", IN_APP, URGENT))
                .when(agent("bob").goes(ONLINE))
                .then(
                        presence("bob", OFFLINE, ONLINE),
                        moved("t4", Row.R1, "bob"),
                        moved("t3", Row.R1, "bob"),
                        moved("t2", Row.R1, "bob"),
                        moved("t1", Row.R1, "bob"));
    }

    @Test
    void decision4_thenWhoBecamePendingEarlier() {
        story().agentOffline("bob")
                .pending("t2")
                .after(1)
                .pending("t1")
                .when(agent("bob").goes(ONLINE))
                .then(presence("bob", OFFLINE, ONLINE), moved("t2", Row.R1, "bob"), moved("t1", Row.R1, "bob"));
    }

    @Test
    void decision4_thenTheLowerIdByItsBytes() {
        story().agentOffline("bob")
                .pending("ta")
                .pending("t10")
                .pending("t9")
                .pending("tB")
                .when(agent("bob").goes(ONLINE))
                .then(
                        presence("bob", OFFLINE, ONLINE),
                        moved("t10", Row.R1, "bob"),
                        moved("t9", Row.R1, "bob"),
                        moved("tB", Row.R1, "bob"),
                        moved("ta", Row.R1, "bob"));
    }

    @Test
    void decision4_theTimeThatCountsIsThatOfBecomingPendingNotOfBeingOpened() {
        story().agentOnline("bob", 1)
                .active("t1", "bob")
                .after(3)
                .pending("t2")
                .after(2)
                .said(agent("bob").goes(AWAY))
                .agentOffline("eve")
                .when(agent("eve").goes(ONLINE))
                .then(presence("eve", OFFLINE, ONLINE), moved("t2", Row.R1, "eve"), moved("t1", Row.R1, "eve"));
    }

    @Test
    @Tag("D1")
    void decision4_theLeastLoadIsGivenTheTicket() {
        story().agentOnline("bob")
                .active("t1", "bob")
                .agentOnline("eve")
                .active("t2", "eve")
                .active("t3", "eve")
                .when(customer("c").opens("t4"))
                .then(opened("t4", "c"), moved("t4", Row.B1), moved("t4", Row.R1, "bob"));
    }

    @Test
    void decision4_whoWasNeverAssignedComesFirstAmongEqualLoads() {
        story().agentOnline("bob")
                .closed("t1", "bob")
                .agentOnline("eve")
                .when(customer("c").opens("t2"))
                .then(opened("t2", "c"), moved("t2", Row.B1), moved("t2", Row.R1, "eve"));
    }

    @Test
    void decision4_thenWhoseLastAssignmentLiesFurthestBack() {
        story().agentOnline("bob")
                .agentOnline("eve")
                .closed("t1", "eve")
                .closed("t2", "bob")
                .when(customer("c").opens("t3"))
                .then(opened("t3", "c"), moved("t3", Row.B1), moved("t3", Row.R1, "eve"));
    }

    @Test
    void decision4_thenTheLowerIdByItsBytes_agents() {
        story().agentOnline("b10")
                .agentOnline("b9")
                .agentOnline("B99")
                .when(customer("c").opens("t1"))
                .then(opened("t1", "c"), moved("t1", Row.B1), moved("t1", Row.R1, "B99"));
    }

    @Test
    void decision4_assignmentsOfOneDecisionTie() {
        story().agentOnline("joe")
                .active("t1", "joe")
                .active("t2", "joe")
                .agentOnline("bob")
                .closed("t0", "bob")
                .agentOnline("eve")
                .said(agent("joe").goes(AWAY))
                .when(customer("c").opens("t9"))
                .then(opened("t9", "c"), moved("t9", Row.B1), moved("t9", Row.R1, "bob"));
    }

    @Test
    void decision4_aTransferCountsAsAnAssignment() {
        story().agentOnline("bob")
                .agentOnline("eve")
                .active("t1", "bob")
                .said(agent("bob").assigns("t1", "eve"), admin().closes("t1"))
                .active("t2", "bob")
                .said(admin().closes("t2"))
                .active("t3", "eve")
                .said(agent("eve").assigns("t3", "bob"), admin().closes("t3"))
                .when(customer("c").opens("t4"))
                .then(opened("t4", "c"), moved("t4", Row.B1), moved("t4", Row.R1, "eve"));
    }

    @Test
    void decision4_R9CountsAsAnAssignment() {
        story().agentOnline("bob")
                .inProgress("t1", "bob")
                .agentOnline("eve")
                .active("t2", "eve")
                .said(customer("c").writes("t1"))
                .when(customer("c").opens("t3"))
                .then(opened("t3", "c"), moved("t3", Row.B1), moved("t3", Row.R1, "eve"));
    }

    @Test
    void decision4_R8CountsAsAnAssignment() {
        story().agentOnline("bob")
                .inProgress("t1", "bob")
                .agentOnline("eve")
                .active("t2", "eve")
                .said(admin().assigns("t1", "bob"))
                .when(customer("c").opens("t3"))
                .then(opened("t3", "c"), moved("t3", Row.B1), moved("t3", Row.R1, "eve"));
    }

    @Test
    void decision4_R19CountsAsAnAssignment() {
        story().agentOnline("bob")
                .closed("t1", "bob")
                .agentOnline("eve")
                .active("t2", "eve")
                .said(admin().reopens("t1"))
                .when(customer("c").opens("t3"))
                .then(opened("t3", "c"), moved("t3", Row.B1), moved("t3", Row.R1, "eve"));
    }

    @Test
    void decision4_R20CountsAsAnAssignment() {
        story().agentOnline("bob")
                .closed("t1", "bob")
                .agentOnline("eve")
                .active("t2", "eve")
                .said(agent("bob").reopens("t1"))
                .when(customer("c").opens("t3"))
                .then(opened("t3", "c"), moved("t3", Row.B1), moved("t3", Row.R1, "eve"));
    }

    @Test
    void decision4_R14AndR17DoNotCountAsAssignments() {
        story().agentOnline("bob")
                .idle("t1", "bob")
                .agentOnline("eve")
                .closed("t2", "eve")
                .proactive("t3", "eve")
                .said(customer("c").writes("t1"), customer("c").writes("t3"))
                .when(customer("c").opens("t4"))
                .then(opened("t4", "c"), moved("t4", Row.B1), moved("t4", Row.R1, "bob"));
    }

    @Test
    @Tag("D2")
    void decision4_supplyChanges_loadThatEndsPullsTheLongestWaiting() {
        story().agentOnline("bob", 1)
                .active("t1", "bob")
                .pending("t2")
                .after(1)
                .pending("t3")
                .when(admin().closes("t1"))
                .then(moved("t1", Row.R5), moved("t2", Row.R1, "bob"));
    }

    @Test
    @Tag("D2")
    void decision4_supplyChanges_aTimerThatSetsATicketAsidePullsTheNext() {
        story().agentOnline("bob", 1)
                .active("t1", "bob")
                .said(agent("bob").writes("t1"))
                .pending("t2")
                .after(600_000)
                .when(clock().fires("t1", IDLE))
                .then(moved("t1", Row.R3, "bob"), moved("t2", Row.R1, "bob"));
    }

    @Test
    @Tag("D2")
    void decision4_supplyChanges_aTransferPullsTheNext() {
        story().agentOnline("bob", 1)
                .active("t1", "bob")
                .agentOnline("eve", 1)
                .active("t2", "eve")
                .pending("t3")
                .when(agent("bob").assigns("t1", "eve"))
                .then(transferred("t1", "bob", "eve"), moved("t3", Row.R1, "bob"));
    }

    @Test
    @Tag("D2")
    void decision4_supplyChanges_moreCapacityPullsTheNext() {
        story().agentOnline("bob", 1)
                .active("t1", "bob")
                .pending("t2")
                .when(admin().sets("bob", 2))
                .then(capacity("bob", 2), moved("t2", Row.R1, "bob"));
    }

    @Test
    @Tag("D2")
    void decision4_supplyChanges_theDefaultInPlaceOfALowerCapacityPullsTheNext() {
        story().agentOnline("bob", 1)
                .active("t1", "bob")
                .pending("t2")
                .when(admin().sets("bob", (Integer) null))
                .then(capacity("bob", null), moved("t2", Row.R1, "bob"));
    }

    @Test
    @Tag("D2")
    void decision15_aHigherDefaultCapacityPullsTheNextForThoseWhoFollowIt() {
        story().said(admin().setsDefaultCapacity(1))
                .agentOnline("bob")
                .active("t1", "bob")
                .agentOnline("eve", 1)
                .active("t2", "eve")
                .pending("t3")
                .pending("t4")
                .when(admin().setsDefaultCapacity(2))
                .then(settings(600_000, 86_400_000, 0, 2), moved("t3", Row.R1, "bob"));
    }

    @Test
    @Tag("D1")
    void decision4_nobodyIsRoutedAboveTheirOwnCapacity() {
        story().agentOnline("bob", 1)
                .active("t1", "bob")
                .when(customer("c").opens("t2"))
                .then(opened("t2", "c"), moved("t2", Row.B1));
    }

    @Test
    @Tag("D1")
    void decision4_nobodyIsRoutedAboveTheDefaultCapacity() {
        story().said(admin().setsDefaultCapacity(1))
                .agentOnline("bob")
                .active("t1", "bob")
                .when(customer("c").opens("t2"))
                .then(opened("t2", "c"), moved("t2", Row.B1));
    }

    @Test
    void decision4_theirOwnCapacityAndTheDefaultStandInOneOrder() {
        story().said(admin().setsDefaultCapacity(2))
                .agentOnline("bob")
                .active("t1", "bob")
                .agentOnline("eve", 9)
                .active("t2", "eve")
                .active("t3", "eve")
                .when(customer("c").opens("t4"))
                .then(opened("t4", "c"), moved("t4", Row.B1), moved("t4", Row.R1, "bob"));
    }

    @Test
    void decision4_aDefaultThatIsReachedLeavesThoseWithMoreOfTheirOwn() {
        story().said(admin().setsDefaultCapacity(1))
                .agentOnline("bob")
                .active("t1", "bob")
                .agentOnline("eve", 9)
                .active("t2", "eve")
                .active("t3", "eve")
                .when(customer("c").opens("t4"))
                .then(opened("t4", "c"), moved("t4", Row.B1), moved("t4", Row.R1, "eve"));
    }

    @Test
    void decision4_R7ReturnsTheTicketsInTheOrderOfTheirIdsAllBeforeAnyIsRouted() {
        story().agentOnline("bob")
                .said(
                        customer("c").opens("t2", IN_APP, LOW),
                        customer("c").opens("t1", IN_APP, LOW),
                        customer("c").opens("t3", IN_APP, URGENT))
                .agentOnline("eve", 2)
                .when(agent("bob").goes(AWAY))
                .then(
                        presence("bob", ONLINE, AWAY),
                        moved("t1", Row.R7),
                        moved("t2", Row.R7),
                        moved("t3", Row.R7),
                        moved("t3", Row.R1, "eve"),
                        moved("t1", Row.R1, "eve"));
    }

    @Test
    void decision4_whatReturnsIsSpreadByLoadAsItGrows() {
        story().agentOnline("bob")
                .active("t1", "bob")
                .active("t2", "bob")
                .active("t3", "bob")
                .agentOnline("eve")
                .agentOnline("joe")
                .when(agent("bob").goes(OFFLINE))
                .then(
                        presence("bob", ONLINE, OFFLINE),
                        moved("t1", Row.R7),
                        moved("t2", Row.R7),
                        moved("t3", Row.R7),
                        moved("t1", Row.R1, "eve"),
                        moved("t2", Row.R1, "joe"),
                        moved("t3", Row.R1, "eve"));
    }

    @Test
    void decision4_idleInProgressAndProactiveAreNoLoad() {
        story().agentOnline("bob", 1)
                .idle("t1", "bob")
                .inProgress("t2", "bob")
                .proactive("t3", "bob")
                .when(customer("c").opens("t4"))
                .then(opened("t4", "c"), moved("t4", Row.B1), moved("t4", Row.R1, "bob"));
    }

    @Test
    void decision3_R9IsNotRefusedForCapacity() {
        story().agentOnline("bob", 1)
                .inProgress("t1", "bob")
                .active("t2", "bob")
                .when(customer("c").writes("t1"))
                .then(noted("t1", customer("c")), moved("t1", Row.R9, "bob"));
    }

    @Test
    void decision3_R14IsNotRefusedForCapacity() {
        story().agentOnline("bob", 1)
                .idle("t1", "bob")
                .active("t2", "bob")
                .when(customer("c").writes("t1"))
                .then(noted("t1", customer("c")), moved("t1", Row.R14, "bob"));
    }

    @Test
    void decision3_R17IsNotRefusedForCapacity() {
        story().agentOnline("bob", 1)
                .proactive("t1", "bob")
                .active("t2", "bob")
                .when(customer("c").writes("t1"))
                .then(noted("t1", customer("c")), moved("t1", Row.R17, "bob"));
    }

    @Test
    void decision3_R19IsNotRefusedForCapacity() {
        story().agentOnline("bob", 1)
                .closed("t1", "bob")
                .active("t2", "bob")
                .when(admin().reopens("t1"))
                .then(moved("t1", Row.R19, "bob"));
    }

    @Test
    void decision3_R20IsNotRefusedForCapacity() {
        story().agentOnline("bob", 1)
                .closed("t1", "bob")
                .active("t2", "bob")
                .when(agent("bob").reopens("t1"))
                .then(moved("t1", Row.R20, "bob"));
    }

    @Test
    void decision3_aTransferMayGoAboveCapacity() {
        story().agentOnline("bob")
                .active("t1", "bob")
                .agentOnline("eve", 1)
                .active("t2", "eve")
                .when(agent("bob").assigns("t1", "eve"))
                .then(transferred("t1", "bob", "eve"));
    }

    @Test
    void decision16_R11RoutesByLoadEvenWhenTheLastAssigneeIsOnline() {
        story().said(admin().sets(IN_PROGRESS_TO_PENDING, 1_000))
                .agentOnline("bob")
                .inProgress("t1", "bob")
                .active("t2", "bob")
                .agentOnline("eve")
                .after(1_000)
                .when(clock().fires("t1", IN_PROGRESS_TO_PENDING))
                .then(moved("t1", Row.R11), moved("t1", Row.R1, "eve"));
    }

    @Test
    void decision16_aCapacityBelowTheLoadTakesNothingAway() {
        story().agentOnline("bob")
                .active("t1", "bob")
                .active("t2", "bob")
                .when(admin().sets("bob", 1))
                .then(capacity("bob", 1));
    }

    @Test
    void decision16_whoIsAboveCapacityPullsNothingWhenOneOfTheirTicketsEnds() {
        story().agentOnline("bob")
                .active("t1", "bob")
                .active("t2", "bob")
                .active("t3", "bob")
                .said(admin().sets("bob", 1))
                .pending("t4")
                .when(admin().closes("t1"))
                .then(moved("t1", Row.R5));
    }
}
