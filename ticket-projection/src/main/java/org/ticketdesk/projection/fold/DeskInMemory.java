package org.ticketdesk.projection.fold;

import java.util.HashMap;
import java.util.Map;

/** The rows of one desk that a batch touches. A key with null was looked for and is not there. */
final class DeskInMemory {
    final DeskRow row;
    final Holes holes = new Holes();
    final Map<String, TicketRow> tickets = new HashMap<>();
    final Map<String, AgentRow> agents = new HashMap<>();

    DeskInMemory(DeskRow row) {
        this.row = row;
    }
}
