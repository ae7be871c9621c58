package org.ticketdesk.benchmarks;

import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.publisher.ActionPublisher;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.processor.TicketProcessor;
import org.ticketdesk.projection.Projection;
import org.ticketdesk.projection.ProjectionConfig;
import org.ticketdesk.projection.database.Dialect;
import org.ticketdesk.projection.fold.AppliedEntry;
import org.ticketdesk.projection.http.DeskServer;
import org.ticketdesk.projection.http.Feed;
import org.ticketdesk.projection.views.Views;

/**
 * How long it takes from publishing an action until HTTP answers with its outcome out of the views. Actions come at a steady rate;
 * some of them are asked for, each from the time at which it was to be sent, by a request that waits for it.
 */
final class VisibleLatency {
    private static final String LIMITS = """
            Twelve desks on twelve partitions, commit interval 25 ms (the default); broker, processor, projection, database, \
            server, publisher and client share the machine's cores. `asked for` actions of each second are asked for over HTTP as they \
            are published, by `GET …/actions/{id}?wait=10`, and count until the answer is there; nothing else asks. `applied`: until the projection's transaction with the entry is committed.""";

    private static final int PARTITIONS = 12;
    private static final int ASKED_A_SECOND = 50;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Long> asked = new ConcurrentHashMap<>();
    private final Histogram applied = new ConcurrentHistogram(3);
    private final int[] rates;
    private final int warmUpSeconds;
    private final int seconds;
    private final Table table = new Table(
            "Visible: milliseconds from publishing to the outcome over HTTP",
            "database",
            "actions/s",
            "asked for/s",
            "applied p50",
            "applied p99",
            "p50",
            "p99",
            "max");

    private VisibleLatency(boolean quick) {
        rates = quick ? new int[] {200} : new int[] {200, 1_000};
        warmUpSeconds = quick ? 1 : 25;
        seconds = quick ? 1 : 20;
    }

    /** Measures, and prints a table. */
    static void run(boolean quick, PrintStream out) throws Exception {
        VisibleLatency latency = new VisibleLatency(quick);
        try (Databases databases = new Databases()) {
            for (Dialect dialect : Dialect.values()) {
                latency.on(databases.empty(dialect), dialect);
            }
        }
        latency.table.print(out, LIMITS);
    }

    private void on(String url, Dialect dialect) throws Exception {
        Feed feed = new Feed();
        try (Cluster cluster = new Cluster(PARTITIONS);
                TicketProcessor processor = TicketProcessor.start(cluster.newApplication());
                Projection projection =
                        Projection.start(ProjectionConfig.of(cluster.bootstrap(), url), this::applied, feed);
                ActionPublisher door = ActionPublisher.to(cluster.clients()).open();
                DeskServer server = DeskServer.start(
                        OneCaller.server(), new Views(projection.database()::reader, projection.codec()), door, feed);
                Producer<byte[], byte[]> producer = cluster.clients().producer(Map.of("linger.ms", "0"))) {
            if (!processor.awaitRunning(Duration.ofMinutes(1))) {
                throw new IllegalStateException("The processor does not run: " + processor.ended());
            }
            List<BusyDesk> desks = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                String desk = Cluster.deskOn(partition, PARTITIONS);
                desks.add(new BusyDesk(desk, 50, 250, partition, action -> send(producer, desk, action)));
            }
            awaitApplied(projection, desks.stream().mapToLong(BusyDesk::count).sum());
            for (int rate : rates) {
                play(rate, warmUpSeconds, desks, producer, server.address());
                applied.reset();
                Histogram micros = play(rate, seconds, desks, producer, server.address());
                table.row(
                        dialect.name(),
                        rate,
                        ASKED_A_SECOND,
                        applied.getValueAtPercentile(50) / 1e3,
                        applied.getValueAtPercentile(99) / 1e3,
                        micros.getValueAtPercentile(50) / 1e3,
                        micros.getValueAtPercentile(99) / 1e3,
                        micros.getMaxValue() / 1e3);
            }
        }
    }

    private void applied(List<AppliedEntry> entries) {
        long now = System.nanoTime();
        for (AppliedEntry each : entries) {
            Long due = asked.remove(each.entry().getActionId());
            if (due != null) {
                applied.recordValue((now - due) / 1_000);
            }
        }
    }

    private static void awaitApplied(Projection projection, long entries) throws InterruptedException {
        long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (projection.stats().applied() < entries) {
            if (System.nanoTime() > patience) {
                throw new IllegalStateException("Expected " + entries + " entries applied: " + projection.stats());
            }
            Thread.sleep(10);
        }
    }

    private Histogram play(
            int rate, int playedSeconds, List<BusyDesk> desks, Producer<byte[], byte[]> producer, URI server) {
        Histogram micros = new ConcurrentHistogram(3);
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        long begun = System.nanoTime();
        for (int i = 0; i < rate * playedSeconds; i++) {
            BusyDesk desk = desks.get(i % desks.size());
            byte[] action = desk.next();
            long due = begun + TimeUnit.SECONDS.toNanos(i) / rate;
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            send(producer, desk.id(), action);
            if (i % (rate / ASKED_A_SECOND) == 0) {
                answers.add(asked(server, desk.id(), action, due, micros));
            }
        }
        answers.forEach(CompletableFuture::join);
        return micros;
    }

    private CompletableFuture<Void> asked(URI server, String desk, byte[] action, long due, Histogram micros) {
        String id = Codec.DESK_ACTION.decode(action).getActionId();
        asked.put(id, due);
        HttpRequest request = OneCaller.asks(server.resolve("/api/desks/" + desk + "/actions/" + id + "?wait=10"));
        return client.sendAsync(request, BodyHandlers.ofString()).thenAccept(answer -> {
            micros.recordValue((System.nanoTime() - due) / 1_000);
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("Found " + answer.statusCode() + ", expected 200: " + answer.body());
            }
        });
    }

    private static void send(Producer<byte[], byte[]> producer, String desk, byte[] action) {
        producer.send(
                new ProducerRecord<>(DeskTopic.ACTIONS.topicName(), desk.getBytes(StandardCharsets.US_ASCII), action));
    }
}
