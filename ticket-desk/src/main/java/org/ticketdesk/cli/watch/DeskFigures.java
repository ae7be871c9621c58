package org.ticketdesk.cli.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.ticketdesk.projection.views.DeskSummary;
import org.ticketdesk.projection.views.Views;

/**
 * How the desks are, as the views say: tickets by status, agents by presence, load and capacity, the oldest ticket that is Pending.
 * One query for all desks, no more often than every five seconds, when somebody looks. The first {@value #MOST_DESKS} desks have
 * labels of their own; those behind them, in the order of their ids, are one, called {@value #OTHERS}. When the views cannot be
 * asked there are no figures, rather than old ones. Thread-safe.
 */
final class DeskFigures {
    /** How many desks have labels of their own. */
    static final int MOST_DESKS = 100;
    /** What stands in the label of the desks beyond: no desk is called so, as ids have no brackets. */
    static final String OTHERS = "(others)";

    private static final Logger LOG = LoggerFactory.getLogger(DeskFigures.class);
    private static final long BETWEEN_QUERIES = TimeUnit.SECONDS.toNanos(5);
    private static final long WAITED_FOR_MS = 1_000;
    private static final Executor ASIDE =
            task -> Thread.ofVirtual().name("desk-figures").start(task);

    private final Supplier<List<DeskSummary>> query;
    private final MultiGauge tickets;
    private final MultiGauge oldestPending;
    private final MultiGauge agents;
    private final MultiGauge load;
    private final MultiGauge capacity;
    private CompletableFuture<Void> asking = CompletableFuture.completedFuture(null);
    private long asked = System.nanoTime() - BETWEEN_QUERIES;
    private volatile double desks = Double.NaN;

    DeskFigures(MeterRegistry registry, Views views) {
        this(registry, () -> views.desks(null, null, Views.MOST).items());
    }

    DeskFigures(MeterRegistry registry, Supplier<List<DeskSummary>> query) {
        this.query = query;
        this.tickets = gauge(registry, "desk.tickets", "Tickets, by desk and status", null);
        this.oldestPending = gauge(
                registry,
                "desk.pending.oldest.age",
                "How long the ticket that has been Pending longest is Pending; 0 when none is",
                "seconds");
        this.agents = gauge(registry, "desk.agents", "Agents, by desk and presence, without those who have left", null);
        this.load = gauge(registry, "desk.agents.load", "Active tickets of the agents who are ONLINE, by desk", null);
        this.capacity = gauge(
                registry,
                "desk.agents.capacity",
                "Active tickets that the agents who are ONLINE may have, by desk",
                null);
        Gauge.builder("desk.desks", this, figures -> figures.desks)
                .description("Desks that the views know")
                .register(registry);
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description, String unit) {
        return MultiGauge.builder(name).description(description).baseUnit(unit).register(registry);
    }

    /** Asks the views again, if it is time, and waits a little for what they say. */
    synchronized void refresh() {
        if (asking.isDone() && System.nanoTime() - asked >= BETWEEN_QUERIES) {
            asked = System.nanoTime();
            asking = CompletableFuture.supplyAsync(query, ASIDE).handle((found, trouble) -> {
                if (trouble != null) {
                    LOG.debug("The views cannot be asked for figures", trouble);
                }
                show(trouble == null ? found : null);
                return null;
            });
        }
        try {
            asking.get(WAITED_FOR_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            show(null);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The figures of the desks cannot be shown", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Puts up what was found; null where nothing is known. */
    private void show(List<DeskSummary> found) {
        Map<String, Totals> byLabel = new LinkedHashMap<>();
        if (found != null) {
            for (int i = 0; i < found.size(); i++) {
                byLabel.computeIfAbsent(i < MOST_DESKS ? found.get(i).desk() : OTHERS, label -> new Totals())
                        .add(found.get(i));
            }
        }
        desks = found == null ? Double.NaN : found.size();
        tickets.register(rows(byLabel, "status", totals -> totals.tickets), true);
        agents.register(rows(byLabel, "presence", totals -> totals.agents), true);
        oldestPending.register(rows(byLabel, Totals::oldestPendingAge), true);
        load.register(rows(byLabel, totals -> totals.load), true);
        capacity.register(rows(byLabel, totals -> totals.capacity), true);
    }

    private static List<Row<?>> rows(Map<String, Totals> byLabel, ToDoubleFunction<Totals> value) {
        List<Row<?>> rows = new ArrayList<>();
        byLabel.forEach((label, totals) -> rows.add(Row.of(Tags.of("desk", label), totals, value)));
        return rows;
    }

    private static List<Row<?>> rows(
            Map<String, Totals> byLabel, String tag, Function<Totals, Map<String, Long>> values) {
        List<Row<?>> rows = new ArrayList<>();
        byLabel.forEach((label, totals) -> values.apply(totals)
                .forEach((name, value) ->
                        rows.add(Row.of(Tags.of("desk", label, tag, name.toLowerCase(Locale.ROOT)), value))));
        return rows;
    }

    /** The figures of one label. */
    private static final class Totals {
        private final Map<String, Long> tickets = new TreeMap<>();
        private final Map<String, Long> agents = new TreeMap<>();
        private Instant oldestPending;
        private long load;
        private long capacity;

        void add(DeskSummary desk) {
            desk.tickets().forEach((status, number) -> tickets.merge(status, number, Long::sum));
            desk.agents().forEach((presence, number) -> agents.merge(presence, number, Long::sum));
            load += desk.load();
            capacity += desk.capacity();
            Instant oldest = desk.oldestPendingSince();
            if (oldest != null && (oldestPending == null || oldest.isBefore(oldestPending))) {
                oldestPending = oldest;
            }
        }

        double oldestPendingAge() {
            return oldestPending == null
                    ? 0
                    : Math.max(0, Duration.between(oldestPending, Instant.now()).toMillis() / 1e3);
        }
    }
}
