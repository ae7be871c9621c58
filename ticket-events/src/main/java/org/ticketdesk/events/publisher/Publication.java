package org.ticketdesk.events.publisher;

import java.util.concurrent.CompletableFuture;
import org.ticketdesk.events.JournalEntry;

/**
 * An action on its way. Where a future fails, it is not known whether the action stands in the log: publishing it again with the
 * same {@code actionId} within 24 hours is harmless (decision 12).
 *
 * @param acknowledged completes when the action stands in the log; fails with Kafka's exception when it could not be written
 *     within {@code delivery.timeout.ms}, or with {@link PublisherClosedException}
 * @param outcome completes with the entry that says what became of it: accepted, refused or duplicate. Fails with
 *     {@link ActionRejectedException} when the desk's processor found it malformed, with what {@code acknowledged} failed with,
 *     with {@link OutcomeUnknownException} when it cannot be told, or with {@link PublisherClosedException}. Never completes before
 *     {@code acknowledged}. Of a publisher without outcomes it fails at once with {@link IllegalStateException}.
 */
public record Publication(CompletableFuture<Receipt> acknowledged, CompletableFuture<JournalEntry> outcome) {}
