/**
 * What has been promised: every schema ever published, and how a schema is named.
 *
 * <p>The schemas themselves are in {@code schemas/} at the root of the repository, those published in
 * {@code schemas/published}; how they may change is checked by this module's tests.
 */
package org.ticketdesk.events.contract;
