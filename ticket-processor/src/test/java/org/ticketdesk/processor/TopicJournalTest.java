package org.ticketdesk.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.events.Actor;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.Outcome;
import org.ticketdesk.events.Role;
import org.ticketdesk.events.Source;
import org.ticketdesk.events.codec.Chain;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.processor.recovery.FoldProgress;
import org.ticketdesk.processor.recovery.RecoveredDesk;
import org.ticketdesk.processor.recovery.TopicJournal;

/** Recovery on a real broker: what is still in the air belongs to the journal, or will never. */
class TopicJournalTest {

    @Test
    void anEntryWhoseTransactionIsOpenIsWaitedForAndNotDecidedAgain(@TempDir Path folder) throws Exception {
        try (Cluster kafka = new Cluster(folder, 1);
                Producer<byte[], byte[]> other = transactional(kafka)) {
            other.initTransactions();
            other.beginTransaction();
            Cluster.get(other.send(new ProducerRecord<>(
                    DeskTopic.JOURNAL.topicName(), "sales".getBytes(StandardCharsets.US_ASCII), entry())));

            CompletableFuture<Map<String, RecoveredDesk>> fold = CompletableFuture.supplyAsync(() -> new TopicJournal(
                            kafka.clients(), Codec.JOURNAL_ENTRY, Codec.DESK_ACTION, FoldProgress.UNHEARD)
                    .fold(0));
            Cluster.pause(1_000);
            boolean waits = !fold.isDone();
            other.commitTransaction();

            assertThat(waits).isTrue();
            assertThat(fold.get(30, TimeUnit.SECONDS)).containsOnlyKeys("sales");
        }
    }

    private static Producer<byte[], byte[]> transactional(Cluster kafka) {
        Map<String, Object> properties = new HashMap<>(kafka.clients().producerProperties(Map.of()));
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "another-processor");
        return new KafkaProducer<>(properties);
    }

    private static byte[] entry() {
        JournalEntry entry = new JournalEntry();
        entry.setDesk("sales");
        entry.setSequence(1L);
        entry.setActionId("a");
        entry.setAt(Instant.EPOCH);
        entry.setRules(1);
        entry.setActor(new Actor(Role.CUSTOMER, "c"));
        entry.setType("SendMessage");
        entry.setOutcome(Outcome.REFUSED);
        entry.setReason(org.ticketdesk.events.Reason.UNKNOWN_TICKET);
        entry.setDetail("This desk has no ticket t.");
        entry.setFacts(List.of());
        entry.setSource(new Source(0, 0L));
        return Chain.encode(entry, Chain.start(), new byte[0]);
    }
}
