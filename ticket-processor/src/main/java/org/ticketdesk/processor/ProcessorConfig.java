package org.ticketdesk.processor;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.ticketdesk.events.access.Party;

/**
 * The settings of a processor. Each has a method that gives the same settings with another value: {@code withThreads(2)}.
 *
 * @param bootstrap the brokers, HOST:PORT[,HOST:PORT…]
 * @param applicationId names the consumer group and the changelogs; processors of the same id share the partitions
 * @param instanceId a name for this process that stays the same when it starts again, so that it gets its partitions back at
 *     once; null for none
 * @param stateDir where the stores are kept
 * @param inMemory whether the stores are in memory: quicker, and restored from Kafka at each start
 * @param threads how many stream threads
 * @param standbys how many copies of each store other processes keep ready
 * @param commitIntervalMs how long a transaction takes up actions, in milliseconds: what is decided is visible after it
 * @param transactionTimeoutMs after how long the broker aborts the transaction of a processor that is gone, in milliseconds
 * @param sessionTimeoutMs after how long a processor that is gone loses its partitions, in milliseconds
 * @param timerCheckMs how often clocks are looked at, in milliseconds
 * @param jsonMirror whether each status change is also written in JSON, to a topic of its own
 * @param staysInGroup whether it keeps its partitions when it is closed, until the session time-out: for a restart that takes less,
 *     with an instance id. Else others get them at once
 * @param placement where it stands, so that copies are kept elsewhere
 * @param client further properties of Kafka's clients, as they are
 */
@RecordBuilder
public record ProcessorConfig(
        String bootstrap,
        String applicationId,
        String instanceId,
        Path stateDir,
        boolean inMemory,
        int threads,
        int standbys,
        int commitIntervalMs,
        int transactionTimeoutMs,
        int sessionTimeoutMs,
        int timerCheckMs,
        boolean jsonMirror,
        boolean staysInGroup,
        Placement placement,
        Map<String, String> client)
        implements ProcessorConfigBuilder.With {

    /** What an application is called when nobody said otherwise. */
    public static final String DEFAULT_APPLICATION_ID = Party.APPLICATION_ID;

    /** Checks each setting; the message names the one at fault, what was found and what was expected. */
    public ProcessorConfig {
        Objects.requireNonNull(stateDir, "stateDir");
        Objects.requireNonNull(placement, "placement");
        if (bootstrap == null || !bootstrap.matches("[^,\\s]+:\\d+(,[^,\\s]+:\\d+)*")) {
            throw invalid("bootstrap", bootstrap, "HOST:PORT, or several with commas between");
        }
        if (applicationId == null || !applicationId.matches("[A-Za-z0-9._-]{1,100}")) {
            throw invalid("applicationId", applicationId, "1 to 100 letters, digits, dots, dashes or underscores");
        }
        within("threads", threads, 1, 256);
        within("standbys", standbys, 0, 10);
        within("commitIntervalMs", commitIntervalMs, 1, 60_000);
        within("transactionTimeoutMs", transactionTimeoutMs, 1_000, 900_000);
        within("sessionTimeoutMs", sessionTimeoutMs, 1_000, 300_000);
        within("timerCheckMs", timerCheckMs, 10, 100);
        if (commitIntervalMs >= transactionTimeoutMs) {
            throw invalid(
                    "commitIntervalMs", commitIntervalMs, "less than transactionTimeoutMs, " + transactionTimeoutMs);
        }
        client = Map.copyOf(client);
    }

    /** The defaults, for these brokers and this folder. */
    public static ProcessorConfig of(String bootstrap, Path stateDir) {
        return new ProcessorConfig(
                bootstrap,
                DEFAULT_APPLICATION_ID,
                null,
                stateDir,
                false,
                1,
                0,
                25,
                10_000,
                6_000,
                100,
                false,
                false,
                Placement.ANYWHERE,
                Map.of());
    }

    /** Which processor this is, without its settings: secrets are among them. */
    @Override
    public String toString() {
        return "ProcessorConfig[" + applicationId + " on " + bootstrap + " in " + stateDir + "]";
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw invalid(name, value, "a whole number from " + least + " to " + most);
        }
    }

    static IllegalArgumentException invalid(String name, Object found, String expected) {
        return new IllegalArgumentException("Setting " + name + " is " + found + "; expected " + expected + ".");
    }
}
