package org.ticketdesk.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * One Kafka broker in this JVM, on 127.0.0.1 only, with its data in a folder that it finds again at the next start,
 * however the last run ended.
 *
 * <p>Topics are never created on demand, records may have 32 MiB, and the internal topics have one replica. As every
 * Kafka broker, it ends its JVM when its disk fails: what cannot be written must not be served.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final int BROKER_ID = 1;

    private final DataFolder folder;
    private final BrokerNode node;

    private EmbeddedKafka(DataFolder folder, BrokerNode node) {
        this.folder = folder;
        this.node = node;
    }

    /**
     * Starts a broker with this project's settings.
     *
     * @param dataDir where the broker keeps its data; created when absent
     * @param port the port for clients; 0 for any free one, the same as last time as long as it is free
     * @return a broker that clients can produce to and consume from
     * @throws BrokerStartException when the port or the folder is in use, or the broker does not start
     */
    public static EmbeddedKafka inThisJvm(Path dataDir, int port) {
        return inThisJvm(dataDir, port, Map.of());
    }

    /**
     * Starts a broker with settings of the caller's.
     *
     * @param dataDir where the broker keeps its data; created when absent
     * @param port the port for clients; 0 for any free one, the same as last time as long as it is free
     * @param overrides broker properties that take the place of this project's; not those that say which broker this is
     *     and where it listens and stores
     * @return a broker that clients can produce to and consume from
     * @throws BrokerStartException when the port or the folder is in use, or the broker does not start
     * @throws IllegalArgumentException when the port is no port, or an override is not the caller's to choose
     */
    public static EmbeddedKafka inThisJvm(Path dataDir, int port, Map<String, String> overrides) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "Port " + port + " is no port: expected 1 to 65535, or 0 for any free port.");
        }
        BrokerProperties.check(overrides);
        DataFolder folder = DataFolder.open(dataDir, 1, port);
        try {
            Properties properties = BrokerProperties.of(folder, BROKER_ID, overrides);
            return new EmbeddedKafka(folder, BrokerNode.start(properties, folder.clusterId()));
        } catch (RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    /**
     * Where clients connect to.
     *
     * @return the value for {@code bootstrap.servers}; never null
     */
    public String bootstrap() {
        return folder.bootstrap();
    }

    /** Stops the broker, so that its folder can be used again when this returns. A second call does nothing. */
    @Override
    public synchronized void close() {
        node.close();
        folder.close();
    }
}
