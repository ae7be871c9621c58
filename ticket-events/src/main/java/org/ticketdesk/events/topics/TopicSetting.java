package org.ticketdesk.events.topics;

import java.util.Set;

/**
 * One setting of a topic: what it is created with, and what of that is a promise which an operator may not change.
 *
 * @param name Kafka's name of the setting
 * @param value what a topic is created with, never null
 * @param rule what the setting of an existing topic is held to
 */
public record TopicSetting(String name, String value, Rule rule) {

    /** How a setting that was found is compared with the one that a topic is created with. */
    public enum Rule {
        /** It must be the same; where it is a list, the order does not matter. */
        EXACTLY,
        /** It must be as large a number, or larger. */
        AT_LEAST,
        /** It must be as small a number, or smaller. */
        AT_MOST,
        /** It is a default, and may be anything. */
        INITIALLY
    }

    static TopicSetting exactly(String name, String value) {
        return new TopicSetting(name, value, Rule.EXACTLY);
    }

    static TopicSetting atLeast(String name, long value) {
        return new TopicSetting(name, Long.toString(value), Rule.AT_LEAST);
    }

    static TopicSetting atMost(String name, long value) {
        return new TopicSetting(name, Long.toString(value), Rule.AT_MOST);
    }

    static TopicSetting initially(String name, String value) {
        return new TopicSetting(name, value, Rule.INITIALLY);
    }

    /**
     * Whether a topic with this setting keeps the promise.
     *
     * @param found the value of an existing topic, never null
     * @return false when it breaks the promise
     */
    public boolean isKeptBy(String found) {
        return switch (rule) {
            case EXACTLY -> Set.of(found.split(",")).equals(Set.of(value.split(",")));
            case AT_LEAST -> Long.parseLong(found) >= Long.parseLong(value);
            case AT_MOST -> Long.parseLong(found) <= Long.parseLong(value);
            case INITIALLY -> true;
        };
    }

    /**
     * What is expected, in words.
     *
     * @return for example {@code at least 1048588}
     */
    public String expected() {
        return switch (rule) {
            case EXACTLY -> value;
            case AT_LEAST -> "at least " + value;
            case AT_MOST -> "at most " + value;
            case INITIALLY -> "anything";
        };
    }
}
