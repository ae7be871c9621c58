package org.ticketdesk.cli.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;
import org.ticketdesk.events.topics.DeskClients;

/** The names of the properties of Kafka's clients, in the environment and out of it, and which of them are secrets. */
public final class ClientNames {
    /** What a key of the file begins with. */
    static final String KEY = "client.";

    /** What a variable begins with. */
    static final String VARIABLE = Variables.PREFIX + "CLIENT_";

    private static final List<String> PREFIXES = List.of(
            StreamsConfig.CONSUMER_PREFIX,
            StreamsConfig.MAIN_CONSUMER_PREFIX,
            StreamsConfig.RESTORE_CONSUMER_PREFIX,
            StreamsConfig.PRODUCER_PREFIX,
            StreamsConfig.ADMIN_CLIENT_PREFIX);

    private static final Map<String, ConfigDef.ConfigKey> KNOWN = known();
    private static final Map<String, String> BY_VARIABLE = byVariable();

    private ClientNames() {}

    /** The name of the property that a variable without its prefix means; one that Kafka does not know is read with dots. */
    static String of(String variable) {
        String known = BY_VARIABLE.get(variable);
        return known == null ? variable.toLowerCase(Locale.ROOT).replace('_', '.') : known;
    }

    /** Whether a variable without its prefix means a property that Kafka knows. */
    static boolean isKnown(String variable) {
        return BY_VARIABLE.containsKey(variable);
    }

    /** Whether nobody may see what this property is. */
    public static boolean isSecret(String property) {
        return DeskClients.isSecret(property)
                || !KNOWN.containsKey(bare(property)) && (property.contains("password") || property.contains("secret"));
    }

    /** The variable of a property. */
    public static String variable(String property) {
        return Variables.of(KEY + property);
    }

    /**
     * Checks a value as Kafka's clients will.
     *
     * @throws IllegalArgumentException when the property is known, and its value is not one that it can have
     */
    public static void check(String property, String value) {
        ConfigDef.ConfigKey key = KNOWN.get(bare(property));
        if (key == null) {
            return;
        }
        try {
            Object parsed = ConfigDef.parseType(property, value, key.type());
            if (key.validator != null) {
                key.validator.ensureValid(property, parsed);
            }
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static String bare(String property) {
        return PREFIXES.stream()
                .filter(property::startsWith)
                .findFirst()
                .map(prefix -> property.substring(prefix.length()))
                .orElse(property);
    }

    private static Map<String, ConfigDef.ConfigKey> known() {
        Map<String, ConfigDef.ConfigKey> known = new TreeMap<>();
        for (ConfigDef of : List.of(
                StreamsConfig.configDef(),
                AdminClientConfig.configDef(),
                ConsumerConfig.configDef(),
                ProducerConfig.configDef())) {
            known.putAll(of.configKeys());
        }
        return known;
    }

    private static Map<String, String> byVariable() {
        Map<String, String> names = new TreeMap<>();
        for (String name : KNOWN.keySet()) {
            put(names, name);
            PREFIXES.forEach(prefix -> put(names, prefix + name));
        }
        return names;
    }

    private static void put(Map<String, String> names, String name) {
        String other = names.put(name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), name);
        if (other != null) {
            throw new IllegalStateException(name + " and " + other + " are one variable");
        }
    }
}
