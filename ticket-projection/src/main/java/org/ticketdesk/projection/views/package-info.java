/**
 * What can be asked of the views. {@code Views} is the entry: each method is one query, answered by an index, in one read
 * transaction, and returns records that are written as JSON as they are. Nothing here writes, and nothing knows HTTP.
 */
package org.ticketdesk.projection.views;
