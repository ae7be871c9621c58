package org.ticketdesk.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ticketdesk.core.journey.Channel.IN_APP;
import static org.ticketdesk.core.journey.Fact.TimerDismissed.Why.MOVED_ON;
import static org.ticketdesk.core.journey.Presence.AWAY;
import static org.ticketdesk.core.journey.Presence.OFFLINE;
import static org.ticketdesk.core.journey.Presence.ONLINE;
import static org.ticketdesk.core.journey.Priority.HIGH;
import static org.ticketdesk.core.journey.Priority.LOW;
import static org.ticketdesk.core.journey.Priority.MEDIUM;
import static org.ticketdesk.core.journey.Priority.URGENT;
import static org.ticketdesk.core.journey.Reason.AGENT_NOT_ONLINE;
import static org.ticketdesk.core.journey.Reason.CUSTOMER_SPOKE_LAST;
import static org.ticketdesk.core.journey.Reason.NOT_ASSIGNEE;
import static org.ticketdesk.core.journey.Reason.NOT_PERMITTED;
import static org.ticketdesk.core.journey.Reason.NO_SUCH_CHANGE;
import static org.ticketdesk.core.journey.Reason.UNKNOWN_AGENT;
import static org.ticketdesk.core.journey.Timer.CLOSE_IDLE;
import static org.ticketdesk.core.journey.Timer.IDLE;
import static org.ticketdesk.core.journey.Timer.IN_PROGRESS_TO_PENDING;
import static org.ticketdesk.core.story.DeskStory.BEGINNING;
import static org.ticketdesk.core.story.DeskStory.story;
import static org.ticketdesk.core.story.Facts.chatStarted;
import static org.ticketdesk.core.story.Facts.dismissed;
import static org.ticketdesk.core.story.Facts.joined;
import static org.ticketdesk.core.story.Facts.left;
import static org.ticketdesk.core.story.Facts.moved;
import static org.ticketdesk.core.story.Facts.noted;
import static org.ticketdesk.core.story.Facts.opened;
import static org.ticketdesk.core.story.Facts.presence;
import static org.ticketdesk.core.story.Facts.prioritised;
import static org.ticketdesk.core.story.Facts.settings;
import static org.ticketdesk.core.story.Facts.transferred;
import static org.ticketdesk.core.story.Voice.admin;
import static org.ticketdesk.core.story.Voice.agent;
import static org.ticketdesk.core.story.Voice.clock;
import static org.ticketdesk.core.story.Voice.customer;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.LastWord;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.story.DeskStory;

/** The numbered decisions of the rulebook; 3 and 4 are in {@link RoutingTest}, 7 and 14 in {@link ClocksAndTimersTest}. */
class DecisionsTest {

    private static final long A_DAY = 86_400_000;

    @Nested
    class Decision1_MessagesAreFactsStatusChangesAreRequests {
        @Test
        void aCustomersMessageOnAPendingTicketIsNotedAndMovesNothing() {
            story().pending("t1").when(customer("c").writes("t1")).then(noted("t1", customer("c")));
        }

        @Test
        void aCustomersMessageOnAnActiveTicketIsNotedAndMovesNothing() {
            story().agentOnline("bob")
                    .active("t1", "bob")
                    .when(customer("c").writes("t1"))
                    .then(noted("t1", customer("c")));
        }

        @Test
        void aCustomersMessageIsAcceptedFromAnyCustomer() {
            story().pending("t1")
                    .when(customer("somebody.else").writes("t1"))
                    .then(noted("t1", customer("somebody.else")));
        }

        @Test
        void anAgentsMessageMovesNoIdleTicket() {
            story().agentOnline("bob")
                    .idle("t1", "bob")
                    .when(agent("bob").writes("t1"))
                    .then(noted("t1", agent("bob")));
        }

        @Test
        void anAgentsMessageMovesNoInProgressTicket() {
            story().agentOnline("bob")
                    .inProgress("t1", "bob")
                    .when(agent("bob").writes("t1"))
                    .then(noted("t1", agent("bob")));
        }

