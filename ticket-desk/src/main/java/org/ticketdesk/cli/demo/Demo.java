package org.ticketdesk.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.ticketdesk.audit.verify.Verification;
import org.ticketdesk.audit.verify.Verifier;
import org.ticketdesk.cli.local.LocalDesk;
import org.ticketdesk.cli.screen.Sight;
import org.ticketdesk.cli.screen.View;
import org.ticketdesk.cli.traffic.KnownDesk;
import org.ticketdesk.cli.traffic.RowStories;
import org.ticketdesk.cli.traffic.Traffic;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.json.MalformedException;
import org.ticketdesk.events.publisher.ActionPublisher;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;

/**
 * A demonstration: traffic on a desk that runs, followed through its journal. One thread publishes, reads and shows in turn, so
 * that what people do next follows from what they have seen. A row that has not happened by half-time is brought about by a short
 * story of its own. Not thread-safe; for one use.
 */
public final class Demo implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(2);
    private static final Duration OUTCOMES_WITHIN = Duration.ofSeconds(30);
    private static final int SHOWN_WAITING = 8;

    private final LocalDesk desk;
    private final Options options;
    private final View view;
    private final BooleanSupplier endEarly;
    private final String run = Long.toString(Instant.now().getEpochSecond(), 36);
    private final Tally tally = new Tally();
    private final Pace pace;
    private final DeskClients clients;
    private final FollowedJournal journal;
    private final ActionPublisher publisher;
    private final AtomicReference<Throwable> unsent = new AtomicReference<>();
    private long shownAt = System.nanoTime();

    /**
     * What a demonstration is like.
     *
     * @param seconds how long, at least 1
     * @param desks how many desks, at least 1
     * @param agents how many agents each desk has, at least 1
     * @param rate actions per second over all desks, at least 1
     * @param seed decides what people choose to do; when they do it, and so what they find, is the clock's to say
     */
    public record Options(int seconds, int desks, int agents, int rate, long seed) {}

    /**
     * A demonstration that can begin.
     *
     * @param desk runs already
     * @param options what it is like
     * @param view where it is shown; left open
     * @param endEarly whether somebody has seen enough
     */
    public Demo(LocalDesk desk, Options options, View view, BooleanSupplier endEarly) {
        this.desk = desk;
        this.options = options;
        this.view = view;
        this.endEarly = endEarly;
        this.pace = new Pace(options.rate());
        this.clients = DeskClients.of(desk.bootstrap());
        this.journal = new FollowedJournal(clients, tally::seen);
        this.publisher = ActionPublisher.to(clients).from("/desk/demo").open();
    }

    /** Plays it to its end, and checks what it has left. */
    public Summary play() throws InterruptedException {
        journal.catchUp();
        String tickets = journal.desks().isEmpty() ? "t-" : "t-" + run + "-";
        Traffic traffic = new Traffic(options.desks(), options.agents(), options.seed(), run, tickets, journal::desk);
        traffic.opening().forEach(this::publish);
        while (tally.open() > 0 && mayGoOn()) {
            step("the agents come in");
        }
        pace.start();
        boolean storiesTold = false;
        while (pace.elapsed().toSeconds() < options.seconds() && mayGoOn()) {
            for (long due = pace.due(); due > 0; due--) {
                publish(traffic.next());
            }
            if (!storiesTold && pace.elapsed().toMillis() >= options.seconds() * 500L) {
                missingRows()
                        .forEach(row -> RowStories.of(row, row + "-training-" + run, run + "-" + row)
                                .forEach(this::publish));
                storiesTold = true;
            }
            step(pace.elapsed().toSeconds() + " s of " + options.seconds());
        }
        Duration played = pace.elapsed();
        traffic.closing().forEach(this::publish);
        List<String> findings = new ArrayList<>(awaitOutcomes());
        view.show(sight("checking"));
        Verification report = Verifier.run(clients);
        report.findings().forEach(finding -> findings.add(finding.sentence()));
        ViewsCheck views = new ViewsCheck(desk.views().views());
        findings.addAll(views.of(journal.desks()));
        return new Summary(
                played, tally, missingRows(), desk.stats().timerLateness(), report, views.tickets(), findings);
    }

    private boolean mayGoOn() {
        return !endEarly.getAsBoolean() && unsent.get() == null && !desk.ended().isDone();
    }

    private List<Row> missingRows() {
        return Stream.of(Row.values())
                .filter(row -> tally.rows().getOrDefault(row, 0L) == 0)
                .toList();
    }

    private void publish(DeskAction action) {
        tally.publishing(action);
        pace.published();
        try {
            publisher.publish(action).acknowledged().exceptionally(problem -> {
                unsent.compareAndSet(null, problem);
                return null;
            });
        } catch (MalformedException e) {
            throw new IllegalStateException("The traffic made a malformed action: " + action, e);
        }
    }

    private void step(String phase) {
        journal.poll(POLL);
        if (System.nanoTime() - shownAt >= view.interval().toNanos()) {
            shownAt = System.nanoTime();
            view.show(sight(phase));
        }
    }

    /** Until every action has its entry, those of the clocks too, which have been switched off by the last of ours. */
    private List<String> awaitOutcomes() {
        long deadline = System.nanoTime() + OUTCOMES_WITHIN.toNanos();
        try (Consumer<byte[], byte[]> log = clients.consumer()) {
            List<TopicPartition> partitions = log.partitionsFor(DeskTopic.ACTIONS.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            while (tally.open() > 0 || !journal.hasReached(log.endOffsets(partitions))) {
                if (desk.ended().isDone()) {
                    return List.of("The processor stopped: "
                            + desk.ended().handle((nothing, problem) -> problem).join());
                }
                if (unsent.get() != null) {
                    return List.of("An action could not be published: " + unsent.get());
                }
                if (System.nanoTime() > deadline) {
                    return List.of(tally.open() + " published actions have no outcome " + OUTCOMES_WITHIN.toSeconds()
                            + " s after the last was published.");
                }
                step("the last outcomes");
            }
        }
        return List.of();
    }

    private Sight sight(String phase) {
        Map<Status, Integer> counts = new EnumMap<>(Status.class);
        List<Sight.Waiting> waiting = new ArrayList<>();
        List<Sight.AgentLoad> agents = new ArrayList<>();
        long now = System.currentTimeMillis();
        for (KnownDesk known : journal.desks()) {
            for (Status status : Status.values()) {
                counts.merge(status, known.count(status), Integer::sum);
            }
            known.waitingLine().stream().limit(SHOWN_WAITING).forEach(id -> {
                Ticket ticket = known.ticket(id);
                waiting.add(new Sight.Waiting(
                        known.id(),
                        id.value(),
                        ticket.priority(),
                        Duration.ofMillis(Math.max(0, now - ticket.since()))));
            });
            known.agents()
                    .forEach(agent -> agents.add(new Sight.AgentLoad(
                            known.id(),
                            agent.id().value(),
                            agent.presence(),
                            known.load(agent),
                            known.capacity(agent))));
        }
        return new Sight(
                desk.page().toString(),
                phase,
                pace.rate(),
                tally.decided(),
                tally.outcomes(org.ticketdesk.events.Outcome.REFUSED),
                tally.outcomes(org.ticketdesk.events.Outcome.DUPLICATE),
                tally.latency(),
                desk.stats().timerLateness().p99Ms(),
                counts,
                waiting,
                agents,
                tally.changes(),
                tally.rows());
    }

    @Override
    public void close() {
        publisher.close();
        journal.close();
    }
}
