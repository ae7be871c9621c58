package org.ticketdesk.events.publisher;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.json.MalformedException;
import org.ticketdesk.events.json.WellFormed;
import org.ticketdesk.events.publisher.Outcomes.Awaited;
import org.ticketdesk.events.publisher.Outcomes.Name;
import org.ticketdesk.events.publisher.Outcomes.Place;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.EventHeaders;
import org.ticketdesk.events.topics.SchemaTopic;

/**
 * Puts actions into the log, in the order in which a thread publishes them, and tells what became of each.
 *
 * <pre>{@code
 * try (ActionPublisher publisher = ActionPublisher.to(DeskClients.of("localhost:9092"))
 *         .from("/gateways/social")
 *         .withOutcomes()
 *         .open()) {
 *     JournalEntry entry = publisher.publish(action).outcome().get(5, SECONDS);
 * }
 * }</pre>
 *
 * <p>What {@link #publish} throws was not sent; where a future fails, see {@link Publication}. Futures are completed by threads
 * of the publisher: what is chained to them without {@code Async} must not wait for another publication's.
 *
 * <p>Thread-safe.
 */
public final class ActionPublisher implements AutoCloseable {

    private final String source;
    private final Duration patience;
    private final SchemaTopic schemas;
    private final Codec<DeskAction> codec;
    private final Producer<byte[], byte[]> producer;
    private final int partitions;
    private final Room room;
    private final Outcomes outcomes = new Outcomes();
    private final OutcomeReader reader;
    private final ExecutorService acknowledgements;
    private volatile boolean closing;

