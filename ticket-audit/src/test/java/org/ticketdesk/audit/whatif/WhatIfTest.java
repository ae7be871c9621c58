package org.ticketdesk.audit.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.ticketdesk.core.story.Voice.admin;
import static org.ticketdesk.core.story.Voice.agent;
import static org.ticketdesk.core.story.Voice.clock;
import static org.ticketdesk.core.story.Voice.customer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Reason;
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.journey.Timer;
import org.ticketdesk.core.story.RandomStories;

class WhatIfTest {
    private static final long MINUTE = 60_000;
    private static final long IDLE_AFTER = Settings.OF_A_NEW_DESK.idleAfterMs();
    private static final long CLOSE_AFTER = Settings.OF_A_NEW_DESK.closeIdleAfterMs();

    private final PastStory story = new PastStory();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anEmptyScenarioMakesNoDifference(long seed) {
        story.told(Stream.generate(RandomStories.of(seed, 4, 60)::next).limit(3_000));

        PastStory.Told told = story.whatIf(Scenario.AS_IT_WAS, Duration.ofDays(2));

        assertThat(told.mightHaveBeen()).isEqualTo(told.was()).hasSizeGreaterThan(2_500);
        assertThat(told.played().impossible()).isZero();
        assertThat(told.played().acceptedNow()).isZero();
        assertThat(told.played().leftOut()).isZero();
        assertThat(told.played().timersNow()).isEqualTo(told.played().timers()).isPositive();
    }

    @Test
    void anIdleTimeOutHalvedClosesEarlierByExactlyTheDeadlines() {
        answered("t").after(2 * CLOSE_AFTER).said(admin().adds("eve"));

        PastStory.Told told = story.whatIf(idleAfter(IDLE_AFTER / 2));

        assertThat(told.was("t"))
                .endsWith(
                        "+" + (MINUTE + IDLE_AFTER) + " IDLE R3 bob",
                        "+" + (MINUTE + IDLE_AFTER + CLOSE_AFTER) + " CLOSED R16");
        assertThat(told.mightHaveBeen("t"))
                .endsWith(
                        "+" + (MINUTE + IDLE_AFTER / 2) + " IDLE R3 bob",
                        "+" + (MINUTE + IDLE_AFTER / 2 + CLOSE_AFTER) + " CLOSED R16");
    }

    @Test
    void theDesksOwnWordDoesNotChangeASettingOfTheScenarioAndChangesTheOthers() {
        story.said(admin().says(new Action.ConfigureDesk(2 * MINUTE, 3 * MINUTE, null, null)));
        answered("t").after(CLOSE_AFTER).said(admin().adds("eve"));

        PastStory.Told told = story.whatIf(idleAfter(5 * MINUTE));

        assertThat(told.was("t")).contains("+" + 3 * MINUTE + " IDLE R3 bob", "+" + 6 * MINUTE + " CLOSED R16");
        assertThat(told.mightHaveBeen("t"))
                .contains("+" + 6 * MINUTE + " IDLE R3 bob", "+" + 9 * MINUTE + " CLOSED R16");
    }

    @Test
    void aTimerThatIsDueAtTheMillisecondOfAnActionFiresBeforeIt() {
        answered("t").after(IDLE_AFTER).said(customer("c").writes("t"));

        PastStory.Told told = story.whatIf(Scenario.AS_IT_WAS);

        assertThat(told.was("t"))
                .endsWith(
                        "+" + (MINUTE + IDLE_AFTER) + " IDLE R3 bob", "+" + (MINUTE + IDLE_AFTER) + " ACTIVE R14 bob");
    }

    @Test
    void anActionAMillisecondBeforeItsDeadlineComesFirst() {
        answered("t").after(IDLE_AFTER - 1).said(customer("c").writes("t"));

        PastStory.Told told = story.whatIf(Scenario.AS_IT_WAS);

        assertThat(told.was("t")).last().isEqualTo("+0 ACTIVE R1 bob");
    }

