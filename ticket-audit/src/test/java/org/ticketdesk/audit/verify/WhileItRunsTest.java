package org.ticketdesk.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.records.MemoryArchive;
import org.ticketdesk.audit.records.Origin;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.core.story.RandomStories;
import org.ticketdesk.core.story.Step;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.SchemaSource;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.mapping.Published;

/** A processor that goes on while it is verified makes no finding. */
class WhileItRunsTest {
    private final WrittenDesks desks = new WrittenDesks(1);
    private final MemoryArchive archive = desks.archive();
    private final Map<DeskTopic, Integer> endsBefore = new EnumMap<>(DeskTopic.class);

    private void publish(String desk, int seed, int actions) {
        for (Step step : RandomStories.of(seed, 6, 40).next(actions)) {
            desks.publish(Published.action(desk, step.request()), step.appended());
        }
    }

    private void theJournalsEndIsLookedUp() {
        endsBefore.put(DeskTopic.JOURNAL, archive.records(DeskTopic.JOURNAL, 0).size());
    }

    private void theLogsEndIsLookedUp() {
        endsBefore.put(DeskTopic.ACTIONS, archive.records(DeskTopic.ACTIONS, 0).size());
    }

    /** Each topic where it ended when it was first opened, the journal further on when it is opened again. */
    private final class Growing implements Archive {
        private final Set<DeskTopic> opened = new HashSet<>();

        @Override
        public int partitions(DeskTopic topic) {
            return 1;
        }

        @Override
        public boolean has(DeskTopic topic) {
            return true;
        }

        @Override
        public Records open(DeskTopic topic, int partition) {
            MemoryArchive shown = new MemoryArchive(1);
            List<ConsumerRecord<byte[], byte[]>> all = archive.records(topic, partition);
            Integer end = opened.add(topic) ? endsBefore.get(topic) : null;
            shown.records(topic, partition).addAll(end == null ? all : all.subList(0, end));
            return shown.open(topic, partition);
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
    }

    @Test
    void whatIsWrittenMeanwhileIsCountedAndNotCompared() {
        publish("sales", 1, 100);
        theJournalsEndIsLookedUp();
        publish("sales-2", 2, 60);
        theLogsEndIsLookedUp();
        publish("help", 3, 60);
        desks.writeSnapshots();

        Verification verification = Verifier.run(new Growing(), VerifyOptions.ALL, List.of(), reached -> {});

        assertThat(verification.findings()).isEmpty();
        assertThat(verification.entries()).isEqualTo(100);
        assertThat(verification.desks()).isEqualTo(1);
        assertThat(verification.undecided()).isEqualTo(60);
        assertThat(verification.ahead()).isPositive();
    }

    @Test
    void aStatusChangeThatClaimsToBeAheadAndIsOfNoEntryIsNamed() {
        publish("sales", 1, 100);
        theJournalsEndIsLookedUp();
        theLogsEndIsLookedUp();
        publish("sales-2", 2, 60);
        desks.writeSnapshots();
        int last = archive.records(DeskTopic.STATUS_CHANGED, 0).size() - 1;
        var change = Codec.TICKET_STATUS_CHANGED.decode(
                archive.records(DeskTopic.STATUS_CHANGED, 0).get(last).value());
        change.setSequence(61);
        archive.alter(DeskTopic.STATUS_CHANGED, 0, last, Codec.TICKET_STATUS_CHANGED.encode(change));

        Verification verification = Verifier.run(new Growing(), VerifyOptions.ALL, List.of(), reached -> {});

        assertThat(verification.findings()).hasSize(1);
        assertThat(verification.findings().getFirst().desk()).isEqualTo("sales-2");
        assertThat(verification.findings().getFirst().offset()).isEqualTo(last);
    }
}
