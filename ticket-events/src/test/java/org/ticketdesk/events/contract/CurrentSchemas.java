package org.ticketdesk.events.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.avro.Schema;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketSnapshot;
import org.ticketdesk.events.TicketStatusChanged;

/** The contract as it is in this build. */
final class CurrentSchemas {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private CurrentSchemas() {}

    static List<Schema> all() {
        return List.of(
                DeskAction.getClassSchema(),
                JournalEntry.getClassSchema(),
                TicketSnapshot.getClassSchema(),
                TicketStatusChanged.getClassSchema());
    }

    /** The text to publish: complete, and without what only Java's code generation needs. */
    static String text(Schema schema) throws JsonProcessingException {
        var tree = JSON.readTree(schema.toString());
        for (var node : tree.findParents("avro.java.string")) {
            ((ObjectNode) node).remove("avro.java.string");
        }
        return JSON.writeValueAsString(tree) + "\n";
    }
}
