package org.ticketdesk.projection.http.violating;

/** Crosses a boundary: HTTP asks the views, not the database. */
public final class RouteThatWritesSql {
    final org.jdbi.v3.core.Jdbi what = null;
}
