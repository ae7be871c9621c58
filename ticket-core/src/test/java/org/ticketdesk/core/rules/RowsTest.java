package org.ticketdesk.core.rules;

import static org.ticketdesk.core.journey.Channel.SOCIAL;
import static org.ticketdesk.core.journey.Presence.AWAY;
import static org.ticketdesk.core.journey.Presence.OFFLINE;
import static org.ticketdesk.core.journey.Presence.ONLINE;
import static org.ticketdesk.core.journey.Priority.HIGH;
import static org.ticketdesk.core.journey.Reason.AGENT_NOT_ONLINE;
import static org.ticketdesk.core.journey.Reason.CUSTOMER_SPOKE_LAST;
import static org.ticketdesk.core.journey.Reason.NOT_ASSIGNEE;
import static org.ticketdesk.core.journey.Reason.NOT_PERMITTED;
import static org.ticketdesk.core.journey.Timer.CLOSE_IDLE;
import static org.ticketdesk.core.journey.Timer.IDLE;
import static org.ticketdesk.core.journey.Timer.IN_PROGRESS_TO_PENDING;
import static org.ticketdesk.core.story.DeskStory.story;
import static org.ticketdesk.core.story.Facts.chatStarted;
import static org.ticketdesk.core.story.Facts.moved;
import static org.ticketdesk.core.story.Facts.noted;
import static org.ticketdesk.core.story.Facts.opened;
import static org.ticketdesk.core.story.Facts.presence;
import static org.ticketdesk.core.story.Voice.admin;
import static org.ticketdesk.core.story.Voice.agent;
import static org.ticketdesk.core.story.Voice.clock;
import static org.ticketdesk.core.story.Voice.customer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ticketdesk.core.journey.Priority;
import org.ticketdesk.core.journey.Row;

/** The twenty rows and the two births, each by its id: that it is taken, by whom, and where its guard ends. */
class RowsTest {
    private static final long TEN_MINUTES = 600_000;
    private static final long A_DAY = 86_400_000;

    @Test
    void B1_aCustomerOpensATicketAndNobodyIsThere() {
        story().when(customer("c").opens("t1")).then(opened("t1", "c"), moved("t1", Row.B1));
    }

    @Test
    @Tag("D8")
    void B1_isRoutedAtOnceAndPendingIsNotCollapsed() {
        story().agentOnline("bob")
                .when(customer("c").opens("t1", SOCIAL, HIGH))
                .then(opened("t1", "c", SOCIAL, HIGH), moved("t1", Row.B1), moved("t1", Row.R1, "bob"));
    }

    @Test
    void B2_anAgentWritesFirstAndHoldsTheTicket() {
        story().agentOnline("bob")
                .when(agent("bob").startsChat("t1"))
                .then(chatStarted("t1", "bob"), moved("t1", Row.B2, "bob"));
    }

    @Test
    void R1_routingAssignsToTheAgentWhoBecomesAvailable() {
        story().agentOffline("bob")
                .pending("t1")
                .when(agent("bob").goes(ONLINE))
                .then(presence("bob", OFFLINE, ONLINE), moved("t1", Row.R1, "bob"));
    }

    @Test
    void R1_anAdminAssignsToAnOnlineAgentWhoIsFull() {
        story().agentOnline("bob", 1)
                .active("t1", "bob")
                .pending("t2")
                .when(admin().assigns("t2", "bob"))
                .then(moved("t2", Row.R1, "bob"));
    }

    @Test
    @Tag("D3")
    void R1_anAdminDoesNotAssignToAnAgentWhoIsAway() {
        story().agentAway("bob")
                .pending("t1")
                .when(admin().assigns("t1", "bob"))
                .refused(AGENT_NOT_ONLINE);
    }

    @Test
    void R1_anAgentDoesNotTakeAPendingTicket() {
        story().agentOnline("bob", 1)
                .active("t1", "bob")
                .pending("t2")
                .when(agent("bob").assigns("t2", "bob"))
                .refused(NOT_PERMITTED);
    }

    @Test
    void R2_theAssigneeMovesAnActiveTicketToInProgress() {
        story().agentOnline("bob")
                .active("t1", "bob")
                .when(agent("bob").parks("t1"))
                .then(moved("t1", Row.R2));
    }

