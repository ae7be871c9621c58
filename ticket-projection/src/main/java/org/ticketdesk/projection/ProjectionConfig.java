package org.ticketdesk.projection;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.projection.database.Dialect;

/**
 * The settings of a projection, and of a rebuild.
 *
 * @param bootstrap the brokers, HOST:PORT[,HOST:PORT…]
 * @param jdbcUrl where the views are: {@code jdbc:sqlite:FOLDER} or {@code jdbc:postgresql:…}
 * @param maxBatchRecords how many records of the journal one transaction applies at most
 * @param maxBatchBytes how many bytes of them, at most; a larger record is a batch of its own
 * @param client further properties of Kafka's clients, as they are
 * @param database properties of the JDBC driver, {@code user} and {@code password} for example
 */
public record ProjectionConfig(
        String bootstrap,
        String jdbcUrl,
        int maxBatchRecords,
        int maxBatchBytes,
        Map<String, String> client,
        Map<String, String> database) {

    private static final int BATCH_RECORDS = 2_000;
    private static final int BATCH_BYTES = 4 * 1024 * 1024;

    /** Checks each setting; the message names the one at fault, what was found and what was expected. */
    public ProjectionConfig {
        if (bootstrap == null || !bootstrap.matches("[^,\\s]+:\\d+(,[^,\\s]+:\\d+)*")) {
            throw invalid("bootstrap", bootstrap, "HOST:PORT, or several with commas between");
        }
        Dialect.of(jdbcUrl);
        within("maxBatchRecords", maxBatchRecords, 1, 1_000_000);
        within("maxBatchBytes", maxBatchBytes, 1, Integer.MAX_VALUE);
        client = Map.copyOf(client);
        database = Map.copyOf(database);
    }

    /** The defaults, for these brokers and this database. */
    public static ProjectionConfig of(String bootstrap, String jdbcUrl) {
        return new ProjectionConfig(bootstrap, jdbcUrl, BATCH_RECORDS, BATCH_BYTES, Map.of(), Map.of());
    }

    /** These settings with other bounds of a batch, in records and in bytes. */
    public ProjectionConfig withBatches(int records, int bytes) {
        return new ProjectionConfig(bootstrap, jdbcUrl, records, bytes, client, database);
    }

    /** These settings with further properties of Kafka's clients. */
    public ProjectionConfig withClient(Map<String, String> properties) {
        return new ProjectionConfig(bootstrap, jdbcUrl, maxBatchRecords, maxBatchBytes, properties, database);
    }

    /** These settings with properties of the JDBC driver. */
    public ProjectionConfig withDatabase(Map<String, String> properties) {
        return new ProjectionConfig(bootstrap, jdbcUrl, maxBatchRecords, maxBatchBytes, client, properties);
    }

    /** The factory of Kafka's clients that they ask for. */
    public DeskClients clients() {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        return DeskClients.of(properties);
    }

    /** Which projection this is, without its settings: secrets are among them. */
    @Override
    public String toString() {
        return "ProjectionConfig[" + bootstrap + "]";
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw invalid(name, value, "a whole number from " + least + " to " + most);
        }
    }

    private static IllegalArgumentException invalid(String name, Object found, String expected) {
        return new IllegalArgumentException("Setting " + name + " is " + found + "; expected " + expected + ".");
    }
}
