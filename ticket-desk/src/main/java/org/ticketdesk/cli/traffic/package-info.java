/**
 * The people of a desk, played: customers who write and fall silent, agents who come, step away and leave, admins. They act
 * through the public actions alone, and know of the desk what its journal says. Knows nothing of Kafka and terminals.
 */
package org.ticketdesk.cli.traffic;
