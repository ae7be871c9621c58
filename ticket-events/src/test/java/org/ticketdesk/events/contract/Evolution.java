package org.ticketdesk.events.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * How a schema of the contract may change: what a new one has to promise towards every schema ever published, not only the last.
 */
final class Evolution {

    /** What is promised of a record. */
    enum Promise {
        /** What was ever written can be read, exactly; what is new must be read by readers upgraded first. */
        BACKWARD,
        /** That, and every reader of an older version can read what is written now. */
        FULL
    }

    private final List<String> problems = new ArrayList<>();

    private Evolution() {}

    static Promise promiseOf(String record) {
        return switch (record) {
            case "DeskAction", "JournalEntry" -> Promise.BACKWARD;
            case "TicketStatusChanged", "TicketSnapshot" -> Promise.FULL;
            default -> throw new IllegalArgumentException("Nothing is promised of " + record + " yet");
        };
    }

    /** Each breach of the promise, in words; empty when there is none. */
    static List<String> problems(Schema current, List<Schema> published, Promise promise) {
        var evolution = new Evolution();
        evolution.judgeAlone(current, promise);
        for (int i = 0; i < published.size(); i++) {
            evolution.judgeBeside(current, published.get(i), "schema " + (i + 1), promise);
        }
        return evolution.problems;
    }

    private void judgeAlone(Schema current, Promise promise) {
        walk(current, current.getName(), (path, schema) -> {
            if (promise == Promise.FULL && schema.getType() == Schema.Type.ENUM && schema.getEnumDefault() == null) {
                problems.add(path + ": the enum has no default, so that older readers fail at a new symbol");
            }
            if (promise == Promise.FULL
                    && schema.getType() == Schema.Type.UNION
                    && !(schema.getTypes().size() == 2 && schema.isNullable())) {
                problems.add(
                        path + ": a union of more than null and one type, so that older readers fail at a new branch");
            }
            if (schema.getType() == Schema.Type.UNION) {
                schema.getTypes().stream()
                        .filter(branch -> branch.getType() == Schema.Type.RECORD && branch.getField("type") != null)
                        .forEach(branch -> problems.add(path + ": the field type of " + branch.getName()
                                + " would hide the record's name in JSON"));
            }
        });
        if (current.getName().equals("JournalEntry")) {
            judgeEndOfEntry(current);
        }
    }

    /** The hash is computed over, and written behind, what stands before these two. */
    private void judgeEndOfEntry(Schema entry) {
        var fields = entry.getFields();
        var source = fields.get(fields.size() - 2);
        var hash = fields.get(fields.size() - 1);
        boolean asTheChainNeeds = source.name().equals("source")
                && source.schema().getFields().stream()
                        .map(field -> field.schema().getType())
                        .toList()
                        .equals(List.of(Schema.Type.INT, Schema.Type.LONG))
                && hash.name().equals("hash")
                && hash.schema().getType() == Schema.Type.FIXED
                && hash.schema().getFixedSize() == 32;
        if (!asTheChainNeeds) {
            problems.add("JournalEntry: the last two fields are not source (int, long) and hash (fixed 32)");
        }
    }

    private void judgeBeside(Schema current, Schema old, String name, Promise promise) {
        judgeReading(current, old, "cannot read " + name);
        if (promise == Promise.FULL) {
            judgeReading(old, current, "cannot be read by " + name);
        }
        var before = parts(old);
        parts(current).forEach((path, now) -> {
            var then = before.get(path);
            if (then != null) {
                judgeWhatAvroDoesNot(path, then, now, name);
            }
        });
    }

    private void judgeReading(Schema reader, Schema writer, String problem) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult();
        if (result.getCompatibility() != SchemaCompatibilityType.COMPATIBLE) {
            result.getIncompatibilities()
                    .forEach(found -> problems.add(reader.getName() + " " + problem + ": " + found.getType() + " at "
                            + found.getLocation() + ", " + found.getMessage()));
        }
    }

    private void judgeWhatAvroDoesNot(String path, Schema then, Schema now, String name) {
        if (!Objects.equals(then.getLogicalType(), now.getLogicalType())) {
            problems.add(
                    path + ": the logical type is not that of " + name + ", so that old bytes change their meaning");
        }
        if (then.getType() == Schema.Type.ENUM && now.getType() == Schema.Type.ENUM) {
            then.getEnumSymbols().stream()
                    .filter(symbol -> !now.getEnumSymbols().contains(symbol))
                    .forEach(symbol -> problems.add(path + ": the symbol " + symbol + " of " + name + " is gone"));
        }
    }

    private static Map<String, Schema> parts(Schema schema) {
        var parts = new LinkedHashMap<String, Schema>();
        walk(schema, schema.getName(), parts::put);
        return parts;
    }

    private interface Visitor {
        void visit(String path, Schema schema);
    }

    private static void walk(Schema schema, String path, Visitor visitor) {
        visitor.visit(path, schema);
        Consumer<Schema> branch = part ->
                walk(part, part.getType() == Schema.Type.RECORD ? path + "/" + part.getName() : path + "?", visitor);
        switch (schema.getType()) {
            case RECORD ->
                schema.getFields().forEach(field -> walk(field.schema(), path + "." + field.name(), visitor));
            case UNION ->
                schema.getTypes().stream()
                        .filter(part -> part.getType() != Schema.Type.NULL)
                        .forEach(branch);
            case ARRAY -> branch.accept(schema.getElementType());
            case MAP -> branch.accept(schema.getValueType());
            case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
        }
    }
}
