package org.ticketdesk.core.rules;

import static org.ticketdesk.core.journey.Presence.AWAY;
import static org.ticketdesk.core.journey.Presence.ONLINE;
import static org.ticketdesk.core.journey.Priority.MEDIUM;
import static org.ticketdesk.core.journey.Priority.URGENT;
import static org.ticketdesk.core.journey.Reason.AGENT_EXISTS;
import static org.ticketdesk.core.journey.Reason.AGENT_NOT_ONLINE;
import static org.ticketdesk.core.journey.Reason.ALREADY_SO;
import static org.ticketdesk.core.journey.Reason.CUSTOMER_SPOKE_LAST;
import static org.ticketdesk.core.journey.Reason.NOT_ASSIGNEE;
import static org.ticketdesk.core.journey.Reason.NOT_PERMITTED;
import static org.ticketdesk.core.journey.Reason.NO_SUCH_CHANGE;
import static org.ticketdesk.core.journey.Reason.TICKET_EXISTS;
import static org.ticketdesk.core.journey.Reason.UNKNOWN_AGENT;
import static org.ticketdesk.core.journey.Reason.UNKNOWN_TICKET;
import static org.ticketdesk.core.journey.Timer.IDLE;
import static org.ticketdesk.core.story.DeskStory.story;
import static org.ticketdesk.core.story.Facts.capacity;
import static org.ticketdesk.core.story.Facts.presence;
import static org.ticketdesk.core.story.Voice.admin;
import static org.ticketdesk.core.story.Voice.agent;
import static org.ticketdesk.core.story.Voice.clock;
import static org.ticketdesk.core.story.Voice.customer;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each reason, and the order of the eight checks: where two that stand side by side would fail, the earlier is the reason. */
class RefusalsTest {

    @Nested
    class EachReason {
        @Test
        void UNKNOWN_TICKET_theDeskHasNoSuchTicket() {
            story().when(customer("c").writes("t1")).refused(UNKNOWN_TICKET);
        }

        @Test
        void UNKNOWN_TICKET_alsoForAForgedTimer() {
            story().when(clock().fires("t1", IDLE)).refused(UNKNOWN_TICKET);
        }

        @Test
        void TICKET_EXISTS_whenACustomerOpensUnderAUsedId() {
            story().pending("t1").when(customer("d").opens("t1")).refused(TICKET_EXISTS);
        }

        @Test
        void TICKET_EXISTS_whenAnAgentWritesFirstUnderTheIdOfAClosedTicket() {
            story().agentOnline("bob")
                    .closed("t1", "bob")
                    .when(agent("bob").startsChat("t1"))
                    .refused(TICKET_EXISTS);
        }

        @Test
        void UNKNOWN_AGENT_whoActs() {
            story().when(agent("bob").goes(ONLINE)).refused(UNKNOWN_AGENT);
        }

        @Test
        void UNKNOWN_AGENT_whoIsNamed() {
            story().pending("t1").when(admin().assigns("t1", "bob")).refused(UNKNOWN_AGENT);
        }

        @Test
        void UNKNOWN_AGENT_whoIsRemoved() {
            story().when(admin().removes("bob")).refused(UNKNOWN_AGENT);
        }

        @Test
        void UNKNOWN_AGENT_whoseCapacityIsSet() {
            story().when(admin().sets("bob", 3)).refused(UNKNOWN_AGENT);
        }

        @Test
        void UNKNOWN_AGENT_whosePresenceIsSet() {
            story().when(admin().sets("bob", ONLINE)).refused(UNKNOWN_AGENT);
        }

        @Test
        void AGENT_EXISTS_whoIsAdded() {
            story().agentOnline("bob").when(admin().adds("bob")).refused(AGENT_EXISTS);
        }

        @Test
        void NO_SUCH_CHANGE_fromPendingToClosed() {
            story().pending("t1").when(admin().closes("t1")).refused(NO_SUCH_CHANGE);
        }

