package org.ticketdesk.audit.records;

/**
 * Where the records of an archive come from.
 *
 * @param cluster the cluster's id
 * @param journal the id of the journal's topic there: another one after the topic was deleted and made anew
 */
public record Origin(String cluster, String journal) {}
