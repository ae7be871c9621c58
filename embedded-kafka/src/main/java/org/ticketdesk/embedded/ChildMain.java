package org.ticketdesk.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a child JVM runs: one broker, for as long as its parent holds the other end of its standard input. So it ends with
 * its parent even when that is killed. To the parent it says one line: that it is ready, or why not.
 */
final class ChildMain {
    /** What it says when clients can connect. */
    static final String READY = "ready";

    /** How long it takes at most to end once its parent has; a broker that needs longer ends as if killed. */
    static final Duration CLOSE = Duration.ofSeconds(20);

    /** In a cluster, where the last controller waits five seconds for a successor that nobody is left to elect. */
    private static final Duration CLOSE_IN_CLUSTER = Duration.ofSeconds(2);

    /** Its logging, when Logback is there: Kafka's at INFO to standard error, which the parent sends to a file. */
    static final String LOGBACK = "org/ticketdesk/embedded/child-logback.xml";

    private ChildMain() {}

    /** Takes the file with the broker's properties, and the id of the cluster. */
    public static void main(String[] arguments) throws IOException {
        PrintStream parent = System.out;
        System.setOut(System.err);
        Logger log = LoggerFactory.getLogger(ChildMain.class);
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of(arguments[0]))) {
            properties.load(file);
        }
        // On a thread of its own, since a start may wait for the rest of the cluster when the parent is already gone.
        CompletableFuture<BrokerNode> start = new CompletableFuture<>();
        boolean alone = BrokerProperties.isAlone(properties);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> close(start, alone ? CLOSE : CLOSE_IN_CLUSTER), "close-broker"));
        new Thread(
                        () -> {
                            try {
                                start.complete(BrokerNode.start(properties, arguments[1]));
                                parent.println(READY);
                            } catch (RuntimeException | Error e) {
                                log.error("The broker did not start", e);
                                parent.println(e.getMessage());
                                System.exit(1);
                            }
                        },
                        "start-broker")
                .start();
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }

    private static void close(CompletableFuture<BrokerNode> start, Duration limit) {
        Thread deadline = new Thread(
                () -> {
                    try {
                        Thread.sleep(limit);
                        Runtime.getRuntime().halt(2);
                    } catch (InterruptedException closedInTime) {
                        Thread.currentThread().interrupt();
                    }
                },
                "deadline");
        deadline.setDaemon(true);
        deadline.start();
        if (start.isDone()) {
            start.join().close();
        }
        deadline.interrupt();
    }
}
