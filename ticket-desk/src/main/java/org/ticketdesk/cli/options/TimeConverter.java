package org.ticketdesk.cli.options;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time with its offset, in ISO 8601, to the millisecond: what is finer is cut, as the desk's own times are. */
public final class TimeConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            throw new TypeConversionException("'" + text
                    + "' is no time with an offset, such as 2026-11-22T10:15:30.250Z or 2026-11-22T12:15:30+02:00");
        }
    }
}