    @Test
    void R2_anAdminMovesAnActiveTicketToInProgress() {
        story().agentOnline("bob").active("t1", "bob").when(admin().parks("t1")).then(moved("t1", Row.R2));
    }

    @Test
    void R2_anotherAgentDoesNot() {
        story().agentOnline("bob")
                .agentOnline("eve")
                .active("t1", "bob")
                .when(agent("eve").parks("t1"))
                .refused(NOT_ASSIGNEE);
    }

    @Test
    void R3_theCustomerIsSilentForTheTimeSet() {
        story().agentOnline("bob")
                .active("t1", "bob")
                .said(agent("bob").writes("t1"))
                .after(TEN_MINUTES)
                .when(clock().fires("t1", IDLE))
                .then(moved("t1", Row.R3, "bob"));
    }

    @Test
    void R4_theAssigneeMovesAnAnsweredTicketToIdle() {
        story().agentOnline("bob")
                .active("t1", "bob")
                .said(agent("bob").writes("t1"))
                .when(agent("bob").idles("t1"))
                .then(moved("t1", Row.R4, "bob"));
    }

    @Test
    void R4_anAdminMovesAnAnsweredTicketToIdle() {
        story().agentOnline("bob")
                .active("t1", "bob")
                .said(admin().writes("t1"))
                .when(admin().idles("t1"))
                .then(moved("t1", Row.R4, "bob"));
    }

    @Test
    @Tag("D5")
    void R4_notWhileTheCustomerWroteLast() {
        story().agentOnline("bob")
                .active("t1", "bob")
                .when(agent("bob").idles("t1"))
                .refused(CUSTOMER_SPOKE_LAST);
    }

    @Test
    @Tag("D5")
    void R4_notByAnAdminEitherWhileTheCustomerWroteLast() {
        story().agentOnline("bob")
                .active("t1", "bob")
                .said(agent("bob").writes("t1"), customer("c").writes("t1"))
                .when(admin().idles("t1"))
                .refused(CUSTOMER_SPOKE_LAST);
    }

    @Test
    void R5_anAdminClosesAnActiveTicket() {
        story().agentOnline("bob")
                .active("t1", "bob")
                .when(admin().closes("t1"))
                .then(moved("t1", Row.R5));
    }

    @Test
    void R6_theAssigneeClosesAnActiveTicketThatCameThroughASocialChannel() {
        story().agentOnline("bob")
                .said(customer("c").opens("t1", SOCIAL, Priority.LOW))
                .when(agent("bob").closes("t1"))
                .then(moved("t1", Row.R6));
    }

    @Test
    void R6_notWhenItCameThroughTheApp() {
        story().agentOnline("bob")
                .active("t1", "bob")
                .when(agent("bob").closes("t1"))
                .refused(NOT_PERMITTED);
    }

    @Test
    void R5_anAdminWhoClosesASocialTicketTakesR5AndNotR6() {
        story().agentOnline("bob")
                .said(customer("c").opens("t1", SOCIAL, Priority.LOW))
                .when(admin().closes("t1"))
                .then(moved("t1", Row.R5));
    }

    @Test
    @Tag("D3")
    void R7_theAssigneeGoesAway() {
        story().agentOnline("bob")
                .active("t1", "bob")
                .when(agent("bob").goes(AWAY))
                .then(presence("bob", ONLINE, AWAY), moved("t1", Row.R7));
    }

    @Test
    @Tag("D3")
    void R7_anAdminSetsTheAssigneeOfflineAndAnotherGetsTheTicketAtOnce() {
        story().agentOnline("bob")
                .agentOnline("eve")
                .active("t1", "bob")
                .when(admin().sets("bob", OFFLINE))
                .then(presence("bob", ONLINE, OFFLINE), moved("t1", Row.R7), moved("t1", Row.R1, "eve"));
    }

    @Test
    void R8_anAdminAssignsAnInProgressTicket() {
        story().agentOnline("bob")
                .inProgress("t1", "bob")
                .agentOnline("eve")
                .when(admin().assigns("t1", "eve"))
                .then(moved("t1", Row.R8, "eve"));
    }

