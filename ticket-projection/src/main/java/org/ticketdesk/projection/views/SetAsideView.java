package org.ticketdesk.projection.views;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of the journal that could not be applied.
 *
 * @param partition where it stands in the journal
 * @param offset where it stands in the journal
 * @param sequence the entry's; null when it could not be read
 * @param tickets those it was about; empty when that is not known
 * @param reason why
 * @param setAsideAt when, by the clock of the machine that did
 */
public record SetAsideView(
        int partition, long offset, @Nullable Long sequence, List<String> tickets, String reason, Instant setAsideAt) {}
