/**
 * For programs that show or follow statuses, such as a dashboard: {@link org.ticketdesk.events.feed.StatusFeed} hands out status
 * changes in each desk's order, from any point. It keeps no state but its position, and knows no rules.
 */
package org.ticketdesk.events.feed;
