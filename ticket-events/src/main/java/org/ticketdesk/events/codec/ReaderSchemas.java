package org.ticketdesk.events.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/**
 * The schema that a record is read with.
 *
 * <p>The status topic and the tickets are read with their schemas as they are: a value younger than the reader becomes UNKNOWN.
 * Actions and journal entries are read exactly: who decides, or folds, must stop at what it has no name for, so the enums'
 * defaults are taken out.
 */
final class ReaderSchemas {

    private static final Set<String> READ_EXACTLY = Set.of("DeskAction", "JournalEntry");

    private ReaderSchemas() {}

    static Schema of(Schema current) {
        return READ_EXACTLY.contains(current.getName()) ? exact(current) : current;
    }

    private static Schema exact(Schema schema) {
        try {
            JsonNode tree = new ObjectMapper().readTree(schema.toString());
            for (var node : tree.findParents("symbols")) {
                ((ObjectNode) node).remove("default");
            }
            return new SchemaParser().parse(tree.toString()).mainSchema();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro has written a schema that is not JSON: " + schema.getFullName(), e);
        }
    }
}
