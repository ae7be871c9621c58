package org.ticketdesk.events.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ticketdesk.events.contract.AllSchemas.Published;
import org.ticketdesk.events.json.JsonForm;

/** That what was published is on board, and that what was written with it can be read. */
class PublishedSchemasTest {

    private static final Path FOLDER = Path.of("..", "schemas", "published");
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Schema> current() {
        return CurrentSchemas.all().stream();
    }

    static Stream<Published> published() {
        return AllSchemas.published().stream();
    }

    @ParameterizedTest
    @MethodSource("current")
    void theCurrentSchemaIsTheNewestPublished(Schema current) throws IOException {
        var newest = published()
                .filter(schema -> schema.record().equals(current.getName()))
                .reduce((older, newer) -> newer);
        assertThat(newest)
                .as("%s has changed: run bin/publish-schemas and commit what it writes", current.getName())
                .map(Published::text)
                .contains(CurrentSchemas.text(current));
    }

    @Test
    void theIndexNamesEveryPublishedSchema() throws IOException {
        assertThat(PublishSchemas.index(FOLDER))
                .isEqualTo(Files.readString(FOLDER.resolve("index.txt")))
                .hasLineCount(AllSchemas.published().size());
    }

    @ParameterizedTest
    @MethodSource("published")
    void aPublishedSchemaIsNamedByItsFingerprint(Published schema) {
        assertThat(Fingerprint.of(new SchemaParser().parse(schema.text()).mainSchema()))
                .isEqualTo(schema.fingerprint());
    }

    @Test
    void everySchemaHasAFingerprintOfItsOwn() {
        assertThat(AllSchemas.published()).extracting(Published::fingerprint).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("published")
    void K9_whatWasWrittenWithItIsReadAsItWasMeant(Published schema) throws IOException {
        var codec = CurrentSchemas.codec(schema.record());
        for (var sample : samples(schema)) {
            var now = JSON.readTree(JsonForm.write(codec.decode(sample.bytes())));
            assertThat(says(now, sample.json()))
                    .as("found %s, expected it to say %s", now, sample.json())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void itsSamplesHaveEveryKindOfActionAndFact(Published schema) throws IOException {
        var kinds = new TreeSet<String>();
        collectKinds(new SchemaParser().parse(schema.text()).mainSchema(), kinds);
        var found = new TreeSet<String>();
        for (var sample : samples(schema)) {
            collectTypes(sample.json(), found);
        }
        assertThat(found).containsAll(kinds);
    }

    @Test
    void aSampleThatIsReadAsSomethingElseIsFound() throws IOException {
        var meant = JSON.readTree("{\"facts\":[{\"type\":\"A\"}]}");
        assertThat(says(JSON.readTree("{\"facts\":[{\"type\":\"B\",\"n\":1}]}"), meant))
                .isFalse();
    }

    @Test
    void aSampleThatSaysMoreTodayIsReadAsItWasMeant() throws IOException {
        var meant = JSON.readTree("{\"facts\":[{\"type\":\"A\"}]}");
        assertThat(says(JSON.readTree("{\"facts\":[{\"type\":\"A\",\"n\":1}],\"m\":2}"), meant))
                .isTrue();
    }

    private record Sample(byte[] bytes, JsonNode json) {}

    private static List<Sample> samples(Published schema) throws IOException {
        var file = FOLDER.resolve(schema.record()).resolve(schema.number() + "-" + schema.fingerprint() + ".samples");
        var lines = Files.readAllLines(file);
        var samples = new ArrayList<Sample>();
        for (int i = 0; i < lines.size(); i += 2) {
            samples.add(new Sample(HexFormat.of().parseHex(lines.get(i)), JSON.readTree(lines.get(i + 1))));
        }
        assertThat(samples).as("samples in %s", file).isNotEmpty();
        return samples;
    }

    /** Whether all that was meant is said; a newer schema may say more. */
    private static boolean says(JsonNode now, JsonNode meant) {
        if (meant.isObject()) {
            return meant.properties().stream()
                    .allMatch(field -> now.has(field.getKey()) && says(now.get(field.getKey()), field.getValue()));
        }
        if (meant.isArray() && now.size() == meant.size()) {
            return Stream.iterate(0, i -> i < meant.size(), i -> i + 1).allMatch(i -> says(now.get(i), meant.get(i)));
        }
        return now.equals(meant);
    }

    private static void collectKinds(Schema schema, TreeSet<String> kinds) {
        switch (schema.getType()) {
            case RECORD -> schema.getFields().forEach(field -> collectKinds(field.schema(), kinds));
            case ARRAY -> collectKinds(schema.getElementType(), kinds);
            case UNION ->
                kinds.addAll(schema.getTypes().stream()
                        .filter(branch -> branch.getType() == Schema.Type.RECORD && !schema.isNullable())
                        .map(Schema::getName)
                        .collect(Collectors.toSet()));
            case ENUM, FIXED, MAP, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
        }
    }

    private static void collectTypes(JsonNode json, TreeSet<String> types) {
        json.findValuesAsText("type", new ArrayList<>()).forEach(types::add);
        json.forEach(child -> collectTypes(child, types));
    }
}
