package org.ticketdesk.processor.state;

import org.ticketdesk.core.desk.Head;

/**
 * Where a desk's story has come to, and where it stands in the log: the desk's own row.
 *
 * @param head sequence, time and settings
 * @param offset of the action last decided, in the desk's partition of the log
 * @param actionId of that action: the log is recognised by it
 * @param rules the highest version of the rules that has decided for this desk
 * @param hash the head of the desk's hash chain, 32 bytes
 * @param forgotten up to which sequence the memory of action ids has been looked through
 */
public record DeskRow(Head head, long offset, String actionId, int rules, byte[] hash, long forgotten) {
    /** A desk of which nobody has heard yet. */
    public static DeskRow ofANewDesk() {
        return new DeskRow(Head.OF_A_NEW_DESK, -1, "", 0, new byte[32], 0);
    }
}
