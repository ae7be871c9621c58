package org.ticketdesk.events.topics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.ticketdesk.events.codec.Framing;

/**
 * The one factory of Kafka clients. Every consumer is {@code read_committed} (lesson K12) and able to take a record of
 * {@link DeskTopic#MAX_RECORD_BYTES}; every producer is idempotent with {@code acks=all} and puts a key where all others put it.
 *
 * <p>Any property of a Kafka client passes through (security, time-outs, sizes, {@code linger.ms}, …) and comes before the
 * defaults here, but for those that would break a promise: they are refused, also when they are set to {@code null}.
 *
 * <p>Thread-safe: it holds nothing but properties. The clients that it makes are their caller's to close.
 */
public final class DeskClients {

    /** What a producer may send and a reader must take in one request: the largest record and what surrounds it. */
    public static final int MAX_REQUEST_BYTES = DeskTopic.MAX_RECORD_BYTES + 1024 * 1024;

    /**
     * Property: where the schema registry of {@link #REGISTRY_TOPICS} is, such as {@code http://localhost:8081}: an API like that of
     * Confluent's registry.
     */
    public static final String REGISTRY_URL = "schema.registry.url";

    /** Property: the topics in registry framing, with commas between; see {@link #framing}. */
    public static final String REGISTRY_TOPICS = "schema.registry.topics";

    /** Property: {@code user:password} for the registry, where it asks for one. */
    public static final String REGISTRY_LOGIN = "schema.registry.basic.auth.user.info";

    /** A promise that a property would break: which values keep it, and what would happen else. */
    private record Promise(List<String> kept, String broken) {
        String words() {
            return kept.isEmpty() ? broken : broken + " (taken: " + String.join(", ", kept) + ")";
        }
    }

    private static final String ANOTHER_TYPE = "keys and values are bytes, and codecs read them";

