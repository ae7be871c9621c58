package org.ticketdesk.cli.whatif;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.ticketdesk.audit.whatif.PastAction;
import org.ticketdesk.audit.whatif.Played;
import org.ticketdesk.audit.whatif.Scenario;
import org.ticketdesk.audit.whatif.Telling;
import org.ticketdesk.audit.whatif.WhatIf;
import org.ticketdesk.cli.errors.CommandFailed;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.projection.measures.By;

/**
 * Plays a past twice and measures both tellings, as the actions come. Keeps no action: a row and the way of each ticket, twice,
 * and eight bytes for each value measured. Not thread-safe.
 */
public final class Comparing {
    private final By by;
    private final WhatIf whatIf;
    private final Map<String, Map<Telling, Measuring>> desks = new HashMap<>();

    /**
     * Begins with nothing.
     *
     * @param scenario what might have been otherwise
     * @param by what to group measures by, beside the desk as a whole; null for nothing
     */
    public Comparing(Scenario scenario, By by) {
        this.by = by == By.DESK ? null : by;
        this.whatIf = new WhatIf(scenario, this::told);
    }

    /** Plays the next action; those of a desk come in their order. */
    public void play(PastAction past) {
        whatIf.play(past);
    }

    private void told(Telling telling, JournalEntry entry) {
        desks.computeIfAbsent(entry.getDesk(), this::measuring).get(telling).told(entry);
    }

    private Map<Telling, Measuring> measuring(String desk) {
        Map<Telling, Measuring> both = new EnumMap<>(Telling.class);
        for (Telling telling : Telling.values()) {
            both.put(telling, new Measuring(desk, by));
        }
        return both;
    }

    /**
     * Ends the story and compares. To be asked once.
     *
     * @param runOn how much longer the story is run
     * @return by desk
     * @throws CommandFailed when it is longer than what can be grouped so
     */
    public List<DeskComparison> end(Duration runOn) {
        return whatIf.end(runOn).stream().map(this::compared).toList();
    }

    private DeskComparison compared(Played played) {
        Duration length = Duration.ofMillis(played.to() - played.from());
        if (by == By.HOUR && length.compareTo(By.HOUR.longest()) > 0) {
            throw new CommandFailed("The past of " + played.desk() + " is " + length.toDays()
                    + " days long, expected at most " + By.HOUR.longest().toDays()
                    + " with --by hour: group it by agent or channel.");
        }
        Map<Telling, Measuring> both = desks.get(played.desk());
        Measuring was = both.get(Telling.AS_IT_WAS);
        Measuring might = both.get(Telling.AS_IT_MIGHT_HAVE_BEEN);
        Instant from = Instant.ofEpochMilli(played.from());
        Instant to = Instant.ofEpochMilli(played.to() + 1);
        List<MeasuredGroup> groups = by == null
                ? List.of()
                : MeasuredGroup.of(
                        was.grouped().groups(from, to), might.grouped().groups(from, to));
        TreeSet<String> tickets = new TreeSet<>(was.tickets().keySet());
        tickets.addAll(might.tickets().keySet());
        return new DeskComparison(
                played,
                MeasuredGroup.of(was.whole().groups(from, to), might.whole().groups(from, to))
                        .getFirst(),
                by,
                groups,
                tickets.size(),
                differing(tickets, was, might, played.to()),
                OpenTickets.of(was.tickets().values(), might.tickets().values(), played.from(), played.to()));
    }

    private static List<TicketDifference> differing(TreeSet<String> tickets, Measuring was, Measuring might, long end) {
        List<TicketDifference> differing = new ArrayList<>();
        for (String ticket : tickets) {
            TicketPath before = was.tickets().get(ticket);
            TicketPath after = might.tickets().get(ticket);
            if (before == null || after == null || !before.isLike(after)) {
                differing.add(TicketDifference.of(ticket, before, after, end));
            }
        }
        differing.sort(TicketDifference.MOST_FIRST);
        return differing;
    }
}
