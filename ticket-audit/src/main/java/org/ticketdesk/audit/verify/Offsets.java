package org.ticketdesk.audit.verify;

import java.util.Arrays;

/** Offsets in rising order, eight bytes each. Not thread-safe. */
final class Offsets {
    private long[] offsets = new long[16];
    private int size;

    void add(long offset) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * size);
        }
        offsets[size++] = offset;
    }

    int size() {
        return size;
    }

    long get(int place) {
        return offsets[place];
    }

    /** The place of an offset; negative when it is not there. */
    int find(long offset) {
        return Arrays.binarySearch(offsets, 0, size, offset);
    }
}