    private static final Map<String, Promise> OF_CONSUMERS = Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            new Promise(List.of("read_committed"), "decisions that were never made would be read"),
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            new Promise(List.of("false"), "a topic with the broker's own settings could come into being"),
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            new Promise(List.of(ByteArrayDeserializer.class.getName()), ANOTHER_TYPE),
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            new Promise(List.of(ByteArrayDeserializer.class.getName()), ANOTHER_TYPE));

    private static final Map<String, Promise> OF_PRODUCERS = Map.of(
            ProducerConfig.ACKS_CONFIG,
            new Promise(List.of("all", "-1"), "an acknowledged record could be lost"),
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            new Promise(List.of("true"), "a retry could write a record twice, or out of order"),
            ProducerConfig.PARTITIONER_CLASS_CONFIG,
            new Promise(List.of(), "a desk's actions would be on several partitions"),
            ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
            new Promise(List.of("false"), "a desk's actions would be on several partitions"),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            new Promise(List.of(), "an open transaction on the log holds back everybody's actions"),
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            new Promise(List.of(ByteArraySerializer.class.getName()), ANOTHER_TYPE),
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            new Promise(List.of(ByteArraySerializer.class.getName()), ANOTHER_TYPE));

    private static final Set<String> SECRETS = Stream.concat(
                    Stream.of(AdminClientConfig.configDef(), ConsumerConfig.configDef(), ProducerConfig.configDef())
                            .flatMap(client -> client.configKeys().values().stream())
                            .filter(key -> key.type == ConfigDef.Type.PASSWORD)
                            .map(key -> key.name),
                    Stream.of(REGISTRY_LOGIN))
            .collect(Collectors.toUnmodifiableSet());

    private static final Pattern USER = Pattern.compile("\\busername\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;\"]+))");

    private final Map<String, Object> properties;
    private final TopicFramings framings;

    private DeskClients(Map<String, ?> properties) {
        this.properties = new HashMap<>(properties);
        this.framings = new TopicFramings(properties);
        withoutRegistry(this.properties);
    }

    /**
     * Clients of a cluster that asks for nothing but its address.
     *
     * @param bootstrapServers {@code host:port}, several with commas between them
     * @return the factory
     */
    public static DeskClients of(String bootstrapServers) {
        return of(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /**
     * Clients with properties of Kafka's. Each client takes those that it knows; those that no client knows are passed to all, but
     * for {@link #REGISTRY_URL} and what belongs to it.
     *
     * @param properties at least {@code bootstrap.servers}; copied
     * @return the factory
     * @throws IllegalArgumentException when a property would break a promise, {@code bootstrap.servers} is missing, or what is said
     *     of a registry makes no sense
     */
    public static DeskClients of(Map<String, ?> properties) {
        if (properties.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG) == null) {
            throw new IllegalArgumentException("bootstrap.servers is missing: give the brokers' host:port.");
        }
        refuse(OF_CONSUMERS, properties);
        refuse(OF_PRODUCERS, properties);
        return new DeskClients(properties);
    }

    /**
     * The properties that are not anybody's to choose, by name: each with the values that are taken all the same, and what any
     * other would break.
     */
    public static SortedMap<String, String> refused() {
        SortedMap<String, String> all = new TreeMap<>();
        Stream.of(OF_CONSUMERS, OF_PRODUCERS)
                .flatMap(promises -> promises.entrySet().stream())
                .forEach(promise -> all.put(promise.getKey(), promise.getValue().words()));
        return all;
    }

    /**
     * Whether a property of Kafka's clients is one that Kafka itself hides in its logs (passwords, keys, log-ins), or the login of
     * a registry.
     *
     * @param name of the property, also with a prefix before it, such as {@code consumer.}
     * @return true when its value must not be shown
     */
    public static boolean isSecret(String name) {
        return SECRETS.stream().anyMatch(secret -> name.equals(secret) || name.endsWith('.' + secret));
    }

    /**
     * Under which name these clients log in, as far as their properties say: that of SASL's PLAIN and SCRAM.
     *
     * @return the name without what a cluster may make of it; empty for a token, for a certificate, and for nobody
     */
    public Optional<String> user() {
        Password login =
                new AdminClientConfig(those(AdminClientConfig.configNames())).getPassword(SaslConfigs.SASL_JAAS_CONFIG);
        return Optional.ofNullable(login)
                .map(known -> USER.matcher(known.value()))
                .filter(Matcher::find)
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1));
    }

    /**
     * Takes out what is said of a registry, for a library that makes clients of its own and knows nothing of it.
     *
     * @param properties of Kafka's clients; changed here
     */
    public static void withoutRegistry(Map<?, ?> properties) {
        properties.keySet().removeAll(List.of(REGISTRY_URL, REGISTRY_TOPICS, REGISTRY_LOGIN));
    }

    /**
     * How a topic's records are framed: in registry framing where {@link #REGISTRY_TOPICS} names it, and else in single-object
     * encoding. One framing for all parties and for ever.
     *
     * @param topic which
     * @return the framing of its values; codecs on a {@link SchemaTopic} of these clients use it
     */
    public Framing framing(DeskTopic topic) {
        return framings.of(topic);
    }

    /**
     * A client to create and describe topics with.
     *
     * @return a new client, the caller's to close
     */
    public Admin admin() {
        return Admin.create(those(AdminClientConfig.configNames()));
    }

    /**
     * A consumer without a group, for a reader that keeps its own positions.
     *
     * @return a new consumer, the caller's to close
     */
    public Consumer<byte[], byte[]> consumer() {
        return consumer(Map.of());
    }

    /**
     * A consumer.
     *
     * @param more properties of this one, {@code group.id} for example; they come before the factory's
     * @return a new consumer, the caller's to close
     * @throws IllegalArgumentException when a property would break a promise
     */
    public Consumer<byte[], byte[]> consumer(Map<String, ?> more) {
        return new KafkaConsumer<>(consumerProperties(more));
    }

    /**
     * The properties of a consumer, for a library that makes its own.
     *
     * @param more properties of this one; they come before the factory's
     * @return a new map
     * @throws IllegalArgumentException when a property would break a promise
     */
    public Map<String, Object> consumerProperties(Map<String, ?> more) {
        refuse(OF_CONSUMERS, more);
        Map<String, Object> all = new HashMap<>();
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // A position that is no longer there is an error, not a reason to begin elsewhere.
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        all.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(MAX_REQUEST_BYTES));
        all.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(2 * MAX_REQUEST_BYTES));
        all.putAll(those(ConsumerConfig.configNames()));
        all.putAll(more);
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        return all;
    }

    /**
     * An idempotent producer.
     *
     * @param more properties of this one, {@code linger.ms} for example; they come before the factory's
     * @return a new producer, the caller's to close
     * @throws IllegalArgumentException when a property would break a promise
     */
    public Producer<byte[], byte[]> producer(Map<String, ?> more) {
        return new KafkaProducer<>(producerProperties(more));
    }

    /**
     * The properties of a producer, for a library that makes its own.
     *
     * @param more properties of this one; they come before the factory's
     * @return a new map
     * @throws IllegalArgumentException when a property would break a promise
     */
    public Map<String, Object> producerProperties(Map<String, ?> more) {
        refuse(OF_PRODUCERS, more);
        Map<String, Object> all = new HashMap<>();
        all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(MAX_REQUEST_BYTES));
        all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(2 * MAX_REQUEST_BYTES));
        all.putAll(those(ProducerConfig.configNames()));
        all.putAll(more);
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        return all;
    }

    /**
     * Whether any client is connected to a broker, after the measures that they keep themselves.
     *
     * @param metrics of one client, or of several together
     */
    public static boolean isConnected(Map<MetricName, ? extends Metric> metrics) {
        return metrics.entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("connection-count"))
                .anyMatch(metric -> metric.getValue().metricValue() instanceof Number count && count.doubleValue() > 0);
    }

    private Map<String, Object> those(Set<String> known) {
        Map<String, Object> mine = new HashMap<>(properties);
        mine.keySet().removeIf(name -> !known.contains(name) && isKnownToAny(name));
        return mine;
    }

    private static boolean isKnownToAny(String name) {
        return List.of(AdminClientConfig.configNames(), ConsumerConfig.configNames(), ProducerConfig.configNames())
                .stream()
                .anyMatch(names -> names.contains(name));
    }

    private static void refuse(Map<String, Promise> promises, Map<String, ?> properties) {
        promises.forEach((name, promise) -> {
            if (properties.containsKey(name) && !promise.kept().contains(text(properties.get(name)))) {
                throw new IllegalArgumentException("%s=%s is refused: %s. %s"
                        .formatted(
                                name,
                                text(properties.get(name)),
                                promise.broken(),
                                promise.kept().isEmpty()
                                        ? "Leave it out."
                                        : "Leave it out, or say " + String.join(" or ", promise.kept()) + "."));
            }
        });
    }

    private static String text(Object value) {
        return value instanceof Class<?> type ? type.getName() : String.valueOf(value);
    }
}
