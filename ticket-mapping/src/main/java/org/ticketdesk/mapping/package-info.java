/** Between the wire's Avro classes and the rulebook's values, one class per direction; nothing else knows both. */
package org.ticketdesk.mapping;
