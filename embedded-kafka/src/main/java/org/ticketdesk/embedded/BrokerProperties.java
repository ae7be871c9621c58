package org.ticketdesk.embedded;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.ticketdesk.embedded.DataFolder.Endpoint;

/** The settings of one broker of a small cluster on one machine, and why they are so. */
final class BrokerProperties {
    /** The listener's name for the talk among controllers. */
    static final String CONTROLLER = "CONTROLLER";

    private static final String CLIENT = "CLIENT";
    private static final String VOTERS = "controller.quorum.voters";

    private static final Set<String> NOT_TO_OVERRIDE = Set.of(
            "advertised.listeners",
            "controller.listener.names",
            "controller.quorum.bootstrap.servers",
            VOTERS,
            "inter.broker.listener.name",
            "listener.security.protocol.map",
            "listeners",
            "log.dir",
            "log.dirs",
            "metadata.log.dir",
            "node.id",
            "process.roles");

    /** Records have up to 32 MiB; the rest is for the batch around them. */
    private static final int MAX_BATCH_BYTES = 33 * 1024 * 1024;

    private BrokerProperties() {}

    static void check(Map<String, String> overrides) {
        Set<String> refused = new TreeSet<>(overrides.keySet());
        refused.retainAll(NOT_TO_OVERRIDE);
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException("The broker properties " + refused
                    + " are set by the embedded broker itself: leave them out of the overrides.");
        }
    }

    static Properties of(DataFolder folder, int id, Map<String, String> overrides) {
        Properties properties = new Properties();
        properties.putAll(identity(folder, id));
        properties.putAll(replication(folder.endpoints().size()));
        properties.putAll(limits());
        properties.putAll(quickness());
        properties.putAll(overrides);
        return properties;
    }

    /**
     * What makes a broker one that asks who comes. It comes to itself as a client too, for the marks of transactions, and does
     * that with a certificate where controllers talk, and as the super user where clients do.
     */
    static Map<String, String> secured(Security security, OwnCertificate own) {
        String listener = "listener.name." + CLIENT.toLowerCase(Locale.ROOT) + '.';
        String mechanism = Security.MECHANISM.toLowerCase(Locale.ROOT);
        return Map.ofEntries(
                Map.entry("listener.security.protocol.map", CLIENT + ":SASL_SSL," + CONTROLLER + ":SSL"),
                Map.entry("sasl.enabled.mechanisms", Security.MECHANISM),
                Map.entry("sasl.mechanism.inter.broker.protocol", Security.MECHANISM),
                Map.entry(listener + mechanism + ".sasl.jaas.config", security.login(security.superUser())),
                Map.entry("ssl.keystore.type", "PKCS12"),
                Map.entry("ssl.keystore.location", own.keys().toString()),
                Map.entry("ssl.keystore.password", own.password()),
                Map.entry("ssl.truststore.type", "PEM"),
                Map.entry("ssl.truststore.location", own.certificate().toString()),
                Map.entry("listener.name." + CONTROLLER.toLowerCase(Locale.ROOT) + ".ssl.client.auth", "required"),
                Map.entry("authorizer.class.name", StandardAuthorizer.class.getName()),
                Map.entry("allow.everyone.if.no.acl.found", "false"),
                Map.entry("super.users", "User:" + security.superUser() + ";User:" + OwnCertificate.NAME));
    }

    /** Whether these are the settings of a cluster's only broker. */
    static boolean isAlone(Properties properties) {
        return !properties.getProperty(VOTERS).contains(",");
    }

    private static Map<String, String> identity(DataFolder folder, int id) {
        Endpoint own = folder.endpoints().get(id - 1);
        String client = CLIENT + "://" + DataFolder.HOST + ":" + own.clientPort();
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                String.valueOf(id),
                "log.dirs",
                folder.storage(id).toString(),
                "listeners",
                client + "," + CONTROLLER + "://" + DataFolder.HOST + ":" + own.controllerPort(),
                "advertised.listeners",
                client,
                "listener.security.protocol.map",
                CLIENT + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
                "inter.broker.listener.name",
                CLIENT,
                "controller.listener.names",
                CONTROLLER,
                VOTERS,
                folder.endpoints().stream()
                        .map(e -> e.id() + "@" + DataFolder.HOST + ":" + e.controllerPort())
                        .collect(Collectors.joining(",")));
    }

    /** A copy on each broker, and with three of them a write counts when two have it, so that one may be lost. */
    private static Map<String, String> replication(int brokers) {
        String copies = String.valueOf(brokers);
        String inSync = brokers == 1 ? "1" : "2";
        return Map.of(
                "default.replication.factor", copies,
                "min.insync.replicas", inSync,
                "offsets.topic.replication.factor", copies,
                "transaction.state.log.replication.factor", copies,
                "transaction.state.log.min.isr", inSync,
                "share.coordinator.state.topic.replication.factor", copies,
                "share.coordinator.state.topic.min.isr", inSync,
                // Handing over needs a majority, which the last ones of a cluster that closes no longer have.
                "controlled.shutdown.enable", String.valueOf(brokers == 1));
    }

    /** {@code socket.request.max.bytes} is not among them: its default, 100 MiB, has room for three of the largest. */
    private static Map<String, String> limits() {
        return Map.of(
                "auto.create.topics.enable", "false",
                "message.max.bytes", String.valueOf(MAX_BATCH_BYTES),
                "replica.fetch.max.bytes", String.valueOf(MAX_BATCH_BYTES));
    }

    private static Map<String, String> quickness() {
        // Internal topics are created at first use and loaded at each start: three partitions instead of 50, one to
        // lead
        // for each of three brokers, and small segments, so that compaction keeps them short.
        String partitions = "3";
        String segment = String.valueOf(16 * 1024 * 1024);
        return Map.ofEntries(
                Map.entry("offsets.topic.num.partitions", partitions),
                Map.entry("offsets.topic.segment.bytes", segment),
                Map.entry("transaction.state.log.num.partitions", partitions),
                Map.entry("transaction.state.log.segment.bytes", segment),
                Map.entry("share.coordinator.state.topic.num.partitions", partitions),
                Map.entry("share.coordinator.state.topic.segment.bytes", segment),
                // A group's first member need not wait for others.
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // How long a killed broker's partitions wait for another leader, and how long it waits itself when it
                // comes
                // back, because its last session must end first.
                Map.entry("broker.session.timeout.ms", "2000"),
                Map.entry("broker.heartbeat.interval.ms", "250"),
                // 128 MiB of heap by default, taken at the start; this has room for 600,000 keys a pass.
                Map.entry("log.cleaner.dedupe.buffer.size", segment));
    }
}
