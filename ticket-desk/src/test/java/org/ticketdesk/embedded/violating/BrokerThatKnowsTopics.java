package org.ticketdesk.embedded.violating;

/** Crosses a boundary: the broker must not know topics. */
public final class BrokerThatKnowsTopics {
    final org.ticketdesk.events.topics.DeskTopic what = null;
}
