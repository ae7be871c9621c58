/**
 * Who somebody is: bearer tokens (JWT) are made and read here, and become a {@link org.ticketdesk.projection.http.access.Caller}.
 * What a caller may ask for is said by the routes, not here.
 */
package org.ticketdesk.projection.http.access;
