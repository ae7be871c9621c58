package org.ticketdesk.projection.views;

/** In which order agents are listed. */
public enum AgentSort {
    /** By their ids. */
    AGENT("agent"),
    /** By presence, ONLINE first, then AWAY, then OFFLINE; those who are alike in it, by their ids. */
    PRESENCE("presence");

    private final String text;

    AgentSort(String text) {
        this.text = text;
    }

    /** The order as HTTP has it. */
    @Override
    public String toString() {
        return text;
    }
}
