package org.ticketdesk.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.DeskRows;
import org.ticketdesk.core.desk.Head;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Request;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.mapping.Requests;

/**
 * Decisions per second of the rulebook in memory, on one thread, at desks of several sizes; and how often a decision calls its
 * rows, which no size may change.
 */
final class RulebookSpeed {
    private static final String LIMITS = """
            One thread, no I/O. A decision costs a handful of look-ups and one new ticket, so what limits it is memory: how \
            much of the maps fits into the processor's caches, and the collector. The memory of action ids adds a row that \
            is new and one that is forgotten to each action; `ids` is how many were remembered all the time. `per CPU second` is the median of \
            decisions per second of processor time of the whole JVM, collector and compiler included, which neighbours on the \
            machine disturb less.""";

    private final int decisions;
    private final int rounds;

    private RulebookSpeed(boolean quick) {
        this.decisions = quick ? 5_000 : 300_000;
        this.rounds = quick ? 2 : 3;
    }

    /** Measures, and prints a table. */
    static void run(boolean quick, PrintStream out) {
        RulebookSpeed speed = new RulebookSpeed(quick);
        Table table = new Table(
                "Rulebook: decisions per second in memory",
                "tickets",
                "agents",
                "ids",
                "min",
                "median",
                "max",
                "per CPU second",
                "row calls a decision");
        for (int tickets : quick ? new int[] {100, 1_000} : new int[] {10_000, 1_000_000}) {
            for (int agents : quick ? new int[] {10, 100} : new int[] {10, 5_000}) {
                speed.measure(tickets, agents, table);
            }
        }
        table.print(out, LIMITS);
    }

    private void measure(int tickets, int agents, Table table) {
        BusyDesk busy = new BusyDesk("desk", agents, tickets, 1, action -> {});
        WatchedRows begin = busy.rows().copy(false);
        Head head = busy.head();
        List<byte[]> log = new ArrayList<>(decisions);
        for (int i = 0; i < decisions; i++) {
            log.add(busy.next());
        }
        for (int ids : new int[] {0, 2 * decisions}) {
            List<Double> perSecond = new ArrayList<>();
            List<Double> perCpuSecond = new ArrayList<>();
            WatchedRows rows = begin;
            for (int round = -1; round < rounds; round++) {
                rows = begin.copy(ids > 0);
                Took took = decide(new Desk(rows, head), remembering(rows, ids, head), log);
                if (round >= 0) {
                    perSecond.add(decisions / took.seconds());
                    perCpuSecond.add(decisions / took.cpuSeconds());
                }
            }
            table.row(
                    tickets,
                    agents,
                    ids,
                    Collections.min(perSecond),
                    Table.median(perSecond),
                    Collections.max(perSecond),
                    Table.median(perCpuSecond),
                    (double) rows.calls() / decisions);
        }
    }

    /**
     * Fills the memory of action ids with a day's, so that each action lets one be forgotten.
     *
     * @return the time of the log from which on they are forgotten, epoch milliseconds
     */
    private static long remembering(WatchedRows rows, int ids, Head head) {
        for (int i = 0; i < ids; i++) {
            rows.fill(new ActionId("earlier-action-" + i), new DeskRows.First(i, head.at() + i));
        }
        return head.at() + Desk.MEMORY_MS;
    }

    /** The requests are new objects each time, as they are when they come out of a topic. */
    private static Took decide(Desk desk, long from, List<byte[]> log) {
        List<Request> requests = log.stream()
                .map(action -> Requests.of(Codec.DESK_ACTION.decode(action)))
                .toList();
        System.gc();
        return Took.of(() -> {
            long now = from;
            for (Request request : requests) {
                Rulebook.decide(desk, request, now++);
            }
        });
    }
}
