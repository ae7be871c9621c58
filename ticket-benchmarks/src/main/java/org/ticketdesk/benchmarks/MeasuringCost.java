package org.ticketdesk.benchmarks;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ticketdesk.cli.watch.ManagementServer;
import org.ticketdesk.cli.watch.Watch;
import org.ticketdesk.processor.ProcessorConfig;
import org.ticketdesk.processor.TicketProcessor;

/**
 * What it costs a processor to be watched: the same log drained with meters that count nothing, with all that a service has, and with
 * somebody who asks for it.
 */
final class MeasuringCost {
    private static final String LIMITS = """
            Processor time of the processor's JVM for each action, in which the log is read, state written and what was \
            decided sent; the broker is another process. Meters that count nothing; all meters and the listener of the service \
            `processor`; and these with `/metrics` asked for once a second by a client in the same JVM, five times as often as \
            `docker/prometheus` asks. A round measures all three, beginning with another each time; figures are medians, ratios are \
            to the first line of the same round.""";

    private final int actions;
    private final int rounds;
    private final Map<Watching, List<Double>> micros = new EnumMap<>(Watching.class);

    private enum Watching {
        NOBODY("nothing measured"),
        METERS("measured"),
        SCRAPES("measured, and asked for each second");

        private final String words;

        Watching(String words) {
            this.words = words;
        }
    }

    private MeasuringCost(boolean quick) {
        this.actions = quick ? 5_000 : 200_000;
        this.rounds = quick ? 1 : 9;
        for (Watching watching : Watching.values()) {
            micros.put(watching, new ArrayList<>());
        }
    }

    /** Measures, and prints a table. */
    static void run(boolean quick, PrintStream out) throws Exception {
        MeasuringCost cost = new MeasuringCost(quick);
        cost.measure();
        Table table = new Table(
                "Measuring: microseconds of processor time an action",
                "what",
                "µs",
                "median ratio",
                "lowest",
                "highest");
        for (Watching watching : Watching.values()) {
            List<Double> ratios = cost.ratios(watching);
            table.row(
                    watching.words,
                    Table.median(cost.micros.get(watching)),
                    Table.median(ratios),
                    Collections.min(ratios),
                    Collections.max(ratios));
        }
        table.print(out, LIMITS);
    }

    private List<Double> ratios(Watching watching) {
        return IntStream.range(0, rounds)
                .mapToObj(round -> micros.get(watching).get(round)
                        / micros.get(Watching.NOBODY).get(round))
                .toList();
    }

    private void measure() throws Exception {
        try (Cluster cluster = new Cluster(1)) {
            BusyLog log = BusyLog.publish(cluster, actions);
            drained(log, cluster, Watching.SCRAPES);
            List<Watching> order = new ArrayList<>(Arrays.asList(Watching.values()));
            for (int round = 0; round < rounds; round++) {
                for (Watching watching : order) {
                    micros.get(watching).add(drained(log, cluster, watching).cpuSeconds() * 1e6 / actions);
                }
                Collections.rotate(order, 1);
            }
        }
    }

    private static Took drained(BusyLog log, Cluster cluster, Watching watching) throws Exception {
        ProcessorConfig config = cluster.newApplication();
        try {
            return switch (watching) {
                case NOBODY -> drainedUnmeasured(log, config);
                case METERS -> drainedMeasured(log, config, false);
                case SCRAPES -> drainedMeasured(log, config, true);
            };
        } finally {
            cluster.clearOutput();
        }
    }

    private static Took drainedUnmeasured(BusyLog log, ProcessorConfig config) throws Exception {
        try (TicketProcessor processor = TicketProcessor.start(config, new CompositeMeterRegistry())) {
            return log.drainedBy(processor.streams(), config.applicationId());
        }
    }

    private static Took drainedMeasured(BusyLog log, ProcessorConfig config, boolean scraped) throws Exception {
        try (ManagementServer listener =
                        ManagementServer.open("127.0.0.1", 0, Duration.ofMinutes(1), List.of(Watch.PROCESSOR));
                TicketProcessor processor =
                        TicketProcessor.start(config, listener.watch().registry())) {
            listener.watch().processor(processor);
            if (!scraped) {
                return log.drainedBy(processor.streams(), config.applicationId());
            }
            try (Scraper scraper = new Scraper(listener.address().resolve("metrics"))) {
                Took took = log.drainedBy(processor.streams(), config.applicationId());
                scraper.check();
                return took;
            }
        }
    }
}
