package org.ticketdesk.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Reason;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.story.RandomStories;
import org.ticketdesk.core.story.Shrinking;
import org.ticketdesk.core.story.Step;

/**
 * Long logs of large desks, written by a seed. What fails is told again as the shortest story that fails. A seed of one's own is tried
 * with {@code -Dstories.seed=…}.
 */
class RandomRunsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void alwaysHoldsOnALargeDesk(long seed) {
        holds(RandomStories.of(seed, 300, 4_000).next(40_000), Rulebook::decide);
    }

    @Test
    void alwaysHoldsOnManySmallDesks() {
        for (long seed = 0; seed < 200; seed++) {
            holds(RandomStories.of(seed, 3, 8).next(400), Rulebook::decide);
        }
    }

    @Test
    void alwaysHoldsForTheSeedThatWasAskedFor() {
        long seed = Long.getLong("stories.seed", 20_261_122);
        System.out.println("The seed of this run: -Dstories.seed=" + seed);

        holds(RandomStories.of(seed, 200, 2_000).next(20_000), Rulebook::decide);
    }

    @Test
    void aLargeDesksLogHasEverythingInIt() {
        Desk desk = Desk.inMemory();
        Set<Object> met = new HashSet<>();
        for (Step step : RandomStories.of(1, 300, 4_000).next(40_000)) {
            switch (Rulebook.decide(desk, step.request(), step.appended()).outcome()) {
                case Outcome.Accepted accepted -> accepted.facts().forEach(fact -> met.add(kind(fact)));
                case Outcome.Refused refused -> met.add(refused.reason());
                case Outcome.Duplicate duplicate -> met.add(Outcome.Duplicate.class);
            }
        }

        List<Object> everything = new ArrayList<>(List.of(Row.values()));
        everything.remove(Row.R10);
        everything.addAll(List.of(Reason.values()));
        everything.addAll(List.of(Fact.TimerDismissed.Why.values()));
        everything.add(Outcome.Duplicate.class);
        assertThat(met).containsAll(everything);
    }

    @Test
    void theSameSeedWritesTheSameLog() {
        assertThat(RandomStories.of(5, 20, 100).next(2_000))
                .isEqualTo(RandomStories.of(5, 20, 100).next(2_000));
    }

    @Test
    void aBrokenRuleIsFoundAndToldInFourSteps() {
        List<Step> log = RandomStories.of(11, 30, 300).next(3_000);

        List<Step> story = Shrinking.minimal(log, part -> fails(part, Decider.WITHOUT_R7));

        System.out.println("Without R7 this fails:\n" + Shrinking.readable(story));
        assertThat(story).hasSize(4);
        assertThat(Rehearsal.violations(story, Decider.WITHOUT_R7, 1))
                .singleElement()
                .asString()
                .contains("is ACTIVE, and its assignee", "is not ONLINE");
    }

    private static void holds(List<Step> log, Decider decider) {
        List<String> violations = Rehearsal.violations(log, decider, every(log));
        if (!violations.isEmpty()) {
            List<Step> story = Shrinking.minimal(log, part -> fails(part, decider));
            throw new AssertionError("This story fails:\n" + Shrinking.readable(story) + "\n"
                    + Rehearsal.violations(story, decider, every(story)));
        }
    }

    private static boolean fails(List<Step> part, Decider decider) {
        return !Rehearsal.violations(part, decider, every(part)).isEmpty();
    }

    /** All rows are scanned a hundred times in a long log, and after each step of a short one. */
    private static int every(List<Step> log) {
        return Math.max(1, log.size() / 100);
    }

    private static Object kind(Fact fact) {
        return switch (fact) {
            case Fact.StatusChanged f -> f.row();
            case Fact.TimerDismissed f -> f.why();
            case Fact other -> other.getClass();
        };
    }
}
