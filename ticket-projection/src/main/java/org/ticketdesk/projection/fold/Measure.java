package org.ticketdesk.projection.fold;

/** What is measured, as it stands in {@code measurements.measure}; {@code docs/measures.md} defines each. */
public enum Measure {
    /** A ticket was opened, or a chat started: 1. */
    OPENED,
    /** A ticket was reopened: which reopening of it, from 1. */
    REOPENED,
    /** An open cycle ended: how long it was, in milliseconds; the agent who held the ticket last, if any. */
    CLOSED,
    /** From the beginning of an open cycle until an agent held the ticket, in milliseconds; that agent. */
    WAITING,
    /** From when the customer awaited an answer until the desk's, in milliseconds; who wrote it, unless an admin did. */
    FIRST_RESPONSE,
    /** From when an agent first held the ticket until closing, in milliseconds; the agent who held it last. */
    CONVERSATION,
    /** An agent got a ticket: 1. */
    ASSIGNED,
    /** From when the customer awaited the assignee's answer until it, in milliseconds. */
    ASSIGNMENT_FIRST_RESPONSE,
    /** How long an assignment was, in milliseconds. */
    ASSIGNMENT_LENGTH,
    /** How many messages the assignee wrote while holding the ticket. */
    ASSIGNMENT_RESPONSES
}