        @Test
        void NO_SUCH_CHANGE_fromProactiveToInProgress() {
            story().agentOnline("bob")
                    .proactive("t1", "bob")
                    .when(agent("bob").parks("t1"))
                    .refused(NO_SUCH_CHANGE);
        }

        @Test
        void NO_SUCH_CHANGE_fromInProgressToClosed() {
            story().agentOnline("bob")
                    .inProgress("t1", "bob")
                    .when(admin().closes("t1"))
                    .refused(NO_SUCH_CHANGE);
        }

        @Test
        void NO_SUCH_CHANGE_fromInProgressToIdle() {
            story().agentOnline("bob")
                    .inProgress("t1", "bob")
                    .when(admin().idles("t1"))
                    .refused(NO_SUCH_CHANGE);
        }

        @Test
        void NO_SUCH_CHANGE_reopeningWhatIsNotClosed() {
            story().pending("t1").when(admin().reopens("t1")).refused(NO_SUCH_CHANGE);
        }

        @Test
        void NO_SUCH_CHANGE_thePriorityOfAClosedTicket() {
            story().agentOnline("bob")
                    .closed("t1", "bob")
                    .when(admin().sets("t1", URGENT))
                    .refused(NO_SUCH_CHANGE);
        }

        @Test
        void NO_SUCH_CHANGE_assigningAClosedTicket() {
            story().agentOnline("bob")
                    .closed("t1", "bob")
                    .when(admin().assigns("t1", "bob"))
                    .refused(NO_SUCH_CHANGE);
        }

        @Test
        void NO_SUCH_CHANGE_assigningAProactiveTicketToAnother() {
            story().agentOnline("bob")
                    .agentOnline("eve")
                    .proactive("t1", "bob")
                    .when(admin().assigns("t1", "eve"))
                    .refused(NO_SUCH_CHANGE);
        }

        @Test
        void ALREADY_SO_theStatus() {
            story().agentOnline("bob")
                    .inProgress("t1", "bob")
                    .when(admin().parks("t1"))
                    .refused(ALREADY_SO);
        }

        @Test
        void ALREADY_SO_idle() {
            story().agentOnline("bob")
                    .idle("t1", "bob")
                    .when(admin().idles("t1"))
                    .refused(ALREADY_SO);
        }

        @Test
        void ALREADY_SO_closed() {
            story().agentOnline("bob")
                    .closed("t1", "bob")
                    .when(agent("bob").closes("t1"))
                    .refused(ALREADY_SO);
        }

        @Test
        void ALREADY_SO_thePresence() {
            story().agentAway("bob").when(agent("bob").goes(AWAY)).refused(ALREADY_SO);
        }

        @Test
        void ALREADY_SO_theAssignee() {
            story().agentOnline("bob")
                    .active("t1", "bob")
                    .when(admin().assigns("t1", "bob"))
                    .refused(ALREADY_SO);
        }

        @Test
        void ALREADY_SO_thePriority() {
            story().pending("t1").when(admin().sets("t1", MEDIUM)).refused(ALREADY_SO);
        }

        @Test
        void ALREADY_SO_theCapacityOfTheirOwn() {
            story().agentOnline("bob", 3).when(admin().sets("bob", 3)).refused(ALREADY_SO);
        }

        @Test
        void ALREADY_SO_theDefaultOfWhoHasTheDefault() {
            story().agentOnline("bob").when(admin().sets("bob", (Integer) null)).refused(ALREADY_SO);
        }

        @Test
        void notALREADY_SO_aCapacityOfTheirOwnThatEqualsTheDefaultItTakesThePlaceOf() {
            story().agentOnline("bob").when(admin().sets("bob", 5)).then(capacity("bob", 5));
        }

        @Test
        void NOT_PERMITTED_aCustomerDoesAnAgentsAction_andIsToldWhoCan() {
            story().agentOnline("bob")
                    .active("t1", "bob")
                    .when(customer("c").closes("t1"))
                    .refused(NOT_PERMITTED, "A customer cannot close a ticket; an agent or an admin can.");
        }

