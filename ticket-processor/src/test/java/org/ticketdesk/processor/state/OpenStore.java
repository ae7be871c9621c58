package org.ticketdesk.processor.state;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The processor's store, open in a folder and without a changelog. */
final class OpenStore implements AutoCloseable {
    private final KeyValueStore<Bytes, byte[]> store;

    OpenStore(boolean inMemory, Path folder) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "stores");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        MockProcessorContext<Object, Object> context =
                new MockProcessorContext<>(properties, new TaskId(0, 0), folder.toFile());
        KeyValueBytesStoreSupplier kept = inMemory
                ? Stores.inMemoryKeyValueStore(StoreRows.STORE)
                : Stores.persistentKeyValueStore(StoreRows.STORE);
        store = Stores.keyValueStoreBuilder(kept, Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
    }

    KeyValueStore<Bytes, byte[]> get() {
        return store;
    }

    StoreRows rows(String desk) {
        return new StoreRows(desk, new RowCodec(), store, 0, 0);
    }

    @Override
    public void close() {
        store.close();
    }
}
