package org.ticketdesk.audit.asof;

import java.time.Instant;

/**
 * A ticket that waited for an agent.
 *
 * @param ticket its id
 * @param customer whose
 * @param channel IN_APP or SOCIAL
 * @param priority LOW, MEDIUM, HIGH or URGENT
 * @param since since when it was Pending
 */
public record WaitingAsOf(String ticket, String customer, String channel, String priority, Instant since) {}