        @Test
        void NOT_PERMITTED_anAgentOpensATicketAsACustomerDoes() {
            story().agentOnline("bob").when(agent("bob").opens("t1")).refused(NOT_PERMITTED);
        }

        @Test
        void NOT_PERMITTED_anAdminStartsAProactiveChat() {
            story().when(admin().startsChat("t1")).refused(NOT_PERMITTED);
        }

        @Test
        void NOT_PERMITTED_anAgentSetsAnothersPresence() {
            story().agentOnline("bob")
                    .agentOnline("eve")
                    .when(agent("bob").sets("eve", AWAY))
                    .refused(NOT_PERMITTED);
        }

        @Test
        void notNOT_PERMITTED_anAgentNamesThemselves() {
            story().agentOnline("bob").when(agent("bob").sets("bob", AWAY)).then(presence("bob", ONLINE, AWAY));
        }

        @Test
        void NOT_PERMITTED_anAgentAddsAnother() {
            story().agentOnline("bob").when(agent("bob").adds("eve")).refused(NOT_PERMITTED);
        }

        @Test
        void NOT_PERMITTED_anAgentRemovesAnother() {
            story().agentOnline("bob")
                    .agentOnline("eve")
                    .when(agent("bob").removes("eve"))
                    .refused(NOT_PERMITTED);
        }

        @Test
        void NOT_PERMITTED_anAgentSetsTheirOwnCapacity() {
            story().agentOnline("bob").when(agent("bob").sets("bob", 9)).refused(NOT_PERMITTED);
        }

        @Test
        void NOT_PERMITTED_anAgentConfiguresTheDesk() {
            story().agentOnline("bob").when(agent("bob").setsDefaultCapacity(9)).refused(NOT_PERMITTED);
        }

        @Test
        void NOT_PERMITTED_anAdminFiresATimer() {
            story().pending("t1").when(admin().fires("t1", IDLE)).refused(NOT_PERMITTED);
        }

        @Test
        void NOT_PERMITTED_theClockDoesAnythingButFireTimers() {
            story().pending("t1").when(clock().writes("t1")).refused(NOT_PERMITTED);
        }

        @Test
        void NOT_ASSIGNEE_anAgentTransfersWhatAnotherHolds() {
            story().agentOnline("bob")
                    .agentOnline("eve")
                    .active("t1", "bob")
                    .when(agent("eve").assigns("t1", "eve"))
                    .refused(NOT_ASSIGNEE);
        }

        @Test
        void CUSTOMER_SPOKE_LAST_toIdleWhileTheCustomerWaits() {
            story().agentOnline("bob")
                    .active("t1", "bob")
                    .when(admin().idles("t1"))
                    .refused(CUSTOMER_SPOKE_LAST);
        }

        @Test
        void AGENT_NOT_ONLINE_theTargetOfATransfer() {
            story().agentOnline("bob")
                    .agentAway("eve")
                    .active("t1", "bob")
                    .when(agent("bob").assigns("t1", "eve"))
                    .refused(AGENT_NOT_ONLINE);
        }
    }

    @Nested
    class TheOrderOfTheChecks {
        @Test
        void check1BeforeCheck2_theTicketBeforeTheActingAgent() {
            story().when(agent("ghost").writes("t1")).refused(UNKNOWN_TICKET);
        }

        @Test
        void check1BeforeCheck2_alsoAtABirth() {
            story().pending("t1").when(agent("ghost").startsChat("t1")).refused(TICKET_EXISTS);
        }

        @Test
        void check1BeforeCheck3_theTicketBeforeTheNamedAgent() {
            story().when(admin().assigns("t1", "ghost")).refused(UNKNOWN_TICKET);
        }

        @Test
        void check1BeforeCheck4_theTicketBeforeTheRole() {
            story().when(customer("c").closes("t1")).refused(UNKNOWN_TICKET);
        }

        @Test
        void check2BeforeCheck3_theActingAgentBeforeTheNamedOne() {
            story().agentOnline("bob").when(agent("ghost").adds("bob")).refused(UNKNOWN_AGENT);
        }

