/**
 * The same past with other settings, capacities or agents. {@code WhatIf} is the entry: it plays a desk's actions twice through the
 * rulebook, side by side, and tells the entries of both. What they measure is not reckoned here, but by whoever listens.
 */
package org.ticketdesk.audit.whatif;
