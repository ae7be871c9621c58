package org.ticketdesk.cli.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.Producer;
import org.ticketdesk.processor.TicketProcessor;
import org.ticketdesk.projection.Projection;
import org.ticketdesk.projection.views.Views;

/**
 * Watches the parts of a process from the moment at which each is there: their meters are in its registry, their health is asked
 * when somebody looks. A process of which nobody is to know anything has one that is {@linkplain #unheard() unheard}.
 * Thread-safe.
 */
public final class Watch implements AutoCloseable {
    /** The name of the part that decides. */
    public static final String PROCESSOR = "processor";
    /** The name of the part that makes the views and serves them. */
    public static final String PROJECTION = "projection";

    private final MeterRegistry registry;
    private final boolean isHeard;
    private final Duration readyWithin;
    private final Map<String, Watched> parts = new ConcurrentSkipListMap<>();
    private final List<DeskFigures> figures = new CopyOnWriteArrayList<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private Watch(MeterRegistry registry, boolean isHeard, Duration readyWithin) {
        this.registry = registry;
        this.isHeard = isHeard;
        this.readyWithin = readyWithin;
    }

    /**
     * Meters as Prometheus reads them, with those of the JVM and of the process.
     *
     * @param readyWithin how old the views of a projection may be while it is called ready
     * @param expected the parts that the process is to have: not ready until each is there
     * @return one that nothing is watched by yet
     */
    static Watch forPrometheus(Duration readyWithin, List<String> expected) {
        Watch watch = new Watch(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), true, readyWithin);
        expected.forEach(watch::expect);
        watch.bind(new JvmMemoryMetrics());
        watch.bind(new JvmGcMetrics());
        watch.bind(new JvmThreadMetrics());
        watch.bind(new ClassLoaderMetrics());
        watch.bind(new ProcessorMetrics());
        watch.bind(new FileDescriptorMetrics());
        watch.bind(new UptimeMetrics());
        return watch;
    }

    /** Meters in this process alone. */
    public static Watch unheard() {
        return new Watch(new SimpleMeterRegistry(), false, Duration.ofDays(1));
    }

    /** Where meters are to be. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Watches a processor, whose meters are in the {@link #registry} already. */
    public void processor(TicketProcessor processor) {
        parts.put(PROCESSOR, new ProcessorHealth(processor));
        bind(new KafkaStreamsMetrics(processor.streams()));
        producer(processor.timersProducer());
    }

    /** Takes the measures of a producer, which remains its owner's to close. */
    public void producer(Producer<?, ?> producer) {
        bind(new KafkaClientMetrics(producer));
    }

    /** Watches a projection, whose meters are in the {@link #registry} already, and the desks in its views. */
    public void projection(Projection projection, Views views) {
        parts.put(PROJECTION, new ProjectionHealth(projection, readyWithin));
        figures.add(new DeskFigures(registry, views));
    }

    /**
     * Says of the process that it waits for somebody else before it can begin.
     *
     * @param whom the part's name
     * @param why a sentence for the operator
     * @return the wait, to be closed when it is over
     */
    public Wait waitsFor(String whom, String why) {
        Watched part = () -> new Health.Part(whom, Health.State.NOT_READY, why);
        parts.put(whom, part);
        return () -> parts.remove(whom);
    }

    /** A wait that is not over. */
    @FunctionalInterface
    public interface Wait extends AutoCloseable {
        @Override
        void close();
    }

    private void expect(String name) {
        parts.put(name, () -> new Health.Part(name, Health.State.NOT_READY, "It has not started yet."));
        Gauge.builder("desk.ready", () -> parts.get(name).look().state() == Health.State.READY ? 1 : 0)
                .description("Whether a part of this process does its work, as /health/ready says: 1 or 0")
                .tag("part", name)
                .register(registry);
    }

    /** How the process is now. */
    Health health() {
        return new Health(parts.values().stream().map(Watched::look).toList());
    }

    /** Has figures asked for that are kept only for whoever looks. */
    void refresh() {
        figures.forEach(DeskFigures::refresh);
    }

    private synchronized void bind(MeterBinder binder) {
        if (!isHeard) {
            return;
        }
        binder.bindTo(registry);
        if (binder instanceof AutoCloseable closeable) {
            open.push(closeable);
        }
    }

    /** Stops watching; what was measured is forgotten. */
    @Override
    public synchronized void close() {
        parts.clear();
        while (!open.isEmpty()) {
            closed(open.pop());
        }
        registry.close();
    }

    private static void closed(AutoCloseable binder) {
        try {
            binder.close();
        } catch (Exception e) {
            throw new IllegalStateException("A measure cannot be ended", e);
        }
    }
}
