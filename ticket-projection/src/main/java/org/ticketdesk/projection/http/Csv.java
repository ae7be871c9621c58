package org.ticketdesk.projection.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.ticketdesk.projection.views.Keys;

/**
 * Lists as CSV (RFC 4180): a column for each field of an item, those of an object in it as {@code actor.role}, a list of texts with
 * spaces between, and what else is not plain in JSON. Null is empty. A map with {@link Keys}
 * has a column for each of them; so the columns are the same whatever is listed, and when nothing is.
 *
 * <p>Spreadsheets take a cell that begins with {@code =}, {@code +}, {@code -} or {@code @} for a formula, and action ids may. Such
 * a text gets an apostrophe before it, and so does one that begins with an apostrophe: leaving out the first apostrophe of a cell
 * gives the text.
 */
final class Csv {
    static final String MEDIA_TYPE = "text/csv";

    private static final String RISKY = "=+-@'\t\r";

    private Csv() {}

    static String write(Class<?> item, List<?> items) {
        List<JsonNode> rows =
                items.stream().<JsonNode>map(Json.MAPPER::valueToTree).toList();
        List<String> columns = columns(item, "");
        StringBuilder text = new StringBuilder();
        try {
            CSVFormat.RFC4180.printRecord(text, columns.toArray());
            for (JsonNode json : rows) {
                CSVFormat.RFC4180.printRecord(
                        text,
                        columns.stream()
                                .map(column -> cell(json.at("/" + column.replace('.', '/'))))
                                .toArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return text.toString();
    }

    private static List<String> columns(Class<?> item, String prefix) {
        List<String> columns = new ArrayList<>();
        for (RecordComponent component : item.getRecordComponents()) {
            String name = prefix + component.getName();
            Keys keys = component.getAnnotation(Keys.class);
            if (component.getType().isRecord()) {
                columns.addAll(columns(component.getType(), name + "."));
            } else if (keys != null) {
                Arrays.stream(keys.value()).map(key -> name + "." + key).forEach(columns::add);
            } else {
                columns.add(name);
            }
        }
        return columns;
    }

    private static String cell(JsonNode json) {
        return switch (json.getNodeType()) {
            case NULL, MISSING -> "";
            case STRING -> harmless(json.textValue());
            case ARRAY -> texts(json) ? harmless(joined(json)) : harmless(json.toString());
            case OBJECT, NUMBER, BOOLEAN, BINARY, POJO -> json.toString();
        };
    }

    private static boolean texts(JsonNode array) {
        return array.valueStream().allMatch(JsonNode::isTextual);
    }

    private static String joined(JsonNode array) {
        return array.valueStream().map(JsonNode::textValue).collect(Collectors.joining(" "));
    }

    private static String harmless(String text) {
        return !text.isEmpty() && RISKY.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