    @Test
    void timersFireInTheOrderOfTheirDeadlines() {
        story.online("bob")
                .said(customer("c").opens("t2"), customer("c").opens("t1"))
                .said(agent("bob").writes("t2"))
                .after(1)
                .said(agent("bob").writes("t1"))
                .after(2 * CLOSE_AFTER)
                .said(admin().adds("eve"));

        PastStory.Told told = story.whatIf(Scenario.AS_IT_WAS);

        assertThat(told.was())
                .filteredOn(entry -> entry.getType().equals("FireTimer"))
                .extracting(entry -> entry.getAt().toEpochMilli() - PastStory.BEGINNING)
                .containsExactly(IDLE_AFTER, IDLE_AFTER + 1, IDLE_AFTER + CLOSE_AFTER, IDLE_AFTER + 1 + CLOSE_AFTER);
    }

    @Test
    void theTimersOfTheLogAreLeftOutAndSaidToBeLate() {
        answered("t")
                .after(IDLE_AFTER + 4 * MINUTE)
                .said(clock().says(new Action.FireTimer(
                        new TicketId("t"), Timer.IDLE, PastStory.BEGINNING + MINUTE + IDLE_AFTER)));

        PastStory.Told told = story.whatIf(Scenario.AS_IT_WAS);

        assertThat(told.was("t")).last().isEqualTo("+" + (MINUTE + IDLE_AFTER) + " IDLE R3 bob");
        assertThat(told.played().timersOfTheLog()).isEqualTo(1);
        assertThat(told.played().late()).isEqualTo(1);
        assertThat(told.played().latestMs()).isEqualTo(4 * MINUTE);
        assertThat(told.played().timers()).isEqualTo(1);
    }

    @Test
    void theStoryEndsWithItsLastTimeUnlessItIsRunOn() {
        answered("t");

        assertThat(story.whatIf(Scenario.AS_IT_WAS).was("t")).last().asString().contains("ACTIVE");
        assertThat(story.whatIf(Scenario.AS_IT_WAS, Duration.ofMillis(IDLE_AFTER - 1))
                        .was("t"))
                .last()
                .asString()
                .contains("ACTIVE");
        assertThat(story.whatIf(Scenario.AS_IT_WAS, Duration.ofMillis(IDLE_AFTER))
                        .was("t"))
                .last()
                .asString()
                .contains("IDLE");
    }

    @Test
    void aCapacityOfTheScenarioHoldsWhateverTheDeskWasTold() {
        story.online("bob", 1)
                .said(customer("c").opens("t1"), customer("c").opens("t2"))
                .after(MINUTE)
                .said(admin().sets("bob", 2));

        PastStory.Told told = story.whatIf(
                new Scenario(Scenario.AS_IT_WAS.settings(), Map.of(new AgentId("bob"), 3), Set.of(), List.of()));

        assertThat(told.was("t2")).last().isEqualTo("+" + MINUTE + " ACTIVE R1 bob");
        assertThat(told.mightHaveBeen("t2")).last().isEqualTo("+0 ACTIVE R1 bob");
        assertThat(told.played().leftOut()).isEqualTo(1);
    }

    @Test
    void anAgentWhoIsNotThereIsRoutedNothingAndNotHeard() {
        story.online("eve").said(customer("c").opens("t")).after(MINUTE);
        story.said(agent("eve").writes("t"))
                .online("bob")
                .after(MINUTE)
                .said(agent("eve").parks("t"));

        PastStory.Told told = story.whatIf(without("eve"));

        assertThat(told.mightHaveBeen("t")).containsExactly("+0 PENDING B1", "+" + MINUTE + " ACTIVE R1 bob");
        assertThat(told.played().leftOut()).isEqualTo(4);
        assertThat(told.played().impossible()).isZero();
    }