        @Test
        void anAgentsMessageMovesNoProactiveTicket() {
            story().agentOnline("bob")
                    .proactive("t1", "bob")
                    .when(agent("bob").writes("t1"))
                    .then(noted("t1", agent("bob")));
        }

        @Test
        void anAdminsMessageMovesNoPendingTicketAndCountsAsTheDesks() {
            DeskStory after = story().pending("t1").when(admin().writes("t1")).then(noted("t1", admin()));

            assertThat(after.ticket("t1").lastWord()).isEqualTo(LastWord.DESK);
        }

        @Test
        void anyAgentOfTheDeskMayWriteAndHasTheLastWord() {
            story().agentOnline("bob")
                    .active("t1", "bob")
                    .agentOffline("eve")
                    .said(agent("eve").writes("t1"))
                    .when(agent("bob").idles("t1"))
                    .then(moved("t1", Row.R4, "bob"));
        }

        @Test
        void whoIsNotAnAgentOfTheDeskMayNotWriteAsOne() {
            story().pending("t1").when(agent("ghost").writes("t1")).refused(UNKNOWN_AGENT);
        }
    }

    @Nested
    @Tag("D8")
    class Decision2_PendingIsNeverCollapsed {
        @Test
        void aTicketThatReturnsToTheSameAgentHasBeenPending() {
            story().said(admin().sets(IN_PROGRESS_TO_PENDING, 1_000))
                    .agentOnline("bob")
                    .inProgress("t1", "bob")
                    .after(1_000)
                    .when(clock().fires("t1", IN_PROGRESS_TO_PENDING))
                    .then(moved("t1", Row.R11), moved("t1", Row.R1, "bob"));
        }

        @Test
        void aTicketThatPassesThroughItFromIdleShowsEachOfItsThreeChanges() {
            story().agentOnline("bob")
                    .idle("t1", "bob")
                    .said(agent("bob").goes(OFFLINE))
                    .agentOnline("eve")
                    .when(customer("c").writes("t1"))
                    .then(
                            noted("t1", customer("c")),
                            moved("t1", Row.R14, "bob"),
                            moved("t1", Row.R7),
                            moved("t1", Row.R1, "eve"));
        }
    }

    @Nested
    class Decision5_IdleKeepsItsAssignee {
        @Test
        void whenThatAgentGoesAwayOnlyActiveTicketsReturn() {
            story().agentOnline("bob")
                    .idle("t1", "bob")
                    .proactive("t2", "bob")
                    .active("t3", "bob")
                    .when(agent("bob").goes(AWAY))
                    .then(presence("bob", ONLINE, AWAY), moved("t3", Row.R7));
        }

        @Test
        void fromAwayToOfflineNothingReturns() {
            story().agentOnline("bob")
                    .idle("t1", "bob")
                    .said(agent("bob").goes(AWAY))
                    .when(agent("bob").goes(OFFLINE))
                    .then(presence("bob", AWAY, OFFLINE));
        }
    }

    @Nested
    class Decision6_OnlyTheAssigneeOrAnAdmin {
        @Test
        void anAgentWhoIsAwayClosesAnIdleTicketThatTheyHold() {
            story().agentOnline("bob")
                    .idle("t1", "bob")
                    .said(agent("bob").goes(AWAY))
                    .when(agent("bob").closes("t1"))
                    .then(moved("t1", Row.R15));
        }

        @Test
        void anAgentWhoIsOfflineParksAnIdleTicketThatTheyHold() {
            story().agentOnline("bob")
                    .idle("t1", "bob")
                    .said(agent("bob").goes(OFFLINE))
                    .when(agent("bob").parks("t1"))
                    .then(moved("t1", Row.R13));
        }
    }

    @Nested
    class Decision8_Transfer {
        @Test
        void theAssigneeHandsAnActiveTicketToAnother() {
            story().agentOnline("bob")
                    .active("t1", "bob")
                    .agentOnline("eve")
                    .when(agent("bob").assigns("t1", "eve"))
                    .then(transferred("t1", "bob", "eve"));
        }

