package org.ticketdesk.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.ticketdesk.embedded.ChildKafka;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.TopicAdmin;
import org.ticketdesk.processor.ProcessorConfig;

/** A broker in a child JVM with the desk's topics, in a folder that goes with it. Not thread-safe. */
final class Cluster implements AutoCloseable {
    private static final Map<String, String> DELETES_SOON = Map.of("log.segment.delete.delay.ms", "1000");

    private final Path folder;
    private final ChildKafka broker;
    private final DeskClients clients;
    private final int partitions;
    private int applications;

    Cluster(int partitions) throws IOException {
        this.partitions = partitions;
        this.folder = Files.createTempDirectory("ticket-benchmarks-");
        this.broker = ChildKafka.start(folder.resolve("kafka"), 1, DELETES_SOON);
        this.clients = DeskClients.of(broker.bootstrap());
        TopicAdmin.create(clients, partitions, (short) 1);
    }

    DeskClients clients() {
        return clients;
    }

    String bootstrap() {
        return broker.bootstrap();
    }

    int partitions() {
        return partitions;
    }

    /** A folder that goes with it. */
    Path folder() {
        return folder;
    }

    /** The settings of an application that is new: its stores are empty, and it begins at the beginning of the log. */
    ProcessorConfig newApplication() {
        return ProcessorConfig.of(broker.bootstrap(), folder.resolve("state"))
                .withApplicationId("application-" + applications++);
    }

    /** Takes away all topics but the log and the schemas, the changelogs too, and makes those of the desk anew. */
    void clearOutput() throws InterruptedException, ExecutionException {
        try (Admin admin = clients.admin()) {
            List<String> output = admin.listTopics().names().get().stream()
                    .filter(name ->
                            !name.equals(DeskTopic.ACTIONS.topicName()) && !name.equals(DeskTopic.SCHEMAS.topicName()))
                    .toList();
            admin.deleteTopics(output).all().get();
        }
        TopicAdmin.create(clients, partitions, (short) 1);
    }

    /** The id of a desk that is served by this partition of so many. */
    static String deskOn(int partition, int partitions) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "desk-" + i)
                .filter(desk -> DeskPartition.of(desk, partitions) == partition)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        broker.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Cluster::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
