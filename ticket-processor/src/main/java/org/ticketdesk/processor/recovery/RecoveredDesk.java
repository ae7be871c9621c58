package org.ticketdesk.processor.recovery;

import org.ticketdesk.core.desk.InMemoryRows;
import org.ticketdesk.processor.state.DeskRow;

/**
 * A desk as its journal says it is.
 *
 * @param row its own row
 * @param rows its tickets, agents and remembered ids
 */
public record RecoveredDesk(DeskRow row, InMemoryRows rows) {}
