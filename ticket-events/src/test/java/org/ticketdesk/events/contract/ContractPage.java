package org.ticketdesk.events.contract;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The page {@code docs/contract.md}: each record with its fields, in the words of the schemas. */
final class ContractPage {

    private static final String HEAD = """
            # The contract

            <!-- Generated from schemas/ by bin/publish-schemas; a test compares. Change a schema's doc, not this page. -->

            Records are in Avro's single-object encoding, unless an operator has chosen [registry framing](#registry-framing)
            for a topic; the JSON form of the command line and of HTTP has the same names. `?`
            marks a field that may be left out in JSON, and is null then unless it says otherwise. Where a field can be one of
            several records, JSON names the record in a field `type`.
            Where the operator has switched the JSON mirror on, `ticket-status-changed-json` has each TicketStatusChanged in its
            JSON form.
            """;

    private static final String FRAMING = """

            ## Registry framing

            By default a record needs no registry: it begins with `c3 01` and the fingerprint of its schema in eight bytes, and
            every schema stands in the topic `desk-schemas`. Kafka UIs, connectors and other people's serdes expect a schema
            registry instead. So the operator may choose, for each of `desk-actions`, `desk-journal`, `ticket-status-changed` and
            `tickets`, that its records begin with `00` and the schema's id in four bytes, the most significant first; the Avro
            body is the same. `content-type` says which: `application/avro`, or `application/avro; framing=registry`.

            | | |
            |---|---|
            | Registry | any with the REST API of Confluent's; Apicurio's is tested, under `/apis/ccompat/v7` |
            | Subject | the topic's name and `-value` (TopicNameStrategy) |
            | Schema | the one published here, with its documentation; which may follow it is the registry's own rule |
            | To choose it | `--registry URL --registry-framed TOPIC,...`; in code the properties `schema.registry.url` and `schema.registry.topics` of `DeskClients` |
            | When | while the topic is empty, for all who use it, for ever |

            A topic is in one framing. Whoever starts with another than its first records have is refused, and an action in the
            other framing is malformed: it goes to `desk-actions-rejected`. Nothing is guessed from bytes. `desk-schemas` and
            `desk-actions-rejected` have no framing.

            An entry's hash is over the action's bytes as published, so in `desk-actions` the frame is a part of them: keep the
            registry's ids as long as the log, and bring them over before a log is imported elsewhere. The entry's own frame is no
            part of its hash.

            While the registry is away, what is known goes on: writers have their id, readers the schemas that they have met. A
            record with an id that was not met yet waits, for ten seconds at a time; nothing is rejected for that reason. What
            starts without a registry that it needs says so and ends.
            """;

    private final StringBuilder page = new StringBuilder(HEAD);
    private final Map<String, Schema> lists = new LinkedHashMap<>();
    private final Map<String, Schema> shared = new LinkedHashMap<>();

    private ContractPage() {}

    static String of(List<Schema> schemas) {
        var page = new ContractPage();
        schemas.forEach(schema -> page.record(schema, "##"));
        page.page.append("\n## Parts of several records\n");
        List.copyOf(page.shared.values()).forEach(schema -> page.record(schema, "###"));
        page.page.append("\n## Lists of values\n");
        page.lists.values().forEach(page::list);
        return page.page.append(FRAMING).toString();
    }

    private void record(Schema record, String level) {
        page.append("\n%s %s\n\n%s\n".formatted(level, record.getName(), record.getDoc()));
        if (!record.getFields().isEmpty()) {
            page.append("\n| field | type | |\n|---|---|---|\n");
        }
        for (var field : record.getFields()) {
            page.append("| `%s`%s | %s%s | %s |\n"
                    .formatted(
                            field.name(),
                            field.hasDefaultValue() ? "?" : "",
                            type(field.schema()),
                            orNull(field) + defaultOf(field),
                            field.doc()));
        }
        for (var field : record.getFields()) {
            kinds(field.schema()).forEach(kind -> record(kind, level + "#"));
        }
    }

    private void list(Schema list) {
        page.append("\n### %s\n\n%s\n\n%s\n"
                .formatted(
                        list.getName(),
                        list.getDoc(),
                        list.getEnumSymbols().stream().map("`%s`"::formatted).collect(Collectors.joining(" "))));
    }

    private String type(Schema schema) {
        return switch (schema.getType()) {
            case ENUM -> {
                lists.putIfAbsent(schema.getName(), schema);
                yield link(schema);
            }
            case RECORD -> {
                shared.putIfAbsent(schema.getName(), schema);
                yield link(schema);
            }
            case ARRAY -> "a list of " + type(schema.getElementType());
            case UNION -> present(schema).size() == 1 ? type(present(schema).get(0)) : "one of those below";
            case FIXED -> schema.getFixedSize() + " bytes (hex)";
            case LONG -> schema.getLogicalType() instanceof LogicalTypes.TimestampMillis ? "time" : "long";
            case STRING, INT -> schema.getType().getName();
            case MAP, BYTES, FLOAT, DOUBLE, BOOLEAN, NULL ->
                throw new UnsupportedOperationException(
                        "The page has no words for the Avro type " + schema.getType() + " yet");
        };
    }

    private static String link(Schema schema) {
        return "[%s](#%s)".formatted(schema.getName(), schema.getName().toLowerCase(Locale.ROOT));
    }

    private static String orNull(Schema.Field field) {
        boolean inJson = field.getObjectProp("jsonNull") != null;
        return inJson || field.schema().isNullable() && !field.hasDefaultValue() ? " or null" : "";
    }

    private static String defaultOf(Schema.Field field) {
        Object value = field.defaultVal();
        return value == null || value == JsonProperties.NULL_VALUE || value instanceof Collection<?>
                ? ""
                : ", else `" + value + "`";
    }

    private static List<Schema> kinds(Schema schema) {
        return switch (schema.getType()) {
            case ARRAY -> kinds(schema.getElementType());
            case UNION -> present(schema).size() == 1 ? List.of() : present(schema);
            case RECORD, ENUM, FIXED, MAP, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> List.of();
        };
    }

    private static List<Schema> present(Schema union) {
        return union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
    }
}