        @Test
        void anAdminHandsAnIdleTicketToAnother() {
            story().agentOnline("bob")
                    .idle("t1", "bob")
                    .agentOnline("eve")
                    .when(admin().assigns("t1", "eve"))
                    .then(transferred("t1", "bob", "eve"));
        }

        @Test
        void theNewHolderIsTheLastAssignee() {
            story().agentOnline("bob")
                    .active("t1", "bob")
                    .agentOnline("eve")
                    .said(agent("bob").assigns("t1", "eve"), agent("eve").parks("t1"))
                    .when(customer("c").writes("t1"))
                    .then(noted("t1", customer("c")), moved("t1", Row.R9, "eve"));
        }

        @Test
        void theFormerHolderHoldsItNoMore() {
            story().agentOnline("bob")
                    .active("t1", "bob")
                    .agentOnline("eve")
                    .said(agent("bob").assigns("t1", "eve"))
                    .when(agent("bob").parks("t1"))
                    .refused(NOT_ASSIGNEE);
        }

        @Test
        void anAdminDoesNotHandItToAnAgentWhoIsNotOnline() {
            story().agentOnline("bob")
                    .idle("t1", "bob")
                    .agentOffline("eve")
                    .when(admin().assigns("t1", "eve"))
                    .refused(AGENT_NOT_ONLINE);
        }

        @Test
        void anotherAgentDoesNotTakeAnIdleTicket() {
            story().agentOnline("bob")
                    .idle("t1", "bob")
                    .agentOnline("eve")
                    .when(agent("eve").assigns("t1", "eve"))
                    .refused(NOT_ASSIGNEE);
        }

        @Test
        void nobodyHandsOnAProactiveTicket() {
            story().agentOnline("bob")
                    .proactive("t1", "bob")
                    .agentOnline("eve")
                    .when(agent("bob").assigns("t1", "eve"))
                    .refused(NO_SUCH_CHANGE);
        }
    }

    @Nested
    class Decision9_AMessageOnAClosedTicket {
        @Test
        void isNotedAndMovesNoStatus() {
            story().agentOnline("bob")
                    .closed("t1", "bob")
                    .when(customer("c").writes("t1"))
                    .then(noted("t1", customer("c")));
        }

        @Test
        void isTheLastWordWhenTheTicketIsReopened() {
            story().agentOnline("bob")
                    .active("t1", "bob")
                    .said(
                            agent("bob").writes("t1"),
                            admin().closes("t1"),
                            customer("c").writes("t1"))
                    .said(admin().reopens("t1"))
                    .when(agent("bob").idles("t1"))
                    .refused(CUSTOMER_SPOKE_LAST);
        }

        @Test
        void theTicketThatFollowsUpIsNotLookedFor() {
            Action.OpenTicket action =
                    new Action.OpenTicket(new TicketId("t2"), IN_APP, MEDIUM, new TicketId("never-opened"));
            DeskStory after = story();
            after.said(customer("c").says(action));

            assertThat(after.ticket("t2").followsUp()).isEqualTo(new TicketId("never-opened"));
        }
    }

    @Nested
    class Decision10_Priority {
        @Test
        void anyAgentOfTheDeskChangesItAlsoOneWhoIsOffline() {
            story().agentOnline("bob")
                    .active("t1", "bob")
                    .agentOffline("eve")
                    .when(agent("eve").sets("t1", LOW))
                    .then(prioritised("t1", MEDIUM, LOW));
        }

        @Test
        void anAdminChangesThatOfAProactiveTicket() {
            story().agentOnline("bob")
                    .proactive("t1", "bob")
                    .when(admin().sets("t1", HIGH))
                    .then(prioritised("t1", MEDIUM, HIGH));
        }

        @Test
        void aCustomerDoesNot() {
            story().pending("t1").when(customer("c").sets("t1", URGENT)).refused(NOT_PERMITTED);
        }

        @Test
        void aPendingTicketMovesInTheQueue() {
            story().agentOffline("bob")
                    .pending("t1")
                    .after(1)
                    .pending("t2")
                    .said(admin().sets("t2", HIGH))
                    .when(agent("bob").goes(ONLINE))
                    .then(presence("bob", OFFLINE, ONLINE), moved("t2", Row.R1, "bob"), moved("t1", Row.R1, "bob"));
        }

