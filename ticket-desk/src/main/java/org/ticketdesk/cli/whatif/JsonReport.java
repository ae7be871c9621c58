package org.ticketdesk.cli.whatif;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.ticketdesk.audit.whatif.Played;
import org.ticketdesk.audit.whatif.RefusedNow;

/** The comparison for programs: an object on a line for each desk, with all tickets that differ. Times are ISO-8601, in UTC. */
public final class JsonReport {
    private final JsonMapper mapper = new JsonMapper();

    /** A desk on one line. */
    public String line(DeskComparison desk) {
        Played played = desk.played();
        ObjectNode line = mapper.createObjectNode()
                .put("desk", played.desk())
                .put("from", time(played.from()))
                .put("to", time(played.to()))
                .put("actions", played.actions());
        line.putObject("timers")
                .put("asItWas", played.timers())
                .put("asItMightHaveBeen", played.timersNow())
                .put("ofTheLog", played.timersOfTheLog())
                .put("late", played.late())
                .put("latestMs", played.latestMs());
        line.put("leftOut", played.leftOut()).put("acceptedNow", played.acceptedNow());
        ObjectNode refused = line.putObject("refusedNow");
        played.refusedNow().forEach((reason, count) -> refused.put(reason.name(), count));
        ArrayNode first = line.putArray("firstRefused");
        played.firstRefused().forEach(each -> first.add(refused(each)));
        line.set("notes", mapper.valueToTree(played.notes()));
        line.set("measures", measures(desk.whole()));
        if (desk.by() != null) {
            line.put("by", desk.by().toString());
            ArrayNode groups = line.putArray("groups");
            desk.groups().forEach(group -> {
                ObjectNode one = groups.addObject().put("key", group.key());
                one.set("measures", measures(group));
            });
        }
        line.put("tickets", desk.tickets());
        ArrayNode differing = line.putArray("differing");
        desk.differing().forEach(each -> differing.add(ticket(each)));
        return line.toString();
    }

    private ObjectNode refused(RefusedNow each) {
        return mapper.createObjectNode()
                .put("place", each.place())
                .put("at", time(each.at()))
                .put("type", each.type())
                .put("actor", each.actor())
                .put("ticket", each.ticket())
                .put("reason", each.reason().name())
                .put("detail", each.detail());
    }

    private ArrayNode measures(MeasuredGroup group) {
        ArrayNode lines = mapper.createArrayNode();
        for (MeasureLine line : group.lines()) {
            ObjectNode one = lines.addObject()
                    .put("measure", line.name())
                    .put("unit", line.kind() == MeasureLine.Kind.TIME ? "ms" : "number");
            one.set("asItWas", mapper.valueToTree(line.was()));
            one.set("asItMightHaveBeen", mapper.valueToTree(line.mightHaveBeen()));
            one.set("difference", mapper.valueToTree(line.difference()));
        }
        return lines;
    }

    private ObjectNode ticket(TicketDifference each) {
        ObjectNode one = mapper.createObjectNode()
                .put("ticket", each.ticket())
                .put("closing", each.closing().name())
                .put("closedLaterMs", each.closedLaterMs());
        one.set("asItWas", path(each.was()));
        one.set("asItMightHaveBeen", path(each.mightHaveBeen()));
        return one;
    }

    private ObjectNode path(TicketPath path) {
        if (path == null) {
            return null;
        }
        ObjectNode one = mapper.createObjectNode()
                .put("openedAt", time(path.openedAt()))
                .put("closedAt", path.closedAt() == null ? null : time(path.closedAt()))
                .put("waitedMs", path.waitedMs())
                .put("firstResponseMs", path.firstResponseMs());
        List<String> holders = path.holders();
        one.set("heldBy", mapper.valueToTree(holders));
        ArrayNode stops = one.putArray("path");
        path.stops()
                .forEach(stop -> stops.addObject()
                        .put("at", time(stop.at()))
                        .put("status", stop.status().name())
                        .put("holder", stop.holder()));
        return one;
    }

    private static String time(long at) {
        return Instant.ofEpochMilli(at).toString();
    }
}