    @Test
    @Tag("D3")
    void R8_notToAnAgentWhoIsNotOnline() {
        story().agentOnline("bob")
                .inProgress("t1", "bob")
                .agentOffline("eve")
                .when(admin().assigns("t1", "eve"))
                .refused(AGENT_NOT_ONLINE);
    }

    @Test
    void R8_notByAnAgent() {
        story().agentOnline("bob")
                .inProgress("t1", "bob")
                .when(agent("bob").assigns("t1", "bob"))
                .refused(NOT_PERMITTED);
    }

    @Test
    void R9_customerWroteAndLastAssigneeIsOnline() {
        story().agentOnline("bob")
                .inProgress("t1", "bob")
                .agentOnline("eve")
                .when(customer("c").writes("t1"))
                .then(noted("t1", customer("c")), moved("t1", Row.R9, "bob"));
    }

    @Test
    @Tag("D3")
    @Tag("D8")
    void R10_isR12ThenR1OfOneTicketBothEmitted() {
        story().agentOnline("bob")
                .inProgress("t1", "bob")
                .agentOnline("eve")
                .said(agent("bob").goes(AWAY))
                .when(customer("c").writes("t1"))
                .then(noted("t1", customer("c")), moved("t1", Row.R12), moved("t1", Row.R1, "eve"));
    }

    @Test
    void R11_theTimeSetPassed() {
        story().said(admin().sets(IN_PROGRESS_TO_PENDING, TEN_MINUTES))
                .agentOnline("bob")
                .inProgress("t1", "bob")
                .said(agent("bob").goes(OFFLINE))
                .after(TEN_MINUTES)
                .when(clock().fires("t1", IN_PROGRESS_TO_PENDING))
                .then(moved("t1", Row.R11));
    }

    @Test
    void R11_isRoutedAtOnce() {
        story().said(admin().sets(IN_PROGRESS_TO_PENDING, TEN_MINUTES))
                .agentOnline("bob")
                .inProgress("t1", "bob")
                .after(TEN_MINUTES)
                .when(clock().fires("t1", IN_PROGRESS_TO_PENDING))
                .then(moved("t1", Row.R11), moved("t1", Row.R1, "bob"));
    }

    @Test
    @Tag("D3")
    void R12_customerWroteAndLastAssigneeIsNotOnline() {
        story().agentOnline("bob")
                .inProgress("t1", "bob")
                .said(agent("bob").goes(AWAY))
                .when(customer("c").writes("t1"))
                .then(noted("t1", customer("c")), moved("t1", Row.R12));
    }

    @Test
    void R13_theAssigneeMovesAnIdleTicketToInProgress() {
        story().agentOnline("bob")
                .idle("t1", "bob")
                .when(agent("bob").parks("t1"))
                .then(moved("t1", Row.R13));
    }

    @Test
    void R13_anAdminMovesAnIdleTicketToInProgress() {
        story().agentOnline("bob").idle("t1", "bob").when(admin().parks("t1")).then(moved("t1", Row.R13));
    }

    @Test
    void R13_anotherAgentDoesNot() {
        story().agentOnline("bob")
                .agentOnline("eve")
                .idle("t1", "bob")
                .when(agent("eve").parks("t1"))
                .refused(NOT_ASSIGNEE);
    }

    @Test
    void R14_customerWroteAndTheAssigneeKeepsIt() {
        story().agentOnline("bob")
                .idle("t1", "bob")
                .agentOnline("eve")
                .when(customer("c").writes("t1"))
                .then(noted("t1", customer("c")), moved("t1", Row.R14, "bob"));
    }

    @Test
    @Tag("D3")
    @Tag("D8")
    void R14_R7FollowsInTheSameDecisionWhenTheAssigneeIsNotOnline() {
        story().agentOnline("bob")
                .idle("t1", "bob")
                .agentOnline("eve")
                .said(agent("bob").goes(AWAY))
                .when(customer("c").writes("t1"))
                .then(
                        noted("t1", customer("c")),
                        moved("t1", Row.R14, "bob"),
                        moved("t1", Row.R7),
                        moved("t1", Row.R1, "eve"));
    }

