package org.ticketdesk.audit.verify;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ticketdesk.audit.records.EntryHead;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.audit.replay.Replay.Expected;
import org.ticketdesk.audit.verify.Lookahead.Found;
import org.ticketdesk.core.rules.Rules;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.Source;
import org.ticketdesk.events.codec.Chain;
import org.ticketdesk.events.codec.Codec;

/**
 * Compares a partition of the journal, entry by entry, with what must stand there: byte for byte where an entry was written with
 * this version's schema, field by field and by the chain where with an older one. An entry that is altered, removed, inserted or
 * moved is one finding, and does not shift what comes after it. Not thread-safe.
 */
final class JournalCheck {
    private final Codec<JournalEntry> codec;
    private final IntFunction<Optional<Rules>> rules;
    private final Map<String, DeskCheck> desks;
    private final Findings findings;
    private final Lookahead<JournalEntry> journal;

    JournalCheck(
            Records records,
            Codec<JournalEntry> codec,
            IntFunction<Optional<Rules>> rules,
            Map<String, DeskCheck> desks,
            Findings findings) {
        this.codec = codec;
        this.rules = rules;
        this.desks = desks;
        this.findings = findings;
        this.journal = new Lookahead<>(records, codec);
    }

    /** Whether no entry follows: what the log has from here on is not decided yet. */
    boolean isAtEnd() {
        return journal.peek() == null;
    }

    /** The version of the rules in the next entry, which is most likely that of the next action; 0 when it does not say. */
    int nextRules() {
        byte[] value = journal.peek().record().value();
        int rules = EntryHead.rulesIn(value, codec);
        if (rules == 0) {
            JournalEntry entry = journal.peek().decoded();
            return entry == null ? 0 : entry.getRules();
        }
        return rules;
    }

    /** Whether an entry follows, and is that of a record. */
    boolean isNext(ConsumerRecord<byte[], byte[]> record) {
        return !isAtEnd() && isOf(journal.peek(), null, 0, record);
    }

    /** Whether the next entry is that of an action. */
    boolean isNext(String desk, long sequence, ConsumerRecord<byte[], byte[]> action) {
        return isOf(journal.peek(), desk, sequence, action);
    }

    /**
     * Takes the entry of an action, and compares it.
     *
     * @return its bytes as they stand in the journal; null when it has none
     */
    byte[] take(ConsumerRecord<byte[], byte[]> action, DeskCheck desk, Expected expected) {
        while (true) {
            Found<JournalEntry> next = journal.peek();
            if (next == null) {
                return missing(action, desk, expected);
            }
            if (isAsExpected(next.record(), action, desk, expected)) {
                journal.pass();
                return next.record().value();
            }
            if (isOf(next, desk.id(), desk.sequence(), action) || next.decoded() == null) {
                journal.pass();
                return altered(next, action, desk, expected);
            }
            if (isOfThePast(next.decoded(), action)) {
                journal.pass();
                inserted(next);
                continue;
            }
            int place = journal.find(other -> isOf(other, desk.id(), desk.sequence(), action));
            if (place < 0) {
                return missing(action, desk, expected);
            }
            Found<JournalEntry> moved = journal.takeOut(place);
            outOfOrder(place == 1 ? next : moved, place == 1 ? moved : next);
            return isAsExpected(moved.record(), action, desk, expected)
                    ? moved.record().value()
                    : altered(moved, action, desk, expected);
        }
    }

    /**
     * Goes past the entry of an action that cannot be decided here, if it comes next.
     *
     * @return its bytes; null when it does not come next
     */
    byte[] pass(ConsumerRecord<byte[], byte[]> action) {
        Found<JournalEntry> next = journal.peek();
        if (next == null || !isOf(next, null, 0, action)) {
            return null;
        }
        journal.pass();
        return next.record().value();
    }

    /** The log has ended: no entry may follow, but those of desks that cannot be decided here. */
    void end() {
        for (Found<JournalEntry> next = journal.peek(); next != null; next = journal.peek()) {
            journal.pass();
            inserted(next);
        }
    }

    private boolean isAsExpected(
            ConsumerRecord<byte[], byte[]> found,
            ConsumerRecord<byte[], byte[]> action,
            DeskCheck desk,
            Expected expected) {
        byte[] value = found.value();
        if (!Arrays.equals(found.key(), action.key())) {
            return false;
        }
        if (codec.isSame(value, expected.entry())) {
            return true;
        }
        return value != null && !codec.isCurrent(value) && isTheSameInAnOlderForm(value, action, desk, expected);
    }

