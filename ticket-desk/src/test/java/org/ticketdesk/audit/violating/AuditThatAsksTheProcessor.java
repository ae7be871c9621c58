package org.ticketdesk.audit.violating;

/** Crosses a boundary: the audit must not rest on the code that it checks. */
public final class AuditThatAsksTheProcessor {
    final org.ticketdesk.processor.TicketProcessor what = null;
}
