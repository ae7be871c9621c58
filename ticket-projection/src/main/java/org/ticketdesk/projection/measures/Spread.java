package org.ticketdesk.projection.measures;

/**
 * How values are spread. All but the count are null when there is none.
 *
 * @param count how many
 * @param mean their mean, to two decimals
 * @param p50 the median; percentiles are by nearest rank, so each is one of the values
 * @param p90 what nine of ten do not exceed
 * @param p99 what ninety-nine of a hundred do not exceed
 * @param max the highest
 */
public record Spread(long count, Double mean, Long p50, Long p90, Long p99, Long max) {}
