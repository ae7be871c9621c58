package org.ticketdesk.projection.measures;

/** More was measured in a range than can be summed up exactly in the memory of one query; the message says how much may be. */
public final class TooMuchMeasuredException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMuchMeasuredException(int most) {
        super("found more than " + most + " values in the range, expected at most so many; ask for less at a time");
    }
}
