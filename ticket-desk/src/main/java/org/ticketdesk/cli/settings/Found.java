package org.ticketdesk.cli.settings;

/** What was found for a setting, and where. */
record Found(String value, Origin origin) {}
