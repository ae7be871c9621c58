package org.ticketdesk.embedded;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One broker that runs in the JVM which calls: formats its storage the first time, and starts Kafka's own server in it.
 *
 * <p>Formatted by the {@link Formatter} rather than by Kafka's test kit, which would choose a metadata version that was
 * never released.
 */
final class BrokerNode implements AutoCloseable {
    /** A broker whose parent was killed needs a moment to see it and let go. */
    private static final Duration PREDECESSOR_ENDS = Duration.ofSeconds(15);

    private final FolderLock lock;
    private final KafkaRaftServer server;

    private BrokerNode(FolderLock lock, KafkaRaftServer server) {
        this.lock = lock;
        this.server = server;
    }

    /** Returns when the broker is unfenced and its sockets accept; in a cluster that takes a majority of the brokers. */
    static BrokerNode start(Properties properties, String clusterId) {
        return start(properties, clusterId, List.of());
    }

    /** As {@link #start(Properties, String)}, with users who are there from the first start on. */
    static BrokerNode start(Properties properties, String clusterId, List<String> scramArguments) {
        Path storage = Path.of(properties.getProperty("log.dirs"));
        FolderLock lock = FolderLock.take(storage, PREDECESSOR_ENDS);
        KafkaRaftServer server = null;
        boolean started = false;
        try {
            KafkaConfig config = KafkaConfig.fromProps(properties, false);
            format(config, clusterId, scramArguments);
            server = new KafkaRaftServer(config, Time.SYSTEM);
            server.startup();
            started = true;
            return new BrokerNode(lock, server);
        } catch (Exception e) {
            throw new BrokerStartException("The broker in " + storage + " did not start: " + e.getMessage(), e);
        } finally {
            if (!started) {
                if (server != null) {
                    server.shutdown();
                }
                lock.close();
            }
        }
    }

    private static void format(KafkaConfig config, String clusterId, List<String> scramArguments) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(PrintStream.nullOutputStream()))
                .setNodeId(config.nodeId())
                .setClusterId(clusterId)
                .setControllerListenerName(BrokerProperties.CONTROLLER)
                .setMetadataLogDirectory(config.metadataLogDir())
                .addDirectory(config.metadataLogDir())
                .setScramArguments(scramArguments)
                .setIgnoreFormatted(true)
                .run();
    }

    /** A second call does nothing. */
    @Override
    public synchronized void close() {
        server.shutdown();
        server.awaitShutdown();
        lock.close();
    }
}
