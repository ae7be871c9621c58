package org.ticketdesk.audit.history;

import java.time.Instant;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Fact;

/**
 * A fact that concerns the ticket whose story is told.
 *
 * @param index its position among the entry's facts, from 0
 * @param fact what came about
 * @param since of a status change: when the status before had begun; else, and at birth, null
 * @param lastedMs of a status change: how long the status before had lasted, in milliseconds; else, and at birth, null
 * @param previousAssignee of a status change: who held the ticket before it; null when nobody did
 */
public record Touch(int index, Fact fact, Instant since, Long lastedMs, AgentId previousAssignee) {}
