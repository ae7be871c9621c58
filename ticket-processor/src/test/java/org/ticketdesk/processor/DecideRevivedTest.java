package org.ticketdesk.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.SchemaSource;
import org.ticketdesk.mapping.ActionReader;
import org.ticketdesk.processor.recovery.Journal;
import org.ticketdesk.processor.recovery.RecoveredDesk;
import org.ticketdesk.processor.state.DeskRow;
import org.ticketdesk.processor.state.StoreRows;

/**
 * Streams revives a task whose transaction was aborted with the same processor object and with stores as they were before the
 * transaction (lesson K10).
 */
class DecideRevivedTest {
    private KeyValueStore<Bytes, byte[]> store;
    private final Decide decide = new Decide(new ProcessorParts(
            new ActionReader(Codec.DESK_ACTION, 1),
            Outputs.of(SchemaSource.NONE),
            new EmptyJournal(),
            timer -> true,
            (partition, readThrough) -> true,
            100,
            false,
            new ProcessorStats(new SimpleMeterRegistry())));

    private static final class EmptyJournal implements Journal {
        @Override
        public Map<String, RecoveredDesk> fold(int partition) {
            return Map.of();
        }

        @Override
        public void recognise(int partition, String desk, DeskRow row) {
            throw new AssertionError("nothing was committed");
        }
    }

    @Test
    void K10_nothingOfAnAbortedTransactionIsLeftInTheTask(@TempDir Path folder) {
        MockProcessorContext<byte[], byte[]> context = context(folder);
        decide.init(context);
        List<byte[]> first = process(context);

        abort();
        decide.close();
        decide.init(context);
        List<byte[]> second = process(context);

        assertThat(first).hasSize(3);
        assertThat(second).usingRecursiveComparison().isEqualTo(first);
    }

    private MockProcessorContext<byte[], byte[]> context(Path folder) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "revived");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        MockProcessorContext<byte[], byte[]> context =
                new MockProcessorContext<>(properties, new TaskId(0, 0), folder.toFile());
        store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(StoreRows.STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        return context;
    }

    private List<byte[]> process(MockProcessorContext<byte[], byte[]> context) {
        context.resetForwards();
        context.setRecordMetadata("desk-actions", 0, 0);
        context.setCurrentSystemTimeMs(1_000);
        byte[] action = Codec.DESK_ACTION.encode(
                Cluster.read(
                        "{\"actionId\":\"a\",\"desk\":\"sales\",\"ticket\":\"t\","
                                + "\"actor\":{\"role\":\"CUSTOMER\",\"id\":\"c\"},\"action\":{\"type\":\"OpenTicket\",\"channel\":\"IN_APP\"}}"));
        decide.process(new Record<>("sales".getBytes(StandardCharsets.US_ASCII), action, 1_000));
        return context.forwarded().stream()
                .<byte[]>map(sent -> sent.record().value())
                .toList();
    }

    private void abort() {
        try (var rows = store.all()) {
            rows.forEachRemaining(row -> store.delete(row.key));
        }
    }
}
