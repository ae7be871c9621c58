package org.ticketdesk.benchmarks;

import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.events.publisher.ActionPublisher;
import org.ticketdesk.projection.Projection;
import org.ticketdesk.projection.ProjectionConfig;
import org.ticketdesk.projection.database.Dialect;
import org.ticketdesk.projection.http.DeskServer;
import org.ticketdesk.projection.http.Feed;
import org.ticketdesk.projection.rebuild.Rebuild;
import org.ticketdesk.projection.views.Views;

/** How many queries of a large desk HTTP answers, and how fast: two clients that ask again as soon as they have an answer. */
final class QuerySpeed {
    private static final String LIMITS = """
            One desk; each page of a list has 50 tickets. Clients, server and database share the machine's cores; nothing is \
            written meanwhile. The lists: what is Pending in serving order; the newest; those of a customer; of an agent; those Closed \
            last; of two statuses, those opened since a time.""";

    private static final int CLIENTS = 2;

    private final boolean quick;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Table table =
            new Table("Queries over HTTP", "database", "tickets", "query", "queries/s", "p50 ms", "p99 ms", "max ms");

    private QuerySpeed(boolean quick) {
        this.quick = quick;
    }

    /** Measures, and prints a table. */
    static void run(boolean quick, PrintStream out) throws Exception {
        QuerySpeed speed = new QuerySpeed(quick);
        int tickets = quick ? 200 : 1_000_000;
        try (Cluster cluster = new Cluster(1);
                Databases databases = new Databases()) {
            JournalTopic.fill(cluster, 1, tickets, 0);
            List<Ticket> again =
                    List.copyOf(new BusyDesk(Cluster.deskOn(0, 1), JournalTopic.AGENTS, tickets, 0, action -> {})
                            .rows()
                            .tickets());
            for (Dialect dialect : Dialect.values()) {
                speed.on(cluster, databases.empty(dialect), dialect, again);
            }
        }
        speed.table.print(out, LIMITS);
    }

    private void on(Cluster cluster, String url, Dialect dialect, List<Ticket> tickets) throws Exception {
        ProjectionConfig config = ProjectionConfig.of(cluster.bootstrap(), url);
        Rebuild.run(config, progress -> {});
        Feed feed = new Feed();
        try (Projection projection = Projection.start(config, feed);
                ActionPublisher door = ActionPublisher.to(cluster.clients()).open();
                DeskServer server = DeskServer.start(
                        OneCaller.server(), new Views(projection.database()::reader, projection.codec()), door, feed)) {
            String desk = "/api/desks/" + Cluster.deskOn(0, 1);
            ask(server.address(), "desk summary", dialect, tickets.size(), random -> desk);
            for (Map.Entry<String, Function<SplittableRandom, String>> list :
                    lists(tickets).entrySet()) {
                ask(
                        server.address(),
                        "list: " + list.getKey(),
                        dialect,
                        tickets.size(),
                        random -> desk + "/tickets?" + list.getValue().apply(random));
            }
            ask(
                    server.address(),
                    "ticket",
                    dialect,
                    tickets.size(),
                    random -> desk + "/tickets/" + drawn(random, tickets).id());
        }
    }

    private static Map<String, Function<SplittableRandom, String>> lists(List<Ticket> tickets) {
        Map<String, Function<SplittableRandom, String>> lists = new LinkedHashMap<>();
        lists.put("waiting", random -> "status=PENDING&sort=waiting");
        lists.put("newest", random -> "sort=-opened");
        lists.put("customer", random -> "customer=" + drawn(random, tickets).customer());
        lists.put("agent", random -> "assignee=agent-" + random.nextInt(JournalTopic.AGENTS));
        lists.put("closed last", random -> "status=CLOSED&sort=-closed");
        lists.put(
                "opened since",
                random -> "status=IDLE,IN_PROGRESS&openedFrom=1970-01-01T00:" + (10 + random.nextInt(5)) + ":00Z");
        return lists;
    }

    private static Ticket drawn(SplittableRandom random, List<Ticket> tickets) {
        return tickets.get(random.nextInt(tickets.size()));
    }

    private void ask(URI server, String query, Dialect dialect, int tickets, Function<SplittableRandom, String> path)
            throws Exception {
        ask(server, path, quick ? 0 : 3);
        int seconds = quick ? 1 : 10;
        Histogram micros = ask(server, path, seconds);
        table.row(
                dialect.name(),
                tickets,
                query,
                micros.getTotalCount() / (double) seconds,
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3);
    }

    private Histogram ask(URI server, Function<SplittableRandom, String> path, int seconds) throws Exception {
        Histogram micros = new ConcurrentHistogram(3);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Callable<Void>> all = new ArrayList<>();
            for (int number = 0; number < CLIENTS; number++) {
                SplittableRandom random = new SplittableRandom(number);
                all.add(() -> {
                    while (System.nanoTime() < end) {
                        HttpRequest request = OneCaller.asks(server.resolve(path.apply(random)));
                        long began = System.nanoTime();
                        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                        micros.recordValue((System.nanoTime() - began) / 1_000);
                        if (answer.statusCode() != 200) {
                            throw new IllegalStateException(
                                    "Found " + answer.statusCode() + ", expected 200: " + answer.body());
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> done : clients.invokeAll(all)) {
                done.get();
            }
        }
        return micros;
    }
}