        @Test
        void aPendingTicketThatMovesBackHasKeptItsTime() {
            story().agentOffline("bob")
                    .pending("t2")
                    .after(1)
                    .pending("t1")
                    .after(1)
                    .said(admin().sets("t2", LOW), admin().sets("t2", MEDIUM))
                    .when(agent("bob").goes(ONLINE))
                    .then(presence("bob", OFFLINE, ONLINE), moved("t2", Row.R1, "bob"), moved("t1", Row.R1, "bob"));
        }
    }

    @Nested
    class Decision11_AnAgentWhoLeaves {
        @Test
        void isFirstTreatedAsGoneOffline() {
            story().agentOnline("bob")
                    .active("t1", "bob")
                    .agentOnline("eve")
                    .when(admin().removes("bob"))
                    .then(
                            presence("bob", ONLINE, OFFLINE),
                            moved("t1", Row.R7),
                            left("bob"),
                            moved("t1", Row.R1, "eve"));
        }

        @Test
        void fromAwayGoesOfflineFirst() {
            story().agentAway("bob").when(admin().removes("bob")).then(presence("bob", AWAY, OFFLINE), left("bob"));
        }

        @Test
        void fromOfflineJustLeaves() {
            story().agentOffline("bob").when(admin().removes("bob")).then(left("bob"));
        }

        @Test
        void joinsOffline() {
            story().when(admin().adds("bob", 7)).then(joined("bob", 7));
        }

        @Test
        void idleAndProactiveGoNowhere() {
            story().agentOnline("bob")
                    .idle("t1", "bob")
                    .proactive("t2", "bob")
                    .when(admin().removes("bob"))
                    .then(presence("bob", ONLINE, OFFLINE), left("bob"));
        }

        @Test
        @Tag("D3")
        void R14_theTicketThatTheyHoldAsIdleReturnsToTheQueueWhenTheCustomerWrites() {
            story().agentOnline("bob")
                    .idle("t1", "bob")
                    .said(admin().removes("bob"))
                    .when(customer("c").writes("t1"))
                    .then(noted("t1", customer("c")), moved("t1", Row.R14, "bob"), moved("t1", Row.R7));
        }

        @Test
        @Tag("D3")
        void R17_theChatThatTheyStartedReturnsToTheQueueWhenTheCustomerAnswers() {
            story().agentOnline("bob")
                    .proactive("t1", "bob")
                    .said(admin().removes("bob"))
                    .agentOnline("eve")
                    .when(customer("c").writes("t1"))
                    .then(
                            noted("t1", customer("c")),
                            moved("t1", Row.R17, "bob"),
                            moved("t1", Row.R7),
                            moved("t1", Row.R1, "eve"));
        }

        @Test
        @Tag("D3")
        void R12_isTakenWhenTheLastAssigneeHasLeft() {
            story().agentOnline("bob")
                    .inProgress("t1", "bob")
                    .said(admin().removes("bob"))
                    .when(customer("c").writes("t1"))
                    .then(noted("t1", customer("c")), moved("t1", Row.R12));
        }

        @Test
        @Tag("D3")
        void R18_isTakenWhenTheLastAssigneeHasLeft() {
            story().agentOnline("bob")
                    .closed("t1", "bob")
                    .said(admin().removes("bob"))
                    .when(admin().reopens("t1"))
                    .then(moved("t1", Row.R18));
        }

        @Test
        void mayDoNothingMore() {
            story().agentOnline("bob")
                    .idle("t1", "bob")
                    .said(admin().removes("bob"))
                    .when(agent("bob").closes("t1"))
                    .refused(UNKNOWN_AGENT);
        }

        @Test
        void isNewWhenAddedAgain() {
            DeskStory after = story().agentOnline("bob", 3).active("t1", "bob").said(admin().removes("bob"));
            after.when(admin().adds("bob")).then(joined("bob", null));

            assertThat(after.agent("bob")).isEqualTo(Agent.joining(new AgentId("bob"), null));
        }

