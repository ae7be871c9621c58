package org.ticketdesk.audit.verify;

import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificFixed;
import org.apache.avro.specific.SpecificRecord;
import org.ticketdesk.events.json.JsonForm;

/**
 * The first field in which two records of one type differ, in the order of their schema.
 *
 * @param field its path, as {@code facts[0].row}
 * @param expected its value in the record that must be, as JSON has it
 * @param found its value in the record that is
 */
record Difference(String field, String expected, String found) {

    /** The first difference; empty when the records say the same. */
    static Optional<Difference> between(SpecificRecord expected, SpecificRecord found) {
        return Optional.ofNullable(records("", expected, found));
    }

    /** Of two arrays of bytes whose records say the same, or that are no records: where they part. */
    static Difference ofBytes(byte[] expected, byte[] found) {
        if (found == null) {
            return new Difference("value", expected.length + " bytes", "none");
        }
        int at = 0;
        while (at < expected.length && at < found.length && expected[at] == found[at]) {
            at++;
        }
        return new Difference("byte " + at, byteAt(expected, at), byteAt(found, at));
    }

    private static String byteAt(byte[] bytes, int at) {
        return at < bytes.length ? HexFormat.of().formatHex(bytes, at, at + 1) : "none";
    }

    private static Difference records(String path, IndexedRecord expected, IndexedRecord found) {
        for (Schema.Field field : expected.getSchema().getFields()) {
            String name = path.isEmpty() ? field.name() : path + '.' + field.name();
            Difference difference = values(name, expected.get(field.pos()), found.get(field.pos()));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static Difference values(String path, Object expected, Object found) {
        if (Objects.equals(expected, found)) {
            return null;
        }
        if (expected instanceof IndexedRecord one && found instanceof IndexedRecord other) {
            return one.getSchema().equals(other.getSchema())
                    ? records(path, one, other)
                    : new Difference(
                            path + ".type",
                            one.getSchema().getName(),
                            other.getSchema().getName());
        }
        if (expected instanceof List<?> one && found instanceof List<?> other) {
            return lists(path, one, other);
        }
        return new Difference(path, text(expected), text(found));
    }

    private static Difference lists(String path, List<?> expected, List<?> found) {
        for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
            Object one = i < expected.size() ? expected.get(i) : null;
            Object other = i < found.size() ? found.get(i) : null;
            Difference difference = values(path + '[' + i + ']', one, other);
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static String text(Object value) {
        return switch (value) {
            case null -> "none";
            case SpecificFixed fixed -> HexFormat.of().formatHex(fixed.bytes());
            case SpecificRecord record -> record.getSchema().getName() + ' ' + JsonForm.write(record);
            default -> value.toString();
        };
    }
}
