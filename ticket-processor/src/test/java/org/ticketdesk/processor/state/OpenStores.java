package org.ticketdesk.processor.state;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;

/** The processor's stores, open in a folder and without a changelog. */
final class OpenStores implements AutoCloseable {
    private final Map<String, StateStore> stores = new HashMap<>();

    OpenStores(boolean inMemory, Path folder) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "stores");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        MockProcessorContext<Object, Object> context = new MockProcessorContext<>(
                properties, new org.apache.kafka.streams.processor.TaskId(0, 0), folder.toFile());
        for (String name : Stores.ALL) {
            KeyValueBytesStoreSupplier kept = inMemory
                    ? org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name)
                    : org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name);
            StateStore store = org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                            kept, Serdes.Bytes(), Serdes.ByteArray())
                    .withLoggingDisabled()
                    .build();
            store.init(context.getStateStoreContext(), store);
            stores.put(name, store);
        }
    }

    StateStore get(String name) {
        return stores.get(name);
    }

    StoreRows rows(String desk) {
        return new StoreRows(desk, new RowCodec(), this::get, 0, 0);
    }

    @Override
    public void close() {
        stores.values().forEach(StateStore::close);
    }
}
