/**
 * Where the views are kept: SQLite or PostgreSQL, one generation of them in use and perhaps another beside it. What the rows mean
 * is no matter of this package.
 */
package org.ticketdesk.projection.database;
