package org.ticketdesk.cli.audit;

import java.time.DateTimeException;
import java.time.Instant;
import org.ticketdesk.audit.verify.Since;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A sequence or a time, as typed. */
final class SinceConverter implements ITypeConverter<Since> {
    @Override
    public Since convert(String value) {
        if (value.matches("[1-9]\\d{0,17}")) {
            return new Since.Sequence(Long.parseLong(value));
        }
        try {
            return new Since.Time(Instant.parse(value));
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "'" + value + "' is neither a sequence, from 1, nor a time, as 2026-11-22T10:15:30Z");
        }
    }
}
