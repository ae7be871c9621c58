package org.ticketdesk.cli.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.ticketdesk.events.DeskAction;

/** The traffic of several desks: who does what next. Not thread-safe. */
public final class Traffic {
    private final List<DeskDay> days = new ArrayList<>();
    private final RandomGenerator random;

    /**
     * Traffic that can begin.
     *
     * @param desks how many desks, at least 1
     * @param agents how many agents each desk has, at least 1
     * @param seed decides what is chosen; when it is chosen, and so what the desks are like by then, is the clock's
     * @param run what the ids of its actions begin with, never used before on these desks
     * @param tickets what the ids of its tickets begin with, never used before on these desks
     * @param known a desk as it is known, by its id
     */
    public Traffic(int desks, int agents, long seed, String run, String tickets, Function<String, KnownDesk> known) {
        SplittableRandom seeds = new SplittableRandom(seed);
        this.random = seeds.split();
        for (int i = 0; i < desks; i++) {
            String desk = Names.desk(i);
            days.add(new DeskDay(known.apply(desk), agents, run + "-" + desk, tickets, seeds.split()));
        }
    }

    /** What must happen first, in this order. */
    public List<DeskAction> opening() {
        return days.stream().flatMap(day -> day.opening().stream()).toList();
    }

    /** What somebody somewhere does next. */
    public DeskAction next() {
        return days.get(random.nextInt(days.size())).next();
    }

    /** What happens last: all clocks are switched off. */
    public List<DeskAction> closing() {
        return days.stream().map(DeskDay::closing).toList();
    }
}
