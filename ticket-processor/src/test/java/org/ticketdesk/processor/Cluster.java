package org.ticketdesk.processor;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.ticketdesk.audit.verify.Verification;
import org.ticketdesk.audit.verify.Verifier;
import org.ticketdesk.embedded.EmbeddedKafka;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.json.JsonForm;
import org.ticketdesk.events.json.MalformedException;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.TopicAdmin;

/** A real broker with the desk's topics, a publisher, and what tests wait for. */
public final class Cluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final EmbeddedKafka broker;
    private final DeskClients clients;
    private final Producer<byte[], byte[]> producer;
    private int ids;

    /** Starts the broker in a folder, and creates the topics. */
    public Cluster(Path folder, int partitions) {
        this.folder = folder;
        this.broker = EmbeddedKafka.inThisJvm(folder.resolve("kafka"), 0);
        this.clients = DeskClients.of(broker.bootstrap());
        this.producer = clients.producer(Map.of("linger.ms", "0"));
        TopicAdmin.create(clients, partitions, (short) 1);
    }

    /** Clients of the broker. */
    public DeskClients clients() {
        return clients;
    }

    /** The broker's address. */
    public String bootstrap() {
        return broker.bootstrap();
    }

    /** The settings of a processor on this cluster. */
    public ProcessorConfig config() {
        return ProcessorConfig.of(broker.bootstrap(), folder.resolve("state"));
    }

    /** Starts a processor, and waits until it decides. */
    public TicketProcessor start() {
        return start(config());
    }

    /** Starts a processor with these settings, and waits until it decides. */
    public TicketProcessor start(ProcessorConfig config) {
        TicketProcessor processor = TicketProcessor.start(config);
        try {
            if (!processor.awaitRunning(PATIENCE)) {
                throw new AssertionError("The processor does not run: " + processor.ended());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return processor;
    }

    /** Publishes an action in its JSON form, without actionId and desk, and waits until it is in the log. */
    public RecordMetadata say(String desk, String json) {
        return get(publish(read("{\"actionId\":\"id-" + ids++ + "\",\"desk\":\"" + desk + "\"," + json + "}")));
    }

    /** Publishes an admin's action without a ticket: the type in quotes, and the fields. */
    public RecordMetadata admin(String desk, String action) {
        return say(desk, "\"actor\":{\"role\":\"ADMIN\",\"id\":\"ada\"},\"action\":{\"type\":" + action + "}");
    }

    /** Publishes an admin's action on a ticket. */
    public RecordMetadata admin(String desk, String ticket, String action) {
        return by("ADMIN", "ada", desk, ticket, action);
    }

    /** Publishes a customer's action on a ticket. */
    public RecordMetadata customer(String desk, String ticket, String action) {
        return by("CUSTOMER", "c-1", desk, ticket, action);
    }

    /** Publishes an agent's action on a ticket. */
    public RecordMetadata agent(String agent, String desk, String ticket, String action) {
        return by("AGENT", agent, desk, ticket, action);
    }

    private RecordMetadata by(String role, String who, String desk, String ticket, String action) {
        return say(
                desk,
                "\"ticket\":\"" + ticket + "\",\"actor\":{\"role\":\"" + role + "\",\"id\":\"" + who
                        + "\"},\"action\":{\"type\":" + action + "}");
    }

    /** Publishes an agent's presence, as an admin sets it. */
    public void presence(String desk, String agent, String presence) {
        admin(desk, "\"SetPresence\",\"presence\":\"" + presence + "\",\"agent\":\"" + agent + "\"");
    }

    /** Publishes that an agent joins, and is ONLINE. */
    public void agentOnline(String desk, String agent, int capacity) {
        admin(desk, "\"AddAgent\",\"agent\":\"" + agent + "\",\"capacity\":" + capacity);
        presence(desk, agent, "ONLINE");
    }

    /** Puts an action into the log, with nothing waited for. */
    public Future<RecordMetadata> publish(DeskAction action) {
        return producer.send(new ProducerRecord<>(
                DeskTopic.ACTIONS.topicName(),
                action.getDesk().getBytes(StandardCharsets.US_ASCII),
                Codec.DESK_ACTION.encode(action)));
    }

    /** Puts any bytes into a partition of the log, and waits until they are there. */
    public void publish(int partition, String key, byte[] value) {
        get(producer.send(new ProducerRecord<>(
                DeskTopic.ACTIONS.topicName(), partition, key.getBytes(StandardCharsets.US_ASCII), value)));
    }

    /** Reads an action in its JSON form. */
    public static DeskAction read(String json) {
        try {
            return JsonForm.read(json);
        } catch (MalformedException e) {
            throw new AssertionError(json, e);
        }
    }

    /** Compares the topics with what replaying the log gives, as soon as the processor has come to the end of the log. */
    Verification check() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Verification report = Verifier.run(clients);
        while ((report.undecided() > 0 || !report.isSound()) && System.nanoTime() < deadline) {
            pause(100);
            report = Verifier.run(clients);
        }
        return report;
    }

    /** How far the journal has come, over all partitions: entries and the marks of transactions. */
    long journalRecords() {
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            List<TopicPartition> partitions = DeskTopic.JOURNAL.partitionsSeenBy(consumer);
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    void deleteCommittedOffsets(String group) {
        try (Admin admin = clients.admin()) {
            get(admin.deleteConsumerGroups(List.of(group)).all());
        }
    }

    static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    static <T> T get(org.apache.kafka.common.KafkaFuture<T> future) {
        return get(future.toCompletionStage().toCompletableFuture());
    }

    static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        producer.close();
        broker.close();
    }
}
