package org.ticketdesk.events.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContractPageTest {

    @Test
    void thePageSaysWhatTheSchemasSay() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "contract.md")))
                .as("docs/contract.md is out of date: run bin/publish-schemas and commit what it writes")
                .isEqualTo(ContractPage.of(CurrentSchemas.all()));
    }

    static Stream<Schema> current() {
        return CurrentSchemas.all().stream();
    }

    @ParameterizedTest
    @MethodSource("current")
    void everyTypeAndFieldIsDocumented(Schema schema) {
        assertThat(undocumented(schema, schema.getName())).isEmpty();
    }

    @Test
    void whatIsNotDocumentedIsFound() {
        var schema = new SchemaParser().parse("""
                        {"type": "record", "name": "R", "doc": "x", "fields": [
                          {"name": "a", "type": "int"},
                          {"name": "b", "doc": "x", "type": ["null", {"type": "enum", "name": "E", "symbols": ["S"]}]}]}""").mainSchema();
        assertThat(undocumented(schema, "R")).containsExactly("R.a", "R.b E");
    }

    private static List<String> undocumented(Schema schema, String path) {
        var found = new ArrayList<String>();
        switch (schema.getType()) {
            case RECORD -> {
                if (schema.getDoc() == null) {
                    found.add(path);
                }
                for (var field : schema.getFields()) {
                    var here = path + "." + field.name();
                    if (field.doc() == null) {
                        found.add(here);
                    }
                    found.addAll(undocumented(field.schema(), here));
                }
            }
            case ENUM, FIXED -> {
                if (schema.getDoc() == null) {
                    found.add(path + " " + schema.getName());
                }
            }
            case UNION -> schema.getTypes().forEach(branch -> found.addAll(undocumented(branch, path)));
            case ARRAY -> found.addAll(undocumented(schema.getElementType(), path));
            case MAP -> found.addAll(undocumented(schema.getValueType(), path));
            case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
        }
        return found;
    }
}
