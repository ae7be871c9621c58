package org.ticketdesk.audit.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.ticketdesk.audit.records.MemoryArchive;
import org.ticketdesk.audit.replay.RefoldedDesk;
import org.ticketdesk.audit.replay.Replay;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.core.rules.Rules;
import org.ticketdesk.core.story.RandomStories;
import org.ticketdesk.core.story.Step;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.Rejection;
import org.ticketdesk.mapping.Published;

/** Desks whose actions are decided and written as a processor does it, in memory. */
public final class WrittenDesks {
    private final int partitions;
    private final MemoryArchive archive;
    private final Map<String, RefoldedDesk> desks = new HashMap<>();
    private Rules rules = Rulebook::decide;

    /** Nothing written yet. */
    public WrittenDesks(int partitions) {
        this.partitions = partitions;
        this.archive = new MemoryArchive(partitions);
    }

    /** Three desks on two partitions, two of them on one, with a poisonous record in between. */
    public static WrittenDesks three(int actions) {
        WrittenDesks desks = new WrittenDesks(2);
        Map<String, RandomStories> stories = new HashMap<>();
        for (int i = 0; i < actions; i++) {
            String desk = List.of("sales", "help", "night").get(i % 3);
            int seed = i % 3;
            Step step = stories.computeIfAbsent(desk, id -> RandomStories.of(seed, 6, 40))
                    .next();
            desks.publish(Published.action(desk, step.request()), step.appended());
            if (i == actions / 2) {
                desks.poison(desk, step.appended());
            }
        }
        desks.writeSnapshots();
        return desks;
    }

    /** From now on, decides by these. */
    public void decideBy(Rules others) {
        this.rules = others;
    }

    /** Publishes an action, and writes what follows from it. */
    public Replay.Expected publish(DeskAction action, long at) {
        return decide(log(action, at), action);
    }

    /** Publishes an action that nobody decides. */
    public ConsumerRecord<byte[], byte[]> log(DeskAction action, long at) {
        return archive.append(
                DeskTopic.ACTIONS,
                partition(action.getDesk()),
                bytes(action.getDesk()),
                Codec.DESK_ACTION.encode(action),
                at,
                new RecordHeaders());
    }

    private Replay.Expected decide(ConsumerRecord<byte[], byte[]> record, DeskAction action) {
        Replay.Expected expected =
                desks.computeIfAbsent(action.getDesk(), RefoldedDesk::new).decide(action, record, rules);
        write(
                DeskTopic.JOURNAL,
                action.getDesk(),
                action.getDesk(),
                expected.entry(),
                expected.decision().at());
        for (TicketStatusChanged change : expected.changes()) {
            write(
                    DeskTopic.STATUS_CHANGED,
                    action.getDesk(),
                    action.getDesk() + '/' + change.getTicket(),
                    Codec.TICKET_STATUS_CHANGED.encode(change),
                    expected.decision().at());
        }
        return expected;
    }

    private void poison(String desk, long at) {
        ConsumerRecord<byte[], byte[]> record = archive.append(
                DeskTopic.ACTIONS, partition(desk), bytes(desk), new byte[] {1, 2, 3}, at, new RecordHeaders());
        Headers headers = new RecordHeaders();
        new Rejection("No action.", record.partition(), record.offset()).writeTo(headers);
        archive.append(DeskTopic.REJECTED, 0, record.key(), record.value(), at, headers);
    }

    /** Writes the latest snapshot of each ticket. */
    public void writeSnapshots() {
        desks.forEach((id, desk) -> {
            for (Ticket ticket : desk.rows().tickets()) {
                write(
                        DeskTopic.TICKETS,
                        id,
                        id + '/' + ticket.id(),
                        Codec.TICKET_SNAPSHOT.encode(desk.snapshot(ticket)),
                        desk.desk().at());
            }
        });
    }

    private void write(DeskTopic topic, String desk, String key, byte[] value, long at) {
        archive.append(topic, partition(desk), bytes(key), value, at, new RecordHeaders());
    }

    /** The partition of a desk. */
    public int partition(String desk) {
        return DeskPartition.of(desk, partitions);
    }

    /** The place of a desk's entry among the records of its partition of the journal. */
    public int placeOf(String desk, long sequence) {
        List<ConsumerRecord<byte[], byte[]>> journal = archive.records(DeskTopic.JOURNAL, partition(desk));
        for (int i = 0; i < journal.size(); i++) {
            var entry = Codec.JOURNAL_ENTRY.decode(journal.get(i).value());
            if (entry.getDesk().equals(desk) && entry.getSequence() == sequence) {
                return i;
            }
        }
        throw new AssertionError("Desk " + desk + " has no entry " + sequence);
    }

    /** The places of a desk's records among those of its partition of a topic whose keys are tickets. */
    public List<Integer> placesOf(DeskTopic topic, String desk) {
        List<ConsumerRecord<byte[], byte[]>> records = archive.records(topic, partition(desk));
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            if (new String(records.get(i).key(), StandardCharsets.US_ASCII).startsWith(desk + '/')) {
                places.add(i);
            }
        }
        return places;
    }

    /** What is written, to be forged. */
    public MemoryArchive archive() {
        return archive;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
