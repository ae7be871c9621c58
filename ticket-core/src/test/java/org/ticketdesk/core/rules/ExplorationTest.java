package org.ticketdesk.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ticketdesk.core.journey.Channel.IN_APP;
import static org.ticketdesk.core.journey.Channel.SOCIAL;
import static org.ticketdesk.core.journey.Presence.AWAY;
import static org.ticketdesk.core.journey.Presence.ONLINE;
import static org.ticketdesk.core.journey.Priority.HIGH;
import static org.ticketdesk.core.journey.Priority.MEDIUM;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Reason;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.journey.Settings;

/**
 * Small desks, explored to the end: every state that can be reached is reached, in each of them everything is tried, and in each
 * of them everything holds. The full product of all dimensions is too large for one desk, so there are five, each complete in
 * itself: one ticket and one agent with everything there is; and two tickets and two agents, who come and go, with (1) joining
 * and leaving, (2) priorities, (3) capacities, (4) clocks.
 */
@Tag("D1")
@Tag("D2")
@Tag("D3")
@Tag("D5")
class ExplorationTest {
    private static final long TICK = 1_000;
    private static final List<String> ONE_TICKET = List.of("t1");
    private static final List<String> TWO_TICKETS = List.of("t1", "t2");
    private static final List<Integer> DEFAULT_ONLY = Collections.singletonList(null);
    private static final List<Integer> DEFAULT_AND_TWO = Arrays.asList(null, 2);
    private static final Settings CLOCKS_OFF = new Settings(Settings.OFF, Settings.OFF, Settings.OFF, 1);
    private static final Settings CLOCKS_ON = new Settings(TICK, TICK, TICK, 1);

    private static final Dimensions EVERYTHING_FOR_ONE = new Dimensions(
            ONE_TICKET,
            List.of("bob"),
            List.of(IN_APP, SOCIAL),
            List.of(HIGH, MEDIUM),
            List.of(Presence.values()),
            DEFAULT_AND_TWO,
            List.of(1),
            List.of(Settings.OFF, TICK, 2 * TICK),
            CLOCKS_OFF,
            true);
    private static final Dimensions JOINING_AND_LEAVING = new Dimensions(
            TWO_TICKETS,
            List.of("bob", "eve"),
            List.of(SOCIAL),
            List.of(MEDIUM),
            List.of(ONLINE, AWAY),
            DEFAULT_ONLY,
            List.of(1),
            List.of(),
            CLOCKS_OFF,
            true);
    private static final Dimensions PRIORITIES = new Dimensions(
            TWO_TICKETS,
            List.of("bob", "eve"),
            List.of(SOCIAL),
            List.of(HIGH, MEDIUM),
            List.of(ONLINE, AWAY),
            DEFAULT_ONLY,
            List.of(1),
            List.of(),
            CLOCKS_OFF,
            false);
    private static final Dimensions CAPACITIES = new Dimensions(
            TWO_TICKETS,
            List.of("bob", "eve"),
            List.of(SOCIAL),
            List.of(MEDIUM),
            List.of(ONLINE, AWAY),
            DEFAULT_AND_TWO,
            List.of(1, 2),
            List.of(),
            CLOCKS_OFF,
            false);
    private static final Dimensions CLOCKS = new Dimensions(
            TWO_TICKETS,
            List.of("bob", "eve"),
            List.of(SOCIAL),
            List.of(MEDIUM),
            List.of(ONLINE, AWAY),
            DEFAULT_ONLY,
            List.of(1),
            List.of(),
            CLOCKS_ON,
            false);

    @Test
    void oneTicketAndOneAgentWithEverythingThereIs() {
        Exploration all = explored("one ticket, one agent, everything", EVERYTHING_FOR_ONE);

        assertThat(all.edges()).containsAll(Guide.EDGES);
        assertThat(all.dismissals()).isEqualTo(EnumSet.allOf(Fact.TimerDismissed.Why.class));
        assertThat(all.rows()).isEqualTo(EnumSet.complementOf(EnumSet.of(Row.R10)));
    }

    @Test
    void twoTicketsAndTwoAgentsWhoJoinAndLeave() {
        Exploration all = explored("two tickets, two agents, joining and leaving", JOINING_AND_LEAVING);

        assertThat(all.edges()).containsAll(Guide.EDGES);
        assertThat(all.rows()).isEqualTo(EnumSet.complementOf(EnumSet.of(Row.R3, Row.R10, Row.R11, Row.R16)));
        assertThat(all.reasons()).isEqualTo(EnumSet.allOf(Reason.class));
    }

    @Test
    void twoTicketsOfDifferentPrioritiesAndTwoAgents() {
        Exploration all = explored("two tickets, two agents, priorities", PRIORITIES);

        assertThat(all.edges()).containsAll(Guide.EDGES);
    }

    @Test
    void twoTicketsAndTwoAgentsOfDifferentCapacities() {
        Exploration all = explored("two tickets, two agents, capacities", CAPACITIES);

        assertThat(all.edges()).containsAll(Guide.EDGES);
    }

    @Test
    @Tag("D4")
    void twoTicketsAndTwoAgentsWhileTheClocksRun() {
        Exploration all = explored("two tickets, two agents, clocks", CLOCKS);

        assertThat(all.rows()).isEqualTo(EnumSet.complementOf(EnumSet.of(Row.R10)));
    }

    @Test
    void aRulebookWithoutR7IsFoundOut() {
        assertThatThrownBy(() -> Exploration.of(CAPACITIES, Decider.WITHOUT_R7))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("is ACTIVE, and its assignee bob is not ONLINE");
    }

    private static Exploration explored(String what, Dimensions dimensions) {
        Exploration exploration = Exploration.of(dimensions, Rulebook::decide);
        System.out.printf(
                "Explored to the end: %s: %,d states, %,d accepted and %,d refused decisions%n",
                what, exploration.states(), exploration.transitions(), exploration.refusals());
        assertThat(exploration.edges().stream().filter(pair -> pair.from() != null))
                .isSubsetOf(Guide.EDGES);
        return exploration;
    }
}
