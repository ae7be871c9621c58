package org.ticketdesk.audit.whatif;

/** The two ways in which a past is told. */
public enum Telling {
    /** With the settings, capacities and agents that there were, and the timers on time. */
    AS_IT_WAS,
    /** With those of the scenario. */
    AS_IT_MIGHT_HAVE_BEEN
}
