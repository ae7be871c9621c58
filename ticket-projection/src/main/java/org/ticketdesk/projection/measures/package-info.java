/**
 * What is measured, summed up: the one place where means and percentiles are computed. What each measure is stands in
 * {@code docs/measures.md}; that it is complete, and how long it was, the fold has written into {@code measurements}.
 */
package org.ticketdesk.projection.measures;
