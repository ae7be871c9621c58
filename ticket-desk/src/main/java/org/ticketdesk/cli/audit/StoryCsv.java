package org.ticketdesk.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/**
 * A ticket's story as CSV (RFC 4180): a row for each fact, and one for an entry without facts. A text that a spreadsheet would take
 * for a formula has an apostrophe before it, as in the CSV of the desk's HTTP interface. Stateless.
 */
final class StoryCsv {
    private static final String RISKY = "=+-@'\t\r";
    private static final List<String> OF_ENTRY = List.of(
            "sequence",
            "at",
            "occurredAt",
            "source.partition",
            "source.offset",
            "journalOffset",
            "actor.role",
            "actor.id",
            "type",
            "actionId",
            "ticket",
            "outcome",
            "reason",
            "detail",
            "of",
            "timer.timer",
            "timer.deadline",
            "timer.lateMs");
    private static final List<String> OF_FACT = List.of(
            "type",
            "from",
            "to",
            "row",
            "because",
            "since",
            "lastedMs",
            "assignee",
            "previousAssignee",
            "customer",
            "channel",
            "priority",
            "followsUp",
            "by",
            "author",
            "messageId",
            "why");

    private StoryCsv() {}

    static void head(Appendable out) {
        record(out, Stream.concat(OF_ENTRY.stream(), OF_FACT.stream().map(column -> "fact." + column)));
    }

    /** The rows of an item of {@link StoryJson}. */
    static void rows(Appendable out, JsonNode item) {
        JsonNode facts = item.get("facts");
        if (facts.isEmpty()) {
            row(out, item, MissingNode.getInstance());
        }
        facts.forEach(fact -> row(out, item, fact));
    }

    private static void row(Appendable out, JsonNode item, JsonNode fact) {
        record(
                out,
                Stream.concat(
                        OF_ENTRY.stream().map(column -> cell(item.at("/" + column.replace('.', '/')))),
                        OF_FACT.stream().map(column -> cell(fact.path(column)))));
    }

    private static String cell(JsonNode value) {
        String text = value.isNull() ? "" : value.asText();
        return value.isTextual() && !text.isEmpty() && RISKY.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static void record(Appendable out, Stream<String> cells) {
        try {
            CSVFormat.RFC4180.printRecord(out, cells.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
