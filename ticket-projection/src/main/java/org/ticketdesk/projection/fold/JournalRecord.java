package org.ticketdesk.projection.fold;

/**
 * A record of the journal as read.
 *
 * @param partition of the journal
 * @param offset within the partition
 * @param desk the record's key
 * @param subject its header {@code ce_subject}: {@code desk/ticket} when the action named a ticket, else the desk; null when absent
 * @param value the bytes, not to be changed; none in a tombstone, which puts the record at fault
 */
public record JournalRecord(int partition, long offset, String desk, String subject, byte[] value) {

    /** The ticket that the subject names, or null. */
    public String subjectTicket() {
        if (subject == null || desk == null || subject.length() < desk.length() + 2) {
            return null;
        }
        return subject.startsWith(desk) && subject.charAt(desk.length()) == '/'
                ? subject.substring(desk.length() + 1)
                : null;
    }

    /** For people: where the record is. */
    String place() {
        return "offset " + offset + " of partition " + partition;
    }
}
