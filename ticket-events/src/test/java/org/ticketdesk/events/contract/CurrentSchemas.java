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
import org.ticketdesk.events.codec.Codec;

/** The contract as it is in this build. */
final class CurrentSchemas {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private CurrentSchemas() {}

    static List<Schema> all() {
        return List.of(
                DeskAction.getClassSchema(),
                JournalEntry.getClassSchema(),
                TicketStatusChanged.getClassSchema(),
                TicketSnapshot.getClassSchema());
    }

    static Codec<?> codec(String record) {
        return switch (record) {
            case "DeskAction" -> Codec.DESK_ACTION;
            case "JournalEntry" -> Codec.JOURNAL_ENTRY;
            case "TicketStatusChanged" -> Codec.TICKET_STATUS_CHANGED;
            case "TicketSnapshot" -> Codec.TICKET_SNAPSHOT;
            default -> throw new IllegalArgumentException("There is no codec of " + record);
        };
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
