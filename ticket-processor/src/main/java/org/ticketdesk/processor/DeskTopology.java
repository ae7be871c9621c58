package org.ticketdesk.processor;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.processor.state.StoreRows;

/**
 * The topology, top to bottom: the log is read, each action is decided, and what came of it is written, in one sub-topology.
 * Its description is frozen in {@code topology.txt}, and with the JSON mirror in {@code topology-json-mirror.txt}.
 */
final class DeskTopology {
    static final String ACTIONS = "actions";
    static final String DECIDE = "decide";
    static final String JOURNAL = "journal";
    static final String STATUS_CHANGED = "status-changed";
    static final String STATUS_CHANGED_JSON = "status-changed-json";
    static final String TICKETS = "tickets";
    static final String REJECTED = "rejected";

    private DeskTopology() {}

    /**
     * Builds it.
     *
     * @param parts what the tasks share
     * @param inMemory whether the stores are in memory; else on disk
     */
    static Topology build(ProcessorParts parts, boolean inMemory) {
        var in = Serdes.ByteArray().deserializer();
        var out = Serdes.ByteArray().serializer();
        Topology topology = new Topology()
                .addSource(ACTIONS, in, in, DeskTopic.ACTIONS.topicName())
                .addProcessor(DECIDE, deciding(parts, inMemory), ACTIONS)
                .addSink(JOURNAL, DeskTopic.JOURNAL.topicName(), out, out, DeskTopology::byDesk, DECIDE)
                .addSink(STATUS_CHANGED, DeskTopic.STATUS_CHANGED.topicName(), out, out, DeskTopology::byTicket, DECIDE)
                .addSink(TICKETS, DeskTopic.TICKETS.topicName(), out, out, DeskTopology::byTicket, DECIDE)
                .addSink(REJECTED, DeskTopic.REJECTED.topicName(), out, out, DECIDE);
        return parts.jsonMirror()
                ? topology.addSink(
                        STATUS_CHANGED_JSON,
                        DeskTopic.STATUS_CHANGED_JSON.topicName(),
                        out,
                        out,
                        DeskTopology::byTicket,
                        DECIDE)
                : topology;
    }

    private static ProcessorSupplier<byte[], byte[], byte[], byte[]> deciding(ProcessorParts parts, boolean inMemory) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], byte[], byte[]> get() {
                return new Decide(parts);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(store(inMemory));
            }
        };
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(boolean inMemory) {
        KeyValueBytesStoreSupplier kept = inMemory
                ? Stores.inMemoryKeyValueStore(StoreRows.STORE)
                : Stores.persistentKeyValueStore(StoreRows.STORE);
        return Stores.keyValueStoreBuilder(kept, Serdes.Bytes(), Serdes.ByteArray());
    }

    private static Optional<Set<Integer>> byDesk(String topic, byte[] key, byte[] value, int partitions) {
        return Optional.of(Set.of(DeskPartition.of(key, partitions)));
    }

    /** A ticket's records go to its desk's partition, and so stand in the desk's order. */
    private static Optional<Set<Integer>> byTicket(String topic, byte[] key, byte[] value, int partitions) {
        return Optional.of(Set.of(DeskPartition.ofTicketKey(new String(key, StandardCharsets.US_ASCII), partitions)));
    }
}
