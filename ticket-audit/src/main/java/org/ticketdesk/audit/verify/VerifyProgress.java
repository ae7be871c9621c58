package org.ticketdesk.audit.verify;

/**
 * How far a verification is.
 *
 * @param part of the log that was read, from 0 to 1
 * @param actions decided again so far
 * @param actionsPerSecond so far
 */
public record VerifyProgress(double part, long actions, long actionsPerSecond) {}