        @Test
        void holdsWhatTheirIdHeldWhenAddedAgain() {
            story().agentOnline("bob")
                    .idle("t1", "bob")
                    .said(admin().removes("bob"), admin().adds("bob"))
                    .when(agent("bob").parks("t1"))
                    .then(moved("t1", Row.R13));
        }

        @Test
        void isTheLastAssigneeOfWhatTheirIdHeldWhenAddedAgain() {
            story().agentOnline("bob")
                    .closed("t1", "bob")
                    .said(admin().removes("bob"))
                    .agentOnline("bob")
                    .when(agent("bob").reopens("t1"))
                    .then(moved("t1", Row.R20, "bob"));
        }

        @Test
        void comesFirstInRoutingWhenAddedAgainAsNeverAssigned() {
            story().agentOnline("bob")
                    .agentOnline("eve")
                    .closed("t1", "eve")
                    .closed("t2", "bob")
                    .said(admin().removes("bob"))
                    .agentOnline("bob")
                    .when(customer("c").opens("t3"))
                    .then(opened("t3", "c"), moved("t3", Row.B1), moved("t3", Row.R1, "bob"));
        }
    }

    @Nested
    @Tag("D7")
    class Decision12_TheSameRequestAgain {
        @Test
        void hasNoSecondEffectAndNamesTheFirst() {
            story().said("webhook-1", customer("c").opens("t1"))
                    .when("webhook-1", customer("c").opens("t1"))
                    .duplicateOf(1);
        }

        @Test
        void isKnownByItsIdWhateverTheAction() {
            story().said("webhook-1", customer("c").opens("t1"))
                    .when("webhook-1", admin().adds("bob"))
                    .duplicateOf(1);
        }

        @Test
        void namesTheFirstAlsoTheThirdTime() {
            DeskStory twice = story().said("webhook-1", customer("c").opens("t1"));
            twice.when("webhook-1", customer("c").opens("t1")).duplicateOf(1);
            twice.when("webhook-1", customer("c").opens("t1")).duplicateOf(1);
        }

        @Test
        void namesARefusalAlso() {
            story().saidInVain("a", agent("bob").goes(ONLINE))
                    .agentOffline("bob")
                    .when("a", agent("bob").goes(ONLINE))
                    .duplicateOf(1);
        }

        @Test
        void after24HoursToTheMillisecondIsADuplicateStill() {
            story().said("a", customer("c").opens("t1"))
                    .after(A_DAY)
                    .when("a", customer("c").opens("t2"))
                    .duplicateOf(1);
        }

        @Test
        void aMillisecondLaterIsNew() {
            story().said("a", customer("c").opens("t1"))
                    .after(A_DAY + 1)
                    .when("a", customer("c").opens("t2"))
                    .then(opened("t2", "c"), moved("t2", Row.B1));
        }

        @Test
        void theDayIsCountedFromTheFirstNotFromTheLastDuplicate() {
            DeskStory story = story().said("a", customer("c").opens("t1")).after(A_DAY - 1);
            story.when("a", customer("c").opens("t1")).duplicateOf(1);
            story.after(2).when("a", customer("c").opens("t2")).then(opened("t2", "c"), moved("t2", Row.B1));
        }

        @Test
        void anIdThatWasNewAgainIsRememberedFromThenOn() {
            story().said("a", customer("c").opens("t1"))
                    .after(A_DAY + 1)
                    .said("a", customer("c").opens("t2"))
                    .after(A_DAY)
                    .when("a", customer("c").opens("t3"))
                    .duplicateOf(2);
        }

        @Test
        void takesASequenceOfItsOwn() {
            Decision again = story().said("a", customer("c").opens("t1"))
                    .when("a", customer("c").opens("t1"))
                    .decision();

            assertThat(again.sequence()).isEqualTo(2);
        }

