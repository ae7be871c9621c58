/**
 * Records as people and HTTP write them, and what is malformed. {@link org.ticketdesk.events.json.JsonForm} is the entry point:
 * strict JSON, derived from the Avro schemas, so that it names nothing that they do not.
 * {@link org.ticketdesk.events.json.WellFormed} is what the schemas cannot say.
 *
 * <p>Whether an action is allowed is the rulebook's to judge, not ours.
 */
package org.ticketdesk.events.json;
