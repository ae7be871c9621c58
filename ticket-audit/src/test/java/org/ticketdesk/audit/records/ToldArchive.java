package org.ticketdesk.audit.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.ticketdesk.audit.replay.Replay;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Request;
import org.ticketdesk.core.story.DeskStory;
import org.ticketdesk.core.story.Said;
import org.ticketdesk.core.story.Step;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.SchemaSource;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.mapping.Published;

/**
 * An archive of one partition in memory: the log of what was said at desks, and the journal that follows. Offsets have gaps, as
 * they have where transactions are. Time stands still unless {@link #after} moves it. Not thread-safe.
 */
public final class ToldArchive implements Archive {
    private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> journal = new ArrayList<>();
    private final Replay replay = new Replay(Codec.DESK_ACTION, 1);
    private long now = DeskStory.BEGINNING;

    /** Time passes, in milliseconds. */
    public ToldArchive after(long ms) {
        now += ms;
        return this;
    }

    /** These things are said at a desk one after another, and each is accepted. */
    public ToldArchive said(String desk, Said... all) {
        for (Said each : all) {
            assertThat(say(desk, "a-" + log.size(), each)).as("%s", each).isInstanceOf(Outcome.Accepted.class);
        }
        return this;
    }

    /** This is said at a desk under an action id of its own, whatever comes of it. */
    public Outcome say(String desk, String actionId, Said said) {
        return add(desk, new Step(new Request(new ActionId(actionId), said.actor(), said.action()), now));
    }

    /** This line of a log is written at a desk. */
    public Outcome add(String desk, Step step) {
        return written(desk, Codec.DESK_ACTION.encode(Published.action(desk, step.request())), step.appended())
                .orElseThrow()
                .decision()
                .outcome();
    }

    /** These bytes are written to the log, and are no action. */
    public ToldArchive written(String desk, byte[] value) {
        assertThat(written(desk, value, now)).isEmpty();
        return this;
    }

    private Optional<Replay.Expected> written(String desk, byte[] value, long appended) {
        ConsumerRecord<byte[], byte[]> record = record(DeskTopic.ACTIONS, 2L * log.size() + 1, appended, desk, value);
        log.add(record);
        Optional<Replay.Expected> expected = replay.fold(record);
        expected.ifPresent(
                entry -> journal.add(record(DeskTopic.JOURNAL, 3L * journal.size(), appended, desk, entry.entry())));
        return expected;
    }

    /** The record of the journal at this index is lost. */
    public ToldArchive lose(int index) {
        journal.remove(index);
        return this;
    }

    /** A desk as the rulebook left it. */
    public Desk desk(String desk) {
        return replay.desks().get(desk);
    }

    @Override
    public boolean has(DeskTopic topic) {
        return topic == DeskTopic.ACTIONS || topic == DeskTopic.JOURNAL;
    }

    @Override
    public int partitions(DeskTopic topic) {
        return 1;
    }

    @Override
    public Records open(DeskTopic topic, int partition) {
        assertThat(partition).isZero();
        return switch (topic) {
            case ACTIONS -> new ListedRecords(log);
            case JOURNAL -> new ListedRecords(journal);
            case REJECTED, STATUS_CHANGED, STATUS_CHANGED_JSON, TICKETS, SCHEMAS ->
                throw new UnsupportedOperationException(topic.topicName());
        };
    }

    @Override
    public Origin origin() {
        return new Origin("a-cluster", "a-journal");
    }

    @Override
    public SchemaSource schemas() {
        return SchemaSource.NONE;
    }

    @Override
    public void close() {}

    private static ConsumerRecord<byte[], byte[]> record(
            DeskTopic topic, long offset, long at, String desk, byte[] value) {
        byte[] key = desk.getBytes(StandardCharsets.US_ASCII);
        return new ConsumerRecord<>(
                topic.topicName(),
                0,
                offset,
                at,
                TimestampType.LOG_APPEND_TIME,
                key.length,
                value.length,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
