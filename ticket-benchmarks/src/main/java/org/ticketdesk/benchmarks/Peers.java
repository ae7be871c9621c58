package org.ticketdesk.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.events.topics.DeskTopic;

/** Topologies that decide nothing, to measure the processor against. */
final class Peers {
    private static final String ACTIONS = "actions";
    private static final String WRITE = "write";
    private static final String ROWS = "rows";
    private static final int KEYS = 10_000;

    private Peers() {}

    /** Writes the very rows and records that a processor wrote, as many per action. */
    static Topology sameWrites(Written written, boolean inMemory) {
        Topology topology =
                reading(() -> new SameWrites(written), written.rows().keySet(), inMemory);
        for (DeskTopic topic : Written.TOPICS) {
            topology.addSink(
                    topic.topicName(),
                    topic.topicName(),
                    Serdes.ByteArray().serializer(),
                    Serdes.ByteArray().serializer(),
                    byDesk(topic),
                    WRITE);
        }
        return topology;
    }

    /** Writes one row and one record per action: the action as it is. */
    static Topology singleStore(boolean inMemory) {
        return reading(SingleStore::new, Set.of(ROWS), inMemory)
                .addSink(
                        DeskTopic.JOURNAL.topicName(),
                        DeskTopic.JOURNAL.topicName(),
                        Serdes.ByteArray().serializer(),
                        Serdes.ByteArray().serializer(),
                        WRITE);
    }

    private static Topology reading(
            Supplier<Processor<byte[], byte[], byte[], byte[]>> writer, Set<String> stores, boolean inMemory) {
        return new Topology()
                .addSource(
                        ACTIONS,
                        Serdes.ByteArray().deserializer(),
                        Serdes.ByteArray().deserializer(),
                        DeskTopic.ACTIONS.topicName())
                .addProcessor(
                        WRITE,
                        new ProcessorSupplier<byte[], byte[], byte[], byte[]>() {
                            @Override
                            public Processor<byte[], byte[], byte[], byte[]> get() {
                                return writer.get();
                            }

                            @Override
                            public Set<StoreBuilder<?>> stores() {
                                Set<StoreBuilder<?>> builders = new LinkedHashSet<>();
                                stores.forEach(name -> builders.add(store(name, inMemory)));
                                return builders;
                            }
                        },
                        ACTIONS);
    }

    private static StoreBuilder<?> store(String name, boolean inMemory) {
        return Stores.keyValueStoreBuilder(
                inMemory ? Stores.inMemoryKeyValueStore(name) : Stores.persistentKeyValueStore(name),
                Serdes.Bytes(),
                Serdes.ByteArray());
    }

    private static StreamPartitioner<byte[], byte[]> byDesk(DeskTopic topic) {
        return topic == DeskTopic.JOURNAL
                ? (name, key, value, partitions) -> Optional.of(Set.of(DeskPartition.of(key, partitions)))
                : (name, key, value, partitions) -> Optional.of(
                        Set.of(DeskPartition.ofTicketKey(new String(key, StandardCharsets.US_ASCII), partitions)));
    }

    /** Some lines to be written, in step with the actions. */
    private static final class Due {
        private final List<ConsumerRecord<byte[], byte[]>> lines;
        private final Consumer<ConsumerRecord<byte[], byte[]>> writing;
        private int next;

        Due(List<ConsumerRecord<byte[], byte[]>> lines, Consumer<ConsumerRecord<byte[], byte[]>> writing) {
            this.lines = lines;
            this.writing = writing;
        }

        void write(long action, long actions) {
            for (long until = lines.size() * action / actions; next < until; next++) {
                writing.accept(lines.get(next));
            }
        }
    }

    private static final class SameWrites implements Processor<byte[], byte[], byte[], byte[]> {
        private final Written written;
        private final List<Due> due = new ArrayList<>();
        private long actions;
        private long action;

        SameWrites(Written written) {
            this.written = written;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            int partition = context.taskId().partition();
            written.rows().forEach((name, lines) -> {
                KeyValueStore<Bytes, byte[]> store = context.getStateStore(name);
                due.add(new Due(lines.get(partition), line -> store.put(Bytes.wrap(line.key()), line.value())));
            });
            written.records()
                    .forEach((topic, lines) -> due.add(new Due(
                            lines.get(partition),
                            line -> context.forward(
                                    new Record<>(line.key(), line.value(), line.timestamp(), line.headers()), topic))));
            actions = written.records()
                    .get(DeskTopic.JOURNAL.topicName())
                    .get(partition)
                    .size();
        }

        @Override
        public void process(Record<byte[], byte[]> read) {
            action++;
            due.forEach(lines -> lines.write(action, actions));
        }
    }

    private static final class SingleStore implements Processor<byte[], byte[], byte[], byte[]> {
        private ProcessorContext<byte[], byte[]> context;
        private KeyValueStore<Bytes, byte[]> store;
        private int count;

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            this.context = context;
            this.store = context.getStateStore(ROWS);
        }

        @Override
        public void process(Record<byte[], byte[]> read) {
            store.put(Bytes.wrap(Integer.toString(count++ % KEYS).getBytes(StandardCharsets.US_ASCII)), read.value());
            context.forward(read);
        }
    }
}
