package org.ticketdesk.audit.verify;

import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.audit.verify.Lookahead.Found;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskTopic;

/**
 * Compares a partition of the status topic, change by change, with what must stand there. The topic may begin later than the log:
 * its records are deleted after a time. A change that is altered, lost, doubled or moved is one finding, and does not shift what
 * comes after it. Not thread-safe.
 */
final class StatusCheck {
    private final int partition;
    private final Codec<TicketStatusChanged> codec;
    private final Map<String, DeskCheck> desks;
    private final Findings findings;
    private final Lookahead<TicketStatusChanged> topic;
    /** What stood before the first record that is kept was deleted in its time, and is not looked for. */
    private boolean mayBeDeleted;

    private long compared;
    private long ahead;

    StatusCheck(
            int partition,
            Records records,
            Codec<TicketStatusChanged> codec,
            Map<String, DeskCheck> desks,
            Findings findings) {
        this.partition = partition;
        this.codec = codec;
        this.desks = desks;
        this.findings = findings;
        this.topic = new Lookahead<>(records, codec);
        Found<TicketStatusChanged> first = topic.peek();
        this.mayBeDeleted = first == null ? records.end() > 0 : first.record().offset() > 0;
    }

    /** Takes the record of a change, and compares it. */
    void take(DeskCheck desk, TicketStatusChanged expected) {
        while (true) {
            Found<TicketStatusChanged> next = topic.peek();
            if (next == null) {
                missing(desk, expected);
                return;
            }
            if (isAsExpected(next, expected)) {
                topic.pass();
                found();
                return;
            }
            TicketStatusChanged change = next.decoded();
            if (change == null && !mayBeDeleted || change != null && isOf(change, expected)) {
                topic.pass();
                altered(next, desk, expected);
                found();
                return;
            }
            if (change == null || isLost(change) || isOfThePast(change, desk, expected)) {
                topic.pass();
                extra(next);
                continue;
            }
            int place = mayBeDeleted ? -1 : topic.find(other -> isAsExpected(other, expected));
            if (place < 0) {
                missing(desk, expected);
                return;
            }
            Found<TicketStatusChanged> moved = topic.takeOut(place);
            outOfOrder(place == 1 ? next : moved);
            found();
            return;
        }
    }

    private void found() {
        compared++;
        mayBeDeleted = false;
    }

    /** The log has ended: what follows is of entries that were written since, or is one too many. */
    void end() {
        for (Found<TicketStatusChanged> next = topic.peek(); next != null; next = topic.peek()) {
            topic.pass();
            TicketStatusChanged change = next.decoded();
            DeskCheck desk = change == null ? null : DeskCheck.of(change.getDesk(), desks);
            if (desk != null && !desk.lost && change.getSequence() > desk.sequence()) {
                ahead++;
                desk.ahead(extraOf(next));
            } else {
                extra(next);
            }
        }
    }

    /** How many changes were compared. */
    long compared() {
        return compared;
    }

    /** How many were of entries that the journal had not come to. */
    long ahead() {
        return ahead;
    }

    private boolean isAsExpected(Found<TicketStatusChanged> found, TicketStatusChanged expected) {
        ConsumerRecord<byte[], byte[]> record = found.record();
        if (record.value() == null || !Arrays.equals(record.key(), Keys.of(expected.getDesk(), expected.getTicket()))) {
            return false;
        }
        return codec.isSame(record.value(), Codec.TICKET_STATUS_CHANGED.encode(expected))
                || expected.equals(found.decoded());
    }

    private static boolean isOf(TicketStatusChanged change, TicketStatusChanged expected) {
        if (!change.getDesk().equals(expected.getDesk())) {
            return false;
        }
        return change.getSequence() == expected.getSequence() && change.getIndex() == expected.getIndex()
                || change.getActionId().equals(expected.getActionId())
                        && change.getTicket().equals(expected.getTicket())
                        && change.getTo() == expected.getTo();
    }

    private boolean isLost(TicketStatusChanged change) {
        DeskCheck desk = desks.get(change.getDesk());
        return desk != null && desk.lost;
    }

    private boolean isOfThePast(TicketStatusChanged change, DeskCheck desk, TicketStatusChanged expected) {
        if (change.getDesk().equals(desk.id())) {
            return change.getSequence() < expected.getSequence()
                    || change.getSequence() == expected.getSequence() && change.getIndex() < expected.getIndex();
        }
        DeskCheck other = desks.get(change.getDesk());
        return other != null && change.getSequence() <= other.sequence();
    }

    private void altered(Found<TicketStatusChanged> found, DeskCheck desk, TicketStatusChanged expected) {
        ConsumerRecord<byte[], byte[]> record = found.record();
        findings.add(desk.id(), () -> {
            byte[] bytes = Codec.TICKET_STATUS_CHANGED.encode(expected);
            Difference difference = found.decoded() == null
                    ? Difference.ofBytes(bytes, record.value())
                    : Difference.between(expected, found.decoded())
                            .orElseGet(() -> new Difference(
                                    "key", expected.getDesk() + '/' + expected.getTicket(), Keys.text(record.key())));
            return new Finding(
                    desk.id(),
                    record.topic(),
                    partition,
                    record.offset(),
                    expected.getSequence(),
                    expected.getAt().toEpochMilli(),
                    difference.field(),
                    difference.expected(),
                    difference.found());
        });
    }

    private void missing(DeskCheck desk, TicketStatusChanged expected) {
        if (mayBeDeleted) {
            return;
        }
        findings.add(
                desk.id(),
                () -> new Finding(
                        desk.id(),
                        DeskTopic.STATUS_CHANGED.topicName(),
                        partition,
                        null,
                        expected.getSequence(),
                        expected.getAt().toEpochMilli(),
                        "the status change of ticket " + expected.getTicket() + " by " + expected.getRow(),
                        "a record, at index " + expected.getIndex() + " of its entry",
                        "missing"));
    }

    private void extra(Found<TicketStatusChanged> found) {
        TicketStatusChanged change = found.decoded();
        if (change == null || !isLost(change)) {
            Finding finding = extraOf(found);
            findings.add(finding);
        }
    }

    private Finding extraOf(Found<TicketStatusChanged> found) {
        TicketStatusChanged change = found.decoded();
        return new Finding(
                change == null ? deskOf(found.record()) : change.getDesk(),
                found.record().topic(),
                partition,
                found.record().offset(),
                change == null ? null : change.getSequence(),
                change == null ? null : change.getAt().toEpochMilli(),
                "the status change",
                "none there",
                change == null
                        ? "no status change at all"
                        : "one of ticket " + change.getTicket() + " by " + change.getRow() + ", index "
                                + change.getIndex() + ", doubled or of no decision");
    }

    private static String deskOf(ConsumerRecord<byte[], byte[]> record) {
        String key = Keys.text(record.key());
        return key == null || key.indexOf('/') < 0 ? key : key.substring(0, key.indexOf('/'));
    }

    private void outOfOrder(Found<TicketStatusChanged> moved) {
        if (moved.isKnownToBeEarly) {
            return;
        }
        moved.isKnownToBeEarly = true;
        TicketStatusChanged change = moved.decoded();
        findings.add(
                change.getDesk(),
                () -> new Finding(
                        change.getDesk(),
                        moved.record().topic(),
                        partition,
                        moved.record().offset(),
                        change.getSequence(),
                        change.getAt().toEpochMilli(),
                        "the order",
                        "that of the journal",
                        "another"));
    }
}
