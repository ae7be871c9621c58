package org.ticketdesk.cli.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ticketdesk.audit.history.StoryItem;
import org.ticketdesk.audit.history.Touch;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.json.JsonForm;

/** An item of a ticket's story as JSON, with the names that the desk's HTTP interface has for them. Stateless. */
final class StoryJson {
    private static final JsonMapper JSON = new JsonMapper();

    private StoryJson() {}

    static ObjectNode of(StoryItem item) {
        JournalEntry entry = item.entry();
        ObjectNode json = AuditJson.object()
                .put("sequence", entry.getSequence())
                .put("at", AuditJson.time(entry.getAt()))
                .put("occurredAt", AuditJson.time(item.action().getOccurredAt()))
                .put("actionId", entry.getActionId());
        json.putObject("actor")
                .put("role", entry.getActor().getRole().name())
                .put("id", entry.getActor().getId());
        json.put("type", entry.getType())
                .put("ticket", item.action().getTicket())
                .put("outcome", entry.getOutcome().name())
                .put(
                        "reason",
                        entry.getReason() == null ? null : entry.getReason().name())
                .put("detail", entry.getDetail())
                .put("of", entry.getOf());
        json.set("facts", facts(item));
        json.putObject("source")
                .put("partition", entry.getSource().getPartition())
                .put("offset", entry.getSource().getOffset());
        json.put("journalOffset", item.journalOffset());
        if (item.timer() == null) {
            return json.putNull("timer");
        }
        json.putObject("timer")
                .put("timer", item.timer().timer().name())
                .put("deadline", AuditJson.time(item.timer().deadline()))
                .put("lateMs", item.timer().lateMs());
        return json;
    }

    private static ArrayNode facts(StoryItem item) {
        ArrayNode facts = JSON.createArrayNode();
        JsonNode all = wire(item.entry()).path("facts");
        for (Touch touch : item.touches()) {
            ObjectNode fact = (ObjectNode) all.get(touch.index());
            if (touch.fact() instanceof Fact.StatusChanged changed) {
                fact.put("because", changed.row().because())
                        .put("since", AuditJson.time(touch.since()))
                        .put("lastedMs", touch.lastedMs())
                        .put(
                                "previousAssignee",
                                touch.previousAssignee() == null
                                        ? null
                                        : touch.previousAssignee().value());
            }
            facts.add(fact);
        }
        return facts;
    }

    private static JsonNode wire(JournalEntry entry) {
        try {
            return JSON.readTree(JsonForm.write(entry));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An entry's JSON form is no JSON", e);
        }
    }
}
