package org.ticketdesk.audit.verify;

/**
 * One thing that is not as it must be.
 *
 * @param desk whose; null when it is no desk's
 * @param topic where the record stands; for the views, the name of their table
 * @param partition of the topic; -1 when it has none
 * @param offset of the record; null when there is no record, as of something lost
 * @param sequence of the desk's entry that it belongs to; null when it belongs to none
 * @param at when that was, epoch milliseconds; null when it is not known
 * @param field what differs, as {@code facts[0].row}; a word for the whole where a whole record is at fault
 * @param expected what must stand there
 * @param found what stands there
 */
public record Finding(
        String desk,
        String topic,
        int partition,
        Long offset,
        Long sequence,
        Long at,
        String field,
        String expected,
        String found) {

    /** Where it is, as {@code desk-journal-3 at offset 812}. */
    public String place() {
        return topic + (partition < 0 ? "" : "-" + partition) + (offset == null ? "" : " at offset " + offset);
    }

    /** The finding in a sentence. */
    public String sentence() {
        return (desk == null ? "" : "desk " + desk + ": ") + place()
                + (sequence == null ? "" : ", sequence " + sequence) + ": " + field + " is " + found + "; expected "
                + expected + (expected.endsWith(".") ? "" : ".");
    }

    @Override
    public String toString() {
        return sentence();
    }
}
