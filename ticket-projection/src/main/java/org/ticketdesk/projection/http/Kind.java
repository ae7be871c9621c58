package org.ticketdesk.projection.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the values of a parameter look like: how they are read, how they are described, and what a message says was expected.
 *
 * @param expected what follows the word "expected" in a message
 * @param schema the JSON schema of one value
 * @param many whether it may be given several times, or several with commas between
 * @param reader reads what was given, or finds that it is nothing of this kind
 * @param <T> what is read
 */
record Kind<T>(String expected, Map<String, Object> schema, boolean many, Function<List<String>, Optional<T>> reader) {

    private static final String ID_PATTERN = "[A-Za-z0-9_.:@-]{1,128}";
    /** Few enough digits for a long. */
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

    private static final String TOKEN_PATTERN = "[!-~]{1,128}";
    /** The symbol that a contract's enum has for those younger than the reader. */
    private static final String UNKNOWN = "UNKNOWN";

    private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999Z");

    /** The id of a desk, a ticket, an agent or a customer. */
    static final Kind<String> ID = pattern(ID_PATTERN, "1 to 128 characters out of ASCII letters, digits and -_.:@");

    /** The id of an action. */
    static final Kind<String> TOKEN = pattern(TOKEN_PATTERN, "1 to 128 printable ASCII characters without spaces");

    static final Kind<Instant> TIME = one(
            "a time such as 2026-11-22T10:15:30.250Z",
            Map.of("type", "string", "format", "date-time"),
            text -> time(text).filter(time -> !time.isBefore(FIRST_TIME) && !time.isAfter(LAST_TIME)));

    static final Kind<Boolean> FLAG = one("true or false", Map.of("type", "boolean"), text -> switch (text) {
        case "true" -> Optional.of(true);
        case "false" -> Optional.of(false);
        default -> Optional.empty();
    });

    /** What another answer gave, to be given back as it is. */
    static final Kind<String> CURSOR = one(
            "what the answer before gave as next",
            Map.of("type", "string", "maxLength", 1_000),
            text -> text.isEmpty() || text.length() > 1_000 ? Optional.empty() : Optional.of(text));

    static final Kind<Place> PLACE = one(
            "a place in the desk's story, such as 4711.2",
            Map.of("type", "string", "pattern", "^" + Place.PATTERN + "$"),
            Place::read);

    static Kind<Long> whole(long least, long most) {
        return one(
                "a whole number from " + least + " to " + most,
                ordered("type", "integer", "minimum", least, "maximum", most),
                text -> whole(text).filter(number -> number >= least && number <= most));
    }

    static <E extends Enum<E>> Kind<E> oneOf(Class<E> values) {
        return one(
                "one of " + names(values),
                ordered("type", "string", "enum", symbols(values)),
                text -> symbol(values, text));
    }

    static Kind<String> oneOf(String... values) {
        List<String> known = List.of(values);
        return one(
                "one of " + String.join(", ", known),
                ordered("type", "string", "enum", known),
                text -> Optional.of(text).filter(known::contains));
    }

    static <E extends Enum<E>> Kind<Set<E>> someOf(Class<E> values) {
        return new Kind<>(
                "some of " + names(values),
                ordered("type", "string", "enum", symbols(values)),
                true,
                given -> some(values, given));
    }

    private static <E extends Enum<E>> Optional<Set<E>> some(Class<E> values, List<String> given) {
        Set<E> some = EnumSet.noneOf(values);
        for (String text : given) {
            for (String part : text.split(",", -1)) {
                Optional<E> symbol = symbol(values, part);
                if (symbol.isEmpty()) {
                    return Optional.empty();
                }
                some.add(symbol.get());
            }
        }
        return Optional.of(some);
    }

    private static Kind<String> pattern(String pattern, String expected) {
        Pattern compiled = Pattern.compile(pattern);
        return one(
                expected,
                ordered("type", "string", "pattern", "^" + pattern + "$"),
                text -> Optional.of(text)
                        .filter(value -> compiled.matcher(value).matches()));
    }

    private static <T> Kind<T> one(String expected, Map<String, Object> schema, Function<String, Optional<T>> reader) {
        return new Kind<>(
                expected,
                schema,
                false,
                given -> given.size() == 1 ? reader.apply(given.getFirst()) : Optional.empty());
    }

    private static Optional<Long> whole(String text) {
        return WHOLE_NUMBER.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static <E extends Enum<E>> Optional<E> symbol(Class<E> values, String text) {
        return known(values).filter(value -> value.toString().equals(text)).findFirst();
    }

    private static <E extends Enum<E>> List<String> symbols(Class<E> values) {
        return known(values).map(Enum::toString).toList();
    }

    private static <E extends Enum<E>> String names(Class<E> values) {
        return known(values).map(Enum::toString).collect(Collectors.joining(", "));
    }

    private static <E extends Enum<E>> Stream<E> known(Class<E> values) {
        return Arrays.stream(values.getEnumConstants())
                .filter(value -> !value.name().equals(UNKNOWN));
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