    /** The chain is over the bytes that were written, so it goes on from the hash that stands there. */
    private boolean isTheSameInAnOlderForm(
            byte[] value, ConsumerRecord<byte[], byte[]> action, DeskCheck desk, Expected expected) {
        Found<JournalEntry> found = new Found<>(
                new ConsumerRecord<>(action.topic(), action.partition(), action.offset(), action.key(), value), codec);
        JournalEntry entry = found.decoded();
        if (entry == null || !Chain.isIntact(codec, entry, value, expected.previousHash(), action.value())) {
            return false;
        }
        JournalEntry same = JournalEntry.newBuilder(expected.written())
                .setHash(entry.getHash())
                .build();
        if (!same.equals(entry)) {
            return false;
        }
        desk.refolded.goOnFrom(entry.getHash().bytes());
        return true;
    }

    /** By its place in the log, or by its place in the desk's story: a forger may have altered one of them. */
    private static boolean isOf(
            Found<JournalEntry> found, String desk, long sequence, ConsumerRecord<byte[], byte[]> action) {
        JournalEntry entry = found.decoded();
        if (entry == null) {
            return false;
        }
        Source source = entry.getSource();
        return source.getPartition() == action.partition() && source.getOffset() == action.offset()
                || entry.getDesk().equals(desk) && entry.getSequence() == sequence;
    }

    private static boolean isOfThePast(JournalEntry entry, ConsumerRecord<byte[], byte[]> action) {
        return entry.getSource().getPartition() != action.partition()
                || entry.getSource().getOffset() < action.offset();
    }

    private byte[] altered(
            Found<JournalEntry> found, ConsumerRecord<byte[], byte[]> action, DeskCheck desk, Expected expected) {
        ConsumerRecord<byte[], byte[]> record = found.record();
        JournalEntry entry = found.decoded();
        if (entry != null) {
            desk.refolded.goOnFrom(entry.getHash().bytes());
        }
        findings.add(desk.id(), () -> {
            Difference difference;
            if (!Arrays.equals(record.key(), action.key())) {
                difference = new Difference("key", desk.id(), Keys.text(record.key()));
            } else if (entry == null) {
                difference = Difference.ofBytes(expected.entry(), record.value());
            } else {
                difference = Difference.between(expected.written(), entry)
                        .orElseGet(() -> Difference.ofBytes(expected.entry(), record.value()));
                if (rules.apply(entry.getRules()).isEmpty()) {
                    difference = newer(difference, entry.getRules());
                }
            }
            return finding(
                    record,
                    desk.id(),
                    desk.sequence(),
                    desk.at(),
                    difference.field(),
                    difference.expected(),
                    difference.found());
        });
        return record.value();
    }

    /** What newer rules decided cannot be judged here, and is not called a forgery before somebody has who can. */
    private static Difference newer(Difference difference, int version) {
        return new Difference(
                difference.field(),
                difference.expected(),
                difference.found() + ", by version " + version
                        + " of the rules, which is not known here: verify with the software that wrote it, or newer");
    }

    private byte[] missing(ConsumerRecord<byte[], byte[]> action, DeskCheck desk, Expected expected) {
        findings.add(
                desk.id(),
                () -> finding(
                        action,
                        desk.id(),
                        desk.sequence(),
                        desk.at(),
                        "the journal entry of action " + expected.action().getActionId(),
                        "entry " + desk.sequence() + " of the desk",
                        "missing"));
        return null;
    }

    private void inserted(Found<JournalEntry> found) {
        JournalEntry entry = found.decoded();
        String desk = entry == null ? Keys.text(found.record().key()) : entry.getDesk();
        DeskCheck check = desks.get(desk);
        if (check != null && check.lost) {
            return;
        }
        findings.add(
                desk,
                () -> finding(
                        found.record(),
                        desk,
                        entry == null ? null : entry.getSequence(),
                        entry == null ? null : entry.getAt().toEpochMilli(),
                        "the entry",
                        "none, as no action stands for it there",
                        entry == null
                                ? "no journal entry at all"
                                : "one of action " + entry.getActionId() + ", sequence " + entry.getSequence()));
    }

    private void outOfOrder(Found<JournalEntry> moved, Found<JournalEntry> other) {
        if (moved.isKnownToBeEarly) {
            return;
        }
        moved.isKnownToBeEarly = true;
        JournalEntry entry = moved.decoded();
        findings.add(
                entry.getDesk(),
                () -> finding(
                        moved.record(),
                        entry.getDesk(),
                        entry.getSequence(),
                        entry.getAt().toEpochMilli(),
                        "the order",
                        "that of the log, where the action of this entry stands at offset "
                                + entry.getSource().getOffset(),
                        "another: the entry at offset " + other.record().offset() + " is of the action at offset "
                                + other.decoded().getSource().getOffset()));
    }

    private static Finding finding(
            ConsumerRecord<byte[], byte[]> record,
            String desk,
            Long sequence,
            Long at,
            String field,
            String expected,
            String found) {
        return new Finding(
                desk, record.topic(), record.partition(), record.offset(), sequence, at, field, expected, found);
    }
}