        @Test
        void fireTimerIsJudgedEachTime() {
            story().agentOnline("bob")
                    .idle("t1", "bob")
                    .said("timer", clock().fires("t1", CLOSE_IDLE))
                    .after(A_DAY)
                    .when("timer", clock().fires("t1", CLOSE_IDLE))
                    .then(moved("t1", Row.R16));
        }

        @Test
        void theIdOfAFireTimerIsNotRemembered() {
            story().pending("t1")
                    .said("timer", clock().fires("t1", IDLE))
                    .when("timer", customer("c").writes("t1"))
                    .then(noted("t1", customer("c")));
        }

        @Test
        void fireTimerUnderTheIdOfAnotherActionIsJudged() {
            story().said("a", customer("c").opens("t1"))
                    .when("a", clock().fires("t1", IDLE))
                    .then(dismissed("t1", IDLE, MOVED_ON));
        }
    }

    @Nested
    class Decision13_Time {
        @Test
        void isTheLogs() {
            assertThat(story().after(77).when(admin().adds("bob")).decision().at())
                    .isEqualTo(BEGINNING + 77);
        }

        @Test
        void neverGoesBack() {
            assertThat(story().agentOffline("bob")
                            .after(-5_000)
                            .when(agent("bob").goes(AWAY))
                            .decision()
                            .at())
                    .isEqualTo(BEGINNING);
        }

        @Test
        void movesOnWithARefusalToo() {
            DeskStory story =
                    story().after(9).saidInVain("a", customer("c").writes("t1")).after(-9);

            assertThat(story.when(admin().adds("bob")).decision().at()).isEqualTo(BEGINNING + 9);
        }

        @Test
        @Tag("D9")
        void theSequenceIsGaplessWhateverTheOutcome() {
            DeskStory story = story().said("a", admin().adds("bob"))
                    .saidInVain("b", customer("c").writes("t1"));
            story.when("a", admin().adds("bob")).duplicateOf(1);

            assertThat(story.when("d", clock().fires("t1", IDLE)).decision().sequence())
                    .isEqualTo(4);
        }

        @Test
        @Tag("D9")
        void ticketsThatBecomePendingWhileTheBrokersClockStumblesTie() {
            story().agentOffline("bob")
                    .pending("t2")
                    .after(-3)
                    .pending("t1")
                    .when(agent("bob").goes(ONLINE))
                    .then(presence("bob", OFFLINE, ONLINE), moved("t1", Row.R1, "bob"), moved("t2", Row.R1, "bob"));
        }
    }

    @Nested
    class Decision15_Settings {
        @Test
        void ofANewDeskAreTenMinutesADayOffAndFive() {
            assertThat(story().desk().settings()).isEqualTo(new Settings(600_000, A_DAY, Settings.OFF, 5));
        }

        @Test
        void whatIsAbsentStaysAsItIs() {
            story().said(admin().setsDefaultCapacity(9))
                    .when(admin().sets(IN_PROGRESS_TO_PENDING, 5_000))
                    .then(settings(600_000, A_DAY, 5_000, 9));
        }

        @Test
        void mayBeSetToWhatTheyAre() {
            story().when(admin().setsDefaultCapacity(5)).then(settings(600_000, A_DAY, 0, 5));
        }
    }

    @Nested
    class Decision16_WhatFollowsAndIsMeant {
        @Test
        void anAgentWhoIsOfflineStartsAProactiveChat() {
            story().agentOffline("bob")
                    .when(agent("bob").startsChat("t1"))
                    .then(chatStarted("t1", "bob"), moved("t1", Row.B2, "bob"));
        }

        @Test
        void anAgentWhoIsAwayTransfersWhatTheyHold() {
            story().agentOnline("bob")
                    .idle("t1", "bob")
                    .agentOnline("eve")
                    .said(agent("bob").goes(AWAY))
                    .when(agent("bob").assigns("t1", "eve"))
                    .then(transferred("t1", "bob", "eve"));
        }

        @Test
        void anAgentWhoIsOfflineWrites() {
            story().agentOffline("bob")
                    .pending("t1")
                    .when(agent("bob").writes("t1"))
                    .then(noted("t1", agent("bob")));
        }
    }
}
