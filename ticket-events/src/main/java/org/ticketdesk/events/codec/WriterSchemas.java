package org.ticketdesk.events.codec;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * The schema that a record was written with, made safe to resolve.
 *
 * <p>Avro reads a branch of a union whose name the reader does not know as the first record of the same shape: an action without
 * fields, new and unheard of, would be read as {@code MoveToInProgress}. Here such a branch is replaced by one that matches
 * nothing, so that meeting it is an error.
 */
final class WriterSchemas {

    private final Set<String> known = new HashSet<>();
    private final Map<String, Schema> copies = new HashMap<>();

    private WriterSchemas(Schema reader) {
        collect(reader);
    }

    static Schema resolvable(Schema written, Schema reader) {
        return new WriterSchemas(reader).copy(written);
    }

    private void collect(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> {
                if (known.add(schema.getFullName())) {
                    known.addAll(schema.getAliases());
                    schema.getFields().forEach(field -> collect(field.schema()));
                }
            }
            case ENUM, FIXED -> known.add(schema.getFullName());
            case UNION -> schema.getTypes().forEach(this::collect);
            case ARRAY -> collect(schema.getElementType());
            case MAP -> collect(schema.getValueType());
            case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
        }
    }

    private Schema copy(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case UNION ->
                Schema.createUnion(schema.getTypes().stream().map(this::branch).toList());
            case ARRAY -> Schema.createArray(copy(schema.getElementType()));
            case MAP -> Schema.createMap(copy(schema.getValueType()));
            case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> schema;
        };
    }

    private Schema branch(Schema schema) {
        return schema.getType() == Schema.Type.RECORD && !known.contains(schema.getFullName())
                ? Schema.createFixed(schema.getFullName(), null, null, 0)
                : copy(schema);
    }

    private Schema record(Schema schema) {
        Schema begun = copies.get(schema.getFullName());
        if (begun != null) {
            return begun;
        }
        Schema copy = Schema.createRecord(schema.getFullName(), schema.getDoc(), null, schema.isError());
        copies.put(schema.getFullName(), copy);
        copy.setFields(schema.getFields().stream()
                .map(field -> new Schema.Field(field.name(), copy(field.schema()), field.doc()))
                .toList());
        return copy;
    }
}
