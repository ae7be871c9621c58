package org.ticketdesk.cli.traffic.violating;

/** Crosses a boundary: people act, and do not know where it is written. */
public final class PeopleWhoKnowTopics {
    final org.ticketdesk.events.topics.DeskTopic what = null;
}
