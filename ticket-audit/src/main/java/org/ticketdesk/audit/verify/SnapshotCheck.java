package org.ticketdesk.audit.verify;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.events.TicketSnapshot;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.UndecodableException;
import org.ticketdesk.events.topics.DeskTopic;

/** Compares the latest snapshot of each ticket of a partition with the ticket as it must be. Keeps one for each ticket. */
final class SnapshotCheck {
    private final Codec<TicketSnapshot> codec;
    private final Map<String, DeskCheck> desks;
    private final Findings findings;
    private final Map<String, Latest> latest = new HashMap<>();
    private long compared;
    private long ahead;

    private record Latest(int partition, long offset, byte[] value) {}

    SnapshotCheck(Codec<TicketSnapshot> codec, Map<String, DeskCheck> desks, Findings findings) {
        this.codec = codec;
        this.desks = desks;
        this.findings = findings;
    }

    /**
     * Compares; the desks have been decided to where the journal ended.
     *
     * @param partition which
     * @param records of the compacted tickets
     */
    void compare(int partition, Records records) {
        while (records.hasNext()) {
            ConsumerRecord<byte[], byte[]> record = records.next();
            latest.put(Keys.text(record.key()), new Latest(record.partition(), record.offset(), record.value()));
        }
        for (DeskCheck desk : desks.values()) {
            if (!desk.lost) {
                for (Ticket ticket : desk.refolded.rows().tickets()) {
                    Latest found = latest.remove(desk.id() + '/' + ticket.id());
                    compared++;
                    compare(partition, desk, desk.refolded.snapshot(ticket), found);
                }
            }
        }
        latest.forEach((key, found) -> neverOpened(key, found));
    }

    /** How many tickets were compared. */
    long compared() {
        return compared;
    }

    /** How many snapshots were of entries that the journal had not come to. */
    long ahead() {
        return ahead;
    }

    private void compare(int partition, DeskCheck desk, TicketSnapshot expected, Latest latest) {
        TicketSnapshot found = latest == null ? null : decoded(latest);
        if (found != null && found.equals(expected)) {
            return;
        }
        if (found != null
                && found.getSequence() > desk.sequence()
                && found.getTicket().equals(expected.getTicket())) {
            ahead++;
            desk.ahead(neverOpened(found, latest));
            return;
        }
        findings.add(desk.id(), () -> {
            Difference difference = found == null
                    ? new Difference(
                            "the latest snapshot of ticket " + expected.getTicket(),
                            "one of sequence " + expected.getSequence(),
                            latest == null || latest.value == null ? "missing" : "no snapshot at all")
                    : Difference.between(expected, found).orElseThrow();
            return new Finding(
                    desk.id(),
                    DeskTopic.TICKETS.topicName(),
                    partition,
                    latest == null ? null : latest.offset,
                    expected.getSequence(),
                    desk.at(),
                    found == null ? difference.field() : "ticket " + expected.getTicket() + ": " + difference.field(),
                    difference.expected(),
                    difference.found());
        });
    }

    private void neverOpened(String key, Latest found) {
        TicketSnapshot snapshot = decoded(found);
        String of = snapshot == null ? String.valueOf(key).replaceFirst("/.*", "") : snapshot.getDesk();
        DeskCheck desk = DeskCheck.of(of, desks);
        if (desk.lost) {
            return;
        }
        if (snapshot != null && snapshot.getSequence() > desk.sequence()) {
            ahead++;
            desk.ahead(neverOpened(snapshot, found));
        } else if (snapshot != null) {
            findings.add(neverOpened(snapshot, found));
        } else if (found.value != null) {
            findings.add(new Finding(
                    of,
                    DeskTopic.TICKETS.topicName(),
                    found.partition,
                    found.offset,
                    null,
                    null,
                    "the record with the key " + key,
                    "a snapshot of a ticket that was opened",
                    "another"));
        }
    }

    private static Finding neverOpened(TicketSnapshot snapshot, Latest found) {
        return new Finding(
                snapshot.getDesk(),
                DeskTopic.TICKETS.topicName(),
                found.partition,
                found.offset,
                snapshot.getSequence(),
                null,
                "the snapshot of ticket " + snapshot.getTicket(),
                "none, as no entry brought it about",
                "one of sequence " + snapshot.getSequence());
    }

    private TicketSnapshot decoded(Latest found) {
        try {
            return found.value == null ? null : codec.decode(found.value);
        } catch (UndecodableException e) {
            return null;
        }
    }
}
