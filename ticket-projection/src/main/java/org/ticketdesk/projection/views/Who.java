package org.ticketdesk.projection.views;

/**
 * Who asked.
 *
 * @param role CUSTOMER, AGENT, ADMIN or SYSTEM
 * @param id theirs
 */
public record Who(String role, String id) {}
