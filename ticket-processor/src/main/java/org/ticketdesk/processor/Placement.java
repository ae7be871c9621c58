package org.ticketdesk.processor;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Where a processor stands. With a rack, partitions go to processors of the rack that has their leader, and their records are
 * fetched from a replica of that rack where the brokers allow it ({@code replica.selector.class}). With tags, a standby copy is
 * kept by a processor whose tags differ, in another zone for example.
 *
 * @param rack the name that brokers have as {@code broker.rack}; null for none
 * @param tags up to five, the same names at every processor of an application id; may be empty
 */
public record Placement(String rack, Map<String, String> tags) {
    /** Nothing is known about it. */
    public static final Placement ANYWHERE = new Placement(null, Map.of());

    /** Checks each part; the message names the one at fault, what was found and what was expected. */
    public Placement {
        if (rack != null && !rack.matches("[A-Za-z0-9._-]{1,100}")) {
            throw ProcessorConfig.invalid("rack", rack, "1 to 100 letters, digits, dots, dashes or underscores");
        }
        if (tags.size() > StreamsConfig.MAX_RACK_AWARE_ASSIGNMENT_TAG_LIST_SIZE) {
            throw ProcessorConfig.invalid(
                    "tags", tags, "at most " + StreamsConfig.MAX_RACK_AWARE_ASSIGNMENT_TAG_LIST_SIZE + " of them");
        }
        tags.forEach((key, value) -> {
            within("the name of tag " + key, key, StreamsConfig.MAX_RACK_AWARE_ASSIGNMENT_TAG_KEY_LENGTH);
            within("tag " + key, value, StreamsConfig.MAX_RACK_AWARE_ASSIGNMENT_TAG_VALUE_LENGTH);
        });
        tags = Map.copyOf(tags);
    }

    /** What Kafka Streams is told; perhaps nothing. */
    Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        if (rack != null) {
            properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.CLIENT_RACK_CONFIG), rack);
            properties.put(
                    StreamsConfig.RACK_AWARE_ASSIGNMENT_STRATEGY_CONFIG,
                    StreamsConfig.RACK_AWARE_ASSIGNMENT_STRATEGY_MIN_TRAFFIC);
        }
        if (!tags.isEmpty()) {
            properties.put(
                    StreamsConfig.RACK_AWARE_ASSIGNMENT_TAGS_CONFIG, String.join(",", new TreeMap<>(tags).keySet()));
            tags.forEach((key, value) -> properties.put(StreamsConfig.clientTagPrefix(key), value));
        }
        return properties;
    }

    private static void within(String name, String text, int most) {
        if (!text.matches("[A-Za-z0-9._-]{1," + most + "}")) {
            throw ProcessorConfig.invalid(name, text, "1 to " + most + " letters, digits, dots, dashes or underscores");
        }
    }
}
