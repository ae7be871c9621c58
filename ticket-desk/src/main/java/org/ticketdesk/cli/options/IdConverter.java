package org.ticketdesk.cli.options;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The id of a desk, a ticket or an agent. */
public final class IdConverter implements ITypeConverter<String> {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:@-]{1,128}");

    @Override
    public String convert(String text) {
        if (!ID.matcher(text).matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is no id, expected 1 to 128 characters out of ASCII letters, digits and -_.:@");
        }
        return text;
    }
}
