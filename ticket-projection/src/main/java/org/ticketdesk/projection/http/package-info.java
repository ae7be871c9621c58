/**
 * The desk over HTTP: queries, actions, a live stream, and the files of the page. What can be asked is one table,
 * {@link org.ticketdesk.projection.http.Routes}; it parses what comes in, describes itself as OpenAPI, and is what the server
 * serves. No SQL here, and no rules: those are asked of the views and of the rulebook.
 */
package org.ticketdesk.projection.http;
