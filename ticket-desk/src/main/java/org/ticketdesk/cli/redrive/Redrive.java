package org.ticketdesk.cli.redrive;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ticketdesk.cli.errors.CommandFailed;
import org.ticketdesk.cli.records.TopicTail;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.Rejection;
import org.ticketdesk.events.topics.SchemaTopic;
import org.ticketdesk.mapping.ActionReader;

/**
 * What is to be done with the rejected records that are meant. Memory is bounded by their number, and by the bytes of those that
 * are actions today.
 *
 * @param actions those that are actions today, in the order in which they came into the log
 * @param staying those that are none
 * @param wentBefore how many stand in the log again already
 */
public record Redrive(List<Rejected> actions, List<Rejected> staying, int wentBefore) {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Comparator<Rejected> AS_THEY_CAME = Comparator.comparingLong(Rejected::appended)
            .thenComparing(rejected -> rejected.rejection().partition())
            .thenComparing(rejected -> rejected.rejection().offset());

    /**
     * Reads the rejected records to where they end now, and the log from the first that is meant, for what was published again
     * before.
     *
     * @param clients of the cluster
     * @param selection which are meant
     * @param progress is told what is being done
     */
    public static Redrive plan(DeskClients clients, Selection selection, Consumer<String> progress) {
        progress.accept("Reading what was rejected");
        Map<Place, Rejected> meant = rejected(clients, selection);
        if (meant.isEmpty()) {
            return new Redrive(List.of(), List.of(), 0);
        }
        progress.accept("Looking up what was published again before");
        long first = meant.values().stream().mapToLong(Rejected::appended).min().orElseThrow();
        Set<Place> before = publishedAgain(clients, Instant.ofEpochMilli(first));
        before.retainAll(meant.keySet());
        meant.keySet().removeAll(before);
        List<Rejected> inOrder = meant.values().stream().sorted(AS_THEY_CAME).toList();
        return new Redrive(
                inOrder.stream().filter(each -> each.flaw() == null).toList(),
                inOrder.stream().filter(each -> each.flaw() != null).toList(),
                before.size());
    }

    private static Map<Place, Rejected> rejected(DeskClients clients, Selection selection) {
        Map<Place, Rejected> meant = new HashMap<>();
        int partitions = partitionsOfTheLog(clients);
        try (SchemaTopic schemas = new SchemaTopic(clients);
                TopicTail topic = new TopicTail(clients, DeskTopic.REJECTED, from(selection.since()))) {
            ActionReader reader = new ActionReader(Codec.of(DeskAction.class, schemas), partitions);
            read(topic, record -> {
                Rejection rejection = rejection(record);
                if (selection.has(record, rejection)) {
                    Rejected judged = Rejected.judged(record, rejection, reader, partitions);
                    meant.put(judged.place(), judged);
                }
            });
        }
        return meant;
    }

    private static Rejection rejection(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Rejection.from(record.headers());
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(
                    "The record at offset " + record.offset() + " of partition " + record.partition() + " of "
                            + record.topic() + " was not put there by a processor: " + e.getMessage()
                            + " Choose those after it with --since.");
        }
    }

    private static Set<Place> publishedAgain(DeskClients clients, Instant since) {
        Set<Place> places = new HashSet<>();
        try (TopicTail log = new TopicTail(clients, DeskTopic.ACTIONS, from(since))) {
            read(log, record -> Place.redrivenFrom(record.headers()).ifPresent(places::add));
        }
        return places;
    }

    private static void read(TopicTail topic, Consumer<ConsumerRecord<byte[], byte[]>> take) {
        while (!topic.isAtEnd()) {
            topic.poll(POLL).forEach(take);
        }
    }

    private static TopicTail.Start from(Instant since) {
        return since == null ? new TopicTail.Start.Beginning() : new TopicTail.Start.At(since);
    }

    private static int partitionsOfTheLog(DeskClients clients) {
        try (var consumer = clients.consumer()) {
            return DeskTopic.ACTIONS.partitionsSeenBy(consumer).size();
        }
    }
}