        @Test
        void check3BeforeCheck4_theNamedAgentBeforeTheRole() {
            story().agentOnline("bob")
                    .agentOnline("eve")
                    .when(agent("bob").adds("eve"))
                    .refused(AGENT_EXISTS);
        }

        @Test
        void check3BeforeCheck4_alsoForSomebodyUnknown() {
            story().pending("t1").when(customer("c").assigns("t1", "ghost")).refused(UNKNOWN_AGENT);
        }

        @Test
        void check4BeforeCheck5_theRoleBeforeWhatIsSoAlready() {
            story().agentOnline("bob")
                    .inProgress("t1", "bob")
                    .when(customer("c").parks("t1"))
                    .refused(NOT_PERMITTED);
        }

        @Test
        void check4BeforeCheck5_alsoForPresence() {
            story().agentOnline("bob")
                    .agentOnline("eve")
                    .when(agent("bob").sets("eve", ONLINE))
                    .refused(NOT_PERMITTED);
        }

        @Test
        void check5BeforeCheck6_whatIsSoAlreadyBeforeTheRow() {
            story().agentOnline("bob")
                    .proactive("t1", "bob")
                    .when(admin().assigns("t1", "bob"))
                    .refused(ALREADY_SO);
        }

        @Test
        void check5BeforeCheck6_alsoForThePriorityOfAClosedTicket() {
            story().agentOnline("bob")
                    .closed("t1", "bob")
                    .when(admin().sets("t1", MEDIUM))
                    .refused(ALREADY_SO);
        }

        @Test
        void check5BeforeCheck7_whatIsSoAlreadyBeforeWhoHoldsIt() {
            story().agentOnline("bob")
                    .agentOnline("eve")
                    .idle("t1", "bob")
                    .when(agent("eve").idles("t1"))
                    .refused(ALREADY_SO);
        }

        @Test
        void check6BeforeCheck7_theRowBeforeWhoHoldsIt() {
            story().agentOnline("bob", 1)
                    .active("t0", "bob")
                    .pending("t1")
                    .when(agent("bob").parks("t1"))
                    .refused(NO_SUCH_CHANGE);
        }

        @Test
        void check6BeforeCheck7_aRowForAdminsOnlyBeforeWhoHoldsIt() {
            story().agentOnline("bob")
                    .agentOnline("eve")
                    .inProgress("t1", "bob")
                    .when(agent("eve").assigns("t1", "eve"))
                    .refused(NOT_PERMITTED);
        }

        @Test
        void check6BeforeCheck8_theRowBeforeItsGuard() {
            story().agentOnline("bob")
                    .agentAway("eve")
                    .closed("t1", "bob")
                    .when(admin().assigns("t1", "eve"))
                    .refused(NO_SUCH_CHANGE);
        }

        @Test
        void check7BeforeCheck8_whoHoldsItBeforeTheLastWord() {
            story().agentOnline("bob")
                    .agentOnline("eve")
                    .active("t1", "bob")
                    .when(agent("eve").idles("t1"))
                    .refused(NOT_ASSIGNEE);
        }

        @Test
        void check7BeforeCheck8_whoHoldsItBeforeTheChannel() {
            story().agentOnline("bob")
                    .agentOnline("eve")
                    .active("t1", "bob")
                    .when(agent("eve").closes("t1"))
                    .refused(NOT_ASSIGNEE);
        }

        @Test
        void check7BeforeCheck8_whoHeldItLastBeforeWhetherTheyAreOnline() {
            story().agentOnline("bob")
                    .agentAway("eve")
                    .closed("t1", "bob")
                    .when(agent("eve").reopens("t1"))
                    .refused(NOT_ASSIGNEE);
        }

        @Test
        void check7BeforeCheck8_whoHoldsItBeforeWhetherTheTargetIsOnline() {
            story().agentOnline("bob")
                    .agentAway("eve")
                    .active("t1", "bob")
                    .when(agent("eve").assigns("t1", "eve"))
                    .refused(NOT_ASSIGNEE);
        }
    }
}