    @Test
    void whatOthersAskOfAnAgentWhoIsNotThereCouldNotHaveHappenedSo() {
        story.online("eve").online("bob").said(customer("c").opens("t"), admin().assigns("t", "eve"));

        PastStory.Told told = story.whatIf(without("eve"));

        assertThat(told.played().refusedNow()).containsExactly(Map.entry(Reason.UNKNOWN_AGENT, 1L));
        assertThat(told.played().firstRefused())
                .extracting(RefusedNow::place, RefusedNow::type, RefusedNow::actor, RefusedNow::ticket)
                .containsExactly(tuple(5L, "AssignTicket", "admin root", "t"));
    }

    @Test
    void anAgentOfTheScenarioJoinsAtTheirTime() {
        story.said(customer("c").opens("t"))
                .after(10 * MINUTE)
                .said(customer("c").writes("t"));
        Joining zoe = new Joining(new AgentId("zoe"), 4, Presence.ONLINE, PastStory.BEGINNING + MINUTE);

        PastStory.Told told = story.whatIf(with(zoe));

        assertThat(told.was("t")).containsExactly("+0 PENDING B1");
        assertThat(told.mightHaveBeen("t")).containsExactly("+0 PENDING B1", "+" + MINUTE + " ACTIVE R1 zoe");
        assertThat(told.played().notes()).isEmpty();
    }

    @Test
    void anAgentOfTheScenarioWithoutATimeIsThereFromTheBeginning() {
        story.said(customer("c").opens("t"));

        PastStory.Told told = story.whatIf(with(new Joining(new AgentId("zoe"), null, Presence.ONLINE, null)));

        assertThat(told.mightHaveBeen("t")).last().isEqualTo("+0 ACTIVE R1 zoe");
        assertThat(told.mightHaveBeen())
                .extracting(entry -> entry.getAt().toEpochMilli())
                .containsOnly(PastStory.BEGINNING);
    }

    @Test
    void whatOfTheScenarioComesToNothingIsSaid() {
        story.online("bob").said(customer("c").opens("t"));
        Joining bob = new Joining(new AgentId("bob"), null, Presence.AWAY, PastStory.BEGINNING);
        Joining late = new Joining(new AgentId("zoe"), null, Presence.ONLINE, PastStory.BEGINNING + MINUTE);

        PastStory.Told told = story.whatIf(
                new Scenario(Scenario.AS_IT_WAS.settings(), Map.of(), Set.of(new AgentId("bbo")), List.of(bob, late)));

        assertThat(told.played().notes())
                .containsExactly(
                        "The scenario names bbo, who was never added to this desk.",
                        "zoe would have joined after the end.");
        assertThat(told.played().refusedNow()).containsOnlyKeys(Reason.AGENT_EXISTS);
    }

    @Test
    void aRefusalThatMightHaveBeenAcceptedIsCounted() {
        story.said(customer("c").opens("t")).after(MINUTE).said(agent("zoe").goes(Presence.AWAY));

        PastStory.Told told = story.whatIf(with(new Joining(new AgentId("zoe"), 1, Presence.ONLINE, null)));

        assertThat(told.played().acceptedNow()).isEqualTo(1);
        assertThat(told.played().impossible()).isZero();
        assertThat(told.mightHaveBeen("t")).last().isEqualTo("+" + MINUTE + " PENDING R7");
    }

    /** A ticket that bob answers a minute after its opening. */
    private PastStory answered(String ticket) {
        return story.online("bob")
                .said(customer("c").opens(ticket))
                .after(MINUTE)
                .said(agent("bob").writes(ticket));
    }

    private static Scenario idleAfter(long ms) {
        return Scenario.AS_IT_WAS.with(new Action.ConfigureDesk(ms, null, null, null));
    }

    private static Scenario without(String agent) {
        return new Scenario(Scenario.AS_IT_WAS.settings(), Map.of(), Set.of(new AgentId(agent)), List.of());
    }

    private static Scenario with(Joining agent) {
        return new Scenario(Scenario.AS_IT_WAS.settings(), Map.of(), Set.of(), List.of(agent));
    }
}
