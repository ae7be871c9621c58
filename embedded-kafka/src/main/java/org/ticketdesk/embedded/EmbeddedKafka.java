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

    /** Null, and so the certificate, when everybody is let in. */
    private final Security security;

    private final OwnCertificate certificate;

    private EmbeddedKafka(DataFolder folder, BrokerNode node, Security security, OwnCertificate certificate) {
        this.folder = folder;
        this.node = node;
        this.security = security;
        this.certificate = certificate;
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
            return new EmbeddedKafka(folder, BrokerNode.start(properties, folder.clusterId()), null, null);
        } catch (RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    /**
     * Starts a broker that asks who comes, over TLS, and lets them do what they have been granted; for tests of both.
     *
     * @param dataDir where the broker keeps its data, its key and its certificate; created when absent
     * @param security who may enter
     * @return a broker that clients can enter with what {@link #client} says
     * @throws BrokerStartException when the folder is in use, or the broker does not start
     */
    public static EmbeddedKafka secured(Path dataDir, Security security) {
        DataFolder folder = DataFolder.open(dataDir, 1, 0);
        try {
            OwnCertificate own = OwnCertificate.madeIn(dataDir.resolve("tls"));
            Properties properties = BrokerProperties.of(folder, BROKER_ID, BrokerProperties.secured(security, own));
            BrokerNode node = BrokerNode.start(properties, folder.clusterId(), security.scramArguments());
            return new EmbeddedKafka(folder, node, security, own);
        } catch (RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    /**
     * What a client of a {@linkplain #secured secured} broker is told to enter it.
     *
     * @param user one of its users
     * @return properties of Kafka's clients, without the address
     * @throws IllegalStateException when the broker asks nobody
     * @throws IllegalArgumentException when there is no such user
     */
    public Map<String, String> client(String user) {
        if (security == null) {
            throw new IllegalStateException("This broker asks nobody who they are: start it secured.");
        }
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                Security.MECHANISM,
                "sasl.jaas.config",
                security.login(user),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.certificate().toString());
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
