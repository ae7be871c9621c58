package org.ticketdesk.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ticketdesk.embedded.DataFolder.Endpoint;

/**
 * One Kafka broker, or a cluster of three, each in a child JVM on 127.0.0.1, so that a broker can be killed without ending
 * the program. Settings and folder are those of {@link EmbeddedKafka}; with three brokers every topic has three replicas
 * by default, and {@code acks=all} waits for two.
 *
 * <p>The brokers end with this JVM, however it ends. Each writes its log to {@code broker-N.log} in the data folder.
 *
 * <p>Thread-safe.
 */
public final class ChildKafka implements AutoCloseable {
    private final DataFolder folder;
    private final ChildClasses classes;
    private final Map<String, String> overrides;
    private final SortedMap<Integer, ChildBroker> children = new TreeMap<>();
    private final Thread closeAtExit = new Thread(this::closeChildren, "close-child-brokers");

    private ChildKafka(DataFolder folder, ChildClasses classes, Map<String, String> overrides) {
        this.folder = folder;
        this.classes = classes;
        this.overrides = Map.copyOf(overrides);
    }

    /**
     * Starts brokers with this project's settings.
     *
     * @param dataDir where the brokers keep their data and logs; created when absent
     * @param brokers 1 or 3, the same as the last time in this folder
     * @return a cluster that clients can produce to and consume from
     * @throws BrokerStartException when the folder is in use or has another number of brokers, or a broker does not start
     * @throws IllegalArgumentException when the number is neither 1 nor 3
     */
    public static ChildKafka start(Path dataDir, int brokers) {
        return start(dataDir, brokers, Map.of());
    }

    /**
     * Starts brokers with settings of the caller's.
     *
     * @param dataDir where the brokers keep their data and logs; created when absent
     * @param brokers 1 or 3, the same as the last time in this folder
     * @param overrides properties for every broker, with the limits of {@link EmbeddedKafka#inThisJvm(Path, int, Map)}
     * @return a cluster that clients can produce to and consume from
     * @throws BrokerStartException when the folder is in use or has another number of brokers, or a broker does not start
     * @throws IllegalArgumentException when the number is neither 1 nor 3, or an override is not the caller's to choose
     */
    public static ChildKafka start(Path dataDir, int brokers, Map<String, String> overrides) {
        return start(dataDir, brokers, overrides, ChildClasses.ofThisUser());
    }

    static ChildKafka start(Path dataDir, int brokers, Map<String, String> overrides, ChildClasses classes) {
        if (brokers != 1 && brokers != 3) {
            throw new IllegalArgumentException("A cluster of " + brokers
                    + " brokers is not offered: expected 1, or 3 to survive the loss of one.");
        }
        BrokerProperties.check(overrides);
        ChildKafka kafka = new ChildKafka(DataFolder.open(dataDir, brokers, 0), classes, overrides);
        boolean ready = false;
        try {
            Runtime.getRuntime().addShutdownHook(kafka.closeAtExit);
            kafka.startAll();
            ready = true;
            return kafka;
        } finally {
            if (!ready) {
                kafka.close();
            }
        }
    }

    private synchronized void startAll() {
        List<Integer> ids = folder.endpoints().stream().map(Endpoint::id).toList();
        ids.forEach(this::launch);
        ids.forEach(id -> children.get(id).awaitReady());
    }

    private void launch(int broker) {
        children.put(
                broker,
                ChildBroker.launch(
                        folder.writeProperties(broker, BrokerProperties.of(folder, broker, overrides)),
                        folder.clusterId(),
                        folder.log(broker),
                        classes.jvmArguments()));
    }

    /**
     * Where clients connect to.
     *
     * @return the value for {@code bootstrap.servers}, with every broker; never null
     */
    public String bootstrap() {
        return folder.bootstrap();
    }

    /**
     * Kills a broker ({@code kill -9}) and returns when its process is gone.
     *
     * @param broker from 1 up
     * @throws IllegalStateException when it does not run
     * @throws IllegalArgumentException when there is no such broker
     */
    public synchronized void kill(int broker) {
        running(broker).kill();
    }

    /**
     * Asks a broker to end, and returns when its process is gone.
     *
     * @param broker from 1 up
     * @throws IllegalStateException when it does not run
     * @throws IllegalArgumentException when there is no such broker
     */
    public synchronized void stop(int broker) {
        ChildBroker child = running(broker);
        child.askToEnd();
        child.awaitEnd();
    }

    /**
     * The process of a broker, the last one when it has ended.
     *
     * @param broker from 1 up
     * @return its process; never null
     * @throws IllegalArgumentException when there is no such broker
     */
    public synchronized ProcessHandle process(int broker) {
        return child(broker).process();
    }

    /**
     * Starts a broker that has ended, with its data and its ports, and returns when it serves again.
     *
     * @param broker from 1 up
     * @throws BrokerStartException when it does not start
     * @throws IllegalStateException when it still runs
     * @throws IllegalArgumentException when there is no such broker
     */
    public synchronized void restart(int broker) {
        if (child(broker).isAlive()) {
            throw new IllegalStateException("Broker " + broker + " still runs: stop it before it is restarted.");
        }
        launch(broker);
        child(broker).awaitReady();
    }

    private ChildBroker running(int broker) {
        ChildBroker child = child(broker);
        if (!child.isAlive()) {
            throw new IllegalStateException("Broker " + broker + " does not run: restart it before it is ended again.");
        }
        return child;
    }

    private ChildBroker child(int broker) {
        ChildBroker child = children.get(broker);
        if (child == null) {
            throw new IllegalArgumentException(
                    "There is no broker " + broker + ": expected one of " + children.keySet() + ".");
        }
        return child;
    }

    /** Stops the brokers that run, so that the folder can be used again when this returns. A second call does nothing. */
    @Override
    public void close() {
        closeChildren();
        try {
            Runtime.getRuntime().removeShutdownHook(closeAtExit);
        } catch (IllegalStateException exiting) {
            // The hook is running, and finds nothing left to do.
        }
        folder.close();
    }

    private synchronized void closeChildren() {
        List<ChildBroker> running = new ArrayList<>(children.values());
        running.forEach(ChildBroker::askToEnd);
        boolean inTime =
                running.stream().filter(child -> !child.awaitEnd()).toList().isEmpty();
        children.clear();
        if (inTime) {
            classes.keepArchive();
        }
    }
}
