package org.ticketdesk.projection.measures;

import java.time.Duration;

/** What measures are grouped by. */
public enum By {
    /** One group, whose key is the desk. */
    DESK("desk", Duration.ofDays(366)),
    /** A group for each agent of whom something was measured; the key is the agent. */
    AGENT("agent", Duration.ofDays(366)),
    /** A group for each channel, whether or not something was measured; the key is the channel. */
    CHANNEL("channel", Duration.ofDays(366)),
    /** A group for each hour of UTC, whether or not something was measured; the key is its beginning in ISO-8601. */
    HOUR("hour", Duration.ofDays(31));

    private final String text;
    private final Duration longest;

    By(String text, Duration longest) {
        this.text = text;
        this.longest = longest;
    }

    /** For how long a time this may be asked. */
    public Duration longest() {
        return longest;
    }

    @Override
    public String toString() {
        return text;
    }
}
