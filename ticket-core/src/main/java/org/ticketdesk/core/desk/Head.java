package org.ticketdesk.core.desk;

import org.ticketdesk.core.journey.Settings;

/**
 * Where a desk's story has come to.
 *
 * @param sequence of its last entry; 0 when it has none
 * @param at the desk's time: that of its last entry, epoch milliseconds
 * @param settings as they are
 */
public record Head(long sequence, long at, Settings settings) {
    /** A desk of which nobody has heard yet. */
    public static final Head OF_A_NEW_DESK = new Head(0, 0, Settings.OF_A_NEW_DESK);
}