    @Test
    void R15_theAssigneeClosesAnIdleTicketWhateverTheChannel() {
        story().agentOnline("bob")
                .idle("t1", "bob")
                .when(agent("bob").closes("t1"))
                .then(moved("t1", Row.R15));
    }

    @Test
    void R15_anAdminClosesAnIdleTicket() {
        story().agentOnline("bob").idle("t1", "bob").when(admin().closes("t1")).then(moved("t1", Row.R15));
    }

    @Test
    void R15_anotherAgentDoesNot() {
        story().agentOnline("bob")
                .agentOnline("eve")
                .idle("t1", "bob")
                .when(agent("eve").closes("t1"))
                .refused(NOT_ASSIGNEE);
    }

    @Test
    void R16_theTimeSetPassed() {
        story().agentOnline("bob")
                .idle("t1", "bob")
                .after(A_DAY)
                .when(clock().fires("t1", CLOSE_IDLE))
                .then(moved("t1", Row.R16));
    }

    @Test
    void R17_customerAnsweredWhoStartedTheChat() {
        story().agentOnline("bob")
                .proactive("t1", "bob")
                .agentOnline("eve")
                .when(customer("c").writes("t1"))
                .then(noted("t1", customer("c")), moved("t1", Row.R17, "bob"));
    }

    @Test
    @Tag("D3")
    @Tag("D8")
    void R17_R7FollowsInTheSameDecisionWhenWhoStartedTheChatIsNotOnline() {
        story().agentOnline("bob")
                .proactive("t1", "bob")
                .said(agent("bob").goes(OFFLINE))
                .when(customer("c").writes("t1"))
                .then(noted("t1", customer("c")), moved("t1", Row.R17, "bob"), moved("t1", Row.R7));
    }

    @Test
    @Tag("D3")
    void R18_anAdminReopensAndTheLastAssigneeIsNotOnline() {
        story().agentOnline("bob")
                .closed("t1", "bob")
                .said(agent("bob").goes(AWAY))
                .when(admin().reopens("t1"))
                .then(moved("t1", Row.R18));
    }

    @Test
    @Tag("D3")
    void R18_isRoutedAtOnce() {
        story().agentOnline("bob")
                .closed("t1", "bob")
                .said(agent("bob").goes(AWAY))
                .agentOnline("eve")
                .when(admin().reopens("t1"))
                .then(moved("t1", Row.R18), moved("t1", Row.R1, "eve"));
    }

    @Test
    void R19_anAdminReopensAndTheLastAssigneeIsOnline() {
        story().agentOnline("bob")
                .closed("t1", "bob")
                .agentOnline("eve")
                .when(admin().reopens("t1"))
                .then(moved("t1", Row.R19, "bob"));
    }

    @Test
    @Tag("D6")
    void R19_isTheSameForATicketThatCameThroughASocialChannel() {
        story().agentOnline("bob")
                .said(
                        customer("c").opens("t1", SOCIAL, Priority.LOW),
                        agent("bob").closes("t1"))
                .when(admin().reopens("t1"))
                .then(moved("t1", Row.R19, "bob"));
    }

    @Test
    void R20_theLastAssigneeReopens() {
        story().agentOnline("bob")
                .closed("t1", "bob")
                .when(agent("bob").reopens("t1"))
                .then(moved("t1", Row.R20, "bob"));
    }

    @Test
    @Tag("D6")
    void R20_isTheSameForATicketThatCameThroughASocialChannel() {
        story().agentOnline("bob")
                .said(
                        customer("c").opens("t1", SOCIAL, Priority.LOW),
                        agent("bob").closes("t1"))
                .when(agent("bob").reopens("t1"))
                .then(moved("t1", Row.R20, "bob"));
    }

    @Test
    @Tag("D3")
    void R20_notWhileTheyAreAway() {
        story().agentOnline("bob")
                .closed("t1", "bob")
                .said(agent("bob").goes(AWAY))
                .when(agent("bob").reopens("t1"))
                .refused(AGENT_NOT_ONLINE);
    }

    @Test
    void R20_notByAnotherAgent() {
        story().agentOnline("bob")
                .agentOnline("eve")
                .closed("t1", "bob")
                .when(agent("eve").reopens("t1"))
                .refused(NOT_ASSIGNEE);
    }
}