    private ActionPublisher(Builder builder) {
        this.source = builder.source;
        this.patience = builder.patience;
        this.room = new Room(builder.maxActions, builder.maxBytes, builder.patience);
        this.schemas = new SchemaTopic(builder.clients);
        this.codec = Codec.of(DeskAction.class, schemas).readyToWrite();
        this.producer = builder.clients.producer(Map.of(
                ProducerConfig.LINGER_MS_CONFIG, Long.toString(builder.linger.toMillis()),
                ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(builder.patience.toMillis())));
        try {
            this.partitions =
                    producer.partitionsFor(DeskTopic.ACTIONS.topicName()).size();
            builder.measures.accept(producer);
            this.reader = builder.outcomes ? new OutcomeReader(builder.clients, codec, outcomes) : null;
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
        if (reader == null) {
            outcomes.end(new IllegalStateException("This publisher does not read outcomes: open it withOutcomes()."));
        }
        this.acknowledgements = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "publisher-acknowledgements");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins to describe a publisher.
     *
     * @param clients how to reach the cluster; its producer's properties hold here too
     * @return what is left to say
     */
    public static Builder to(DeskClients clients) {
        return new Builder(clients);
    }

    /**
     * Puts an action into the log.
     *
     * @param action well-formed (wire.md, "An action"); not changed afterwards
     * @return what will be known of it
     * @throws MalformedException when it is not; the message names the path
     * @throws PublisherFullException when too much was unacknowledged for too long
     * @throws IllegalStateException when the publisher is closed
     */
    public Publication publish(DeskAction action) throws MalformedException {
        return publish(action, Map.of());
    }

    /**
     * Puts an action into the log, with headers of the caller's, such as {@code traceparent}.
     *
     * @param action well-formed (wire.md, "An action"); not changed afterwards
     * @param headers names and values, none of them a name of {@link EventHeaders}
     * @return what will be known of it
     * @throws MalformedException when it is not well-formed; the message names the path
     * @throws IllegalArgumentException when a header has a name that is taken
     * @throws PublisherFullException when too much was unacknowledged for too long
     * @throws IllegalStateException when the publisher is closed
     */
    public Publication publish(DeskAction action, Map<String, String> headers) throws MalformedException {
        WellFormed.check(action);
        return send(action, record(action, headers));
    }

    /**
     * Puts an action into the log once more, as it was written by whoever published it first: the same bytes and headers, on the
     * partition of its desk.
     *
     * @param action what the bytes say, well-formed
     * @param bytes the encoded action, not changed afterwards
     * @param headers all headers of the record
     * @return what will be known of it
     * @throws PublisherFullException when too much was unacknowledged for too long
     * @throws IllegalStateException when the publisher is closed
     */
    public Publication repeat(DeskAction action, byte[] bytes, Headers headers) {
        byte[] key = action.getDesk().getBytes(StandardCharsets.UTF_8);
        return send(action, new ProducerRecord<>(DeskTopic.ACTIONS.topicName(), null, key, bytes, headers));
    }

    private Publication send(DeskAction action, ProducerRecord<byte[], byte[]> record) {
        int size = record.key().length + record.value().length;
        room.enter(size);
        Awaited awaited = outcomes.expect(
                new Name(action.getDesk(), action.getActionId()), DeskPartition.of(record.key(), partitions));
        CompletableFuture<Receipt> acknowledged = new CompletableFuture<>();
        try {
            producer.send(record, (metadata, problem) -> {
                room.leave(size);
                acknowledgements.execute(() -> acknowledge(metadata, problem, acknowledged, awaited));
            });
        } catch (RuntimeException e) {
            room.leave(size);
            outcomes.failed(awaited, e);
            throw e;
        }
        return new Publication(acknowledged, awaited.future());
    }

    /**
     * Sends what is on its way, waiting no longer than a publication may wait, and then fails every open future with
     * {@link PublisherClosedException}: those of what could not be sent, and those of outcomes. A second call does nothing.
     */
    @Override
    public void close() {
        close(patience);
    }

    /**
     * As {@link #close()}, with another patience.
     *
     * @param atMost how long it waits for acknowledgements, in whole milliseconds
     */
    public void close(Duration atMost) {
        closing = true;
        producer.close(atMost);
        acknowledgements.shutdown();
        try {
            acknowledgements.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (reader != null) {
            reader.close();
        }
        schemas.close();
    }

    private ProducerRecord<byte[], byte[]> record(DeskAction action, Map<String, String> headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                DeskTopic.ACTIONS.topicName(), action.getDesk().getBytes(StandardCharsets.UTF_8), codec.encode(action));
        new EventHeaders(
                        action.getActionId(),
                        ((IndexedRecord) action.getAction()).getSchema().getName(),
                        source,
                        action.getTicket() == null ? action.getDesk() : action.getDesk() + "/" + action.getTicket(),
                        action.getOccurredAt())
                .writeTo(record.headers(), codec.framing());
        headers.forEach((name, value) -> add(record.headers(), name, value));
        return record;
    }

    private static void add(Headers headers, String name, String value) {
        if (name.startsWith("ce_") || name.equals(EventHeaders.CONTENT_TYPE)) {
            throw new IllegalArgumentException("The header " + name + " is the publisher's own: leave it out.");
        }
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private void acknowledge(
            RecordMetadata metadata, Exception problem, CompletableFuture<Receipt> acknowledged, Awaited awaited) {
        if (problem == null) {
            acknowledged.complete(
                    new Receipt(metadata.partition(), metadata.offset(), Instant.ofEpochMilli(metadata.timestamp())));
            outcomes.acknowledged(awaited, new Place(metadata.partition(), metadata.offset()));
        } else {
            RuntimeException cause = closing
                    ? new PublisherClosedException(
                            "The publisher was closed before the action was acknowledged.", problem)
                    : problem instanceof RuntimeException known ? known : new KafkaException(problem);
            acknowledged.completeExceptionally(cause);
            outcomes.failed(awaited, cause);
        }
    }

    /** What a publisher is opened with. Not thread-safe. */
    public static final class Builder {

        private final DeskClients clients;
        private String source = "/publisher";
        private boolean outcomes;
        private Duration linger = Duration.ZERO;
        private Duration patience = Duration.ofSeconds(30);
        private int maxActions = 10_000;
        private long maxBytes = 16L * 1024 * 1024;
        private Consumer<? super Producer<?, ?>> measures = producer -> {};

        private Builder(DeskClients clients) {
            this.clients = Objects.requireNonNull(clients);
        }

        /**
         * Says who publishes, for the header {@link EventHeaders#SOURCE}; {@code /publisher} unless said.
         *
         * @param uri a URI or a relative one
         * @return this
         */
        public Builder from(String uri) {
            this.source = Objects.requireNonNull(uri);
            return this;
        }

        /**
         * Reads outcomes, for which one must be allowed to read {@link DeskTopic#JOURNAL}, {@link DeskTopic#REJECTED} and
         * {@link DeskTopic#SCHEMAS}. Off unless said, as it reads every desk's entries.
         *
         * @return this
         */
        public Builder withOutcomes() {
            this.outcomes = true;
            return this;
        }

        /**
         * Lets actions wait for others to travel with; none unless said.
         *
         * @param time in whole milliseconds
         * @return this
         */
        public Builder linger(Duration time) {
            this.linger = Objects.requireNonNull(time);
            return this;
        }

        /**
         * How long {@link #publish} waits for room, or for the cluster, and {@link ActionPublisher#close()} for
         * acknowledgements; 30 s unless said.
         *
         * @param time in whole milliseconds
         * @return this
         */
        public Builder patience(Duration time) {
            this.patience = Objects.requireNonNull(time);
            return this;
        }

        /**
         * How much may be unacknowledged; 10,000 actions and 16 MiB unless said.
         *
         * @param actions at least 1
         * @param bytes keys and values together, at least 1
         * @return this
         */
        public Builder atMostUnacknowledged(int actions, long bytes) {
            if (actions < 1 || bytes < 1) {
                throw new IllegalArgumentException(
                        "At least 1 action and 1 byte must have room, not " + actions + " and " + bytes + ".");
            }
            this.maxActions = actions;
            this.maxBytes = bytes;
            return this;
        }

        /**
         * Shows the producer to who takes its measures, once it is there; it is not theirs to send with, or to close.
         *
         * @param measures told of it
         * @return this
         */
        public Builder measuredBy(Consumer<? super Producer<?, ?>> measures) {
            this.measures = Objects.requireNonNull(measures);
            return this;
        }

        /**
         * Connects. With outcomes, they are read from here on.
         *
         * @return a publisher, the caller's to close
         * @throws org.apache.kafka.common.KafkaException when the cluster cannot be reached, a topic is missing, or the log is in
         *     registry framing and the registry does not take the schema
         */
        public ActionPublisher open() {
            return new ActionPublisher(this);
        }
    }
}
