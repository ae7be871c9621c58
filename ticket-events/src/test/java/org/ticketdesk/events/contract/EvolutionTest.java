package org.ticketdesk.events.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.contract.Evolution.Promise;

/** That the contract keeps its promises, and that each kind of breach is found. */
class EvolutionTest {

    static Stream<Schema> current() {
        return CurrentSchemas.all().stream();
    }

    @ParameterizedTest
    @MethodSource("current")
    void theCurrentSchemaKeepsWhatWasPromisedSinceTheFirst(Schema current) {
        var published = AllSchemas.published().stream()
                .filter(schema -> schema.record().equals(current.getName()))
                .map(schema -> new SchemaParser().parse(schema.text()).mainSchema())
                .toList();
        assertThat(Evolution.problems(current, published, Evolution.promiseOf(current.getName())))
                .isEmpty();
    }

    private static final String COLOR =
            "{\"type\":\"enum\",\"name\":\"Color\",\"symbols\":[\"NONE\",\"RED\"],\"default\":\"NONE\"}";
    private static final String A = record("A", field("x", "\"int\""));
    private static final String B = record("B", field("y", "\"string\""));
    private static final String OLD = record(
            "R",
            field("id", "\"string\""),
            field("size", "\"int\""),
            field("color", COLOR),
            field("at", "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}"),
            field("what", "[" + A + "," + B + "]"));
    private static final String FLAT = record("R", field("id", "\"string\""), field("color", COLOR));

    @Test
    void aSchemaThatStaysBreaksNothing() {
        assertThat(backward(OLD, OLD)).isEmpty();
    }

    @Test
    void aNewFieldWithADefaultBreaksNothing() {
        assertThat(full(with(FLAT, "{\"name\":\"n\",\"type\":[\"null\",\"int\"],\"default\":null}"), FLAT))
                .isEmpty();
    }

    @Test
    void aNewSymbolOfAnEnumWithADefaultBreaksNothing() {
        assertThat(full(FLAT.replace("\"RED\"", "\"RED\",\"BLUE\""), FLAT)).isEmpty();
    }

    @Test
    void aNewKindOfRecordBreaksNothingForReadersUpgradedFirst() {
        assertThat(backward(OLD.replace("[" + A, "[" + record("C") + "," + A), OLD))
                .isEmpty();
    }

    @Test
    void aNewFieldWithoutADefaultIsFound() {
        assertThat(backward(with(OLD, field("n", "\"int\"")), OLD))
                .singleElement()
                .asString()
                .contains("cannot read schema 1", "READER_FIELD_MISSING_DEFAULT_VALUE", "n");
    }

    @Test
    void aTypeThatIsAnotherIsFound() {
        assertThat(backward(OLD.replace("\"size\",\"type\":\"int\"", "\"size\",\"type\":\"string\""), OLD))
                .singleElement()
                .asString()
                .contains("cannot read schema 1", "TYPE_MISMATCH");
    }

    @Test
    void aKindOfRecordThatIsGoneIsFound() {
        assertThat(backward(OLD.replace("[" + A + ",", "["), OLD))
                .singleElement()
                .asString()
                .contains("cannot read schema 1", "MISSING_UNION_BRANCH");
    }

    @Test
    void aKindOfRecordThatIsRenamedIsFound() {
        assertThat(backward(OLD.replace("\"A\"", "\"Z\""), OLD))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).contains("cannot read schema 1"));
    }

    @Test
    void aSymbolThatIsGoneIsFoundAlthoughItsEnumHasADefault() {
        assertThat(backward(OLD.replace(",\"RED\"", ""), OLD))
                .containsExactly("R.color: the symbol RED of schema 1 is gone");
    }

    @Test
    void aLogicalTypeThatIsAnotherIsFoundAlthoughNoFingerprintTells() {
        assertThat(backward(OLD.replace("timestamp-millis", "timestamp-micros"), OLD))
                .containsExactly(
                        "R.at: the logical type is not that of schema 1, so that old bytes change their meaning");
    }

    @Test
    void aFieldThatHidesTheNameOfItsRecordIsFound() {
        assertThat(backward(OLD.replace("\"name\":\"x\"", "\"name\":\"type\""), OLD))
                .contains("R.what: the field type of A would hide the record's name in JSON");
    }

    @Test
    void aBreachTowardsAnOlderAncestorIsFound() {
        var first = with(FLAT, "{\"name\":\"n\",\"type\":\"int\",\"default\":0}");
        var third = with(FLAT, "{\"name\":\"n\",\"type\":\"string\",\"default\":\"\"}");
        assertThat(full(third, first, FLAT))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).contains("schema 1", "TYPE_MISMATCH"));
    }

    @Test
    void aFieldWithoutADefaultThatIsGoneIsFoundWhereOlderReadersReadOn() {
        assertThat(full(FLAT.replace(field("id", "\"string\"") + ",", ""), FLAT))
                .singleElement()
                .asString()
                .contains("cannot be read by schema 1", "READER_FIELD_MISSING_DEFAULT_VALUE", "id");
    }

    @Test
    void aWiderTypeIsFoundWhereOlderReadersReadOn() {
        var old = with(FLAT, field("n", "\"int\""));
        assertThat(full(old.replace("\"int\"", "\"long\""), old))
                .singleElement()
                .asString()
                .contains("cannot be read by schema 1", "TYPE_MISMATCH");
    }

    @Test
    void anEnumWithoutADefaultIsFoundWhereOlderReadersReadOn() {
        assertThat(full(FLAT.replace(",\"default\":\"NONE\"", "")))
                .containsExactly("R.color: the enum has no default, so that older readers fail at a new symbol");
    }

    private static final List<String> UNIONS =
            List.of("[\"int\",\"string\"]", "[\"null\",\"int\",\"string\"]", "[\"int\"]", "[" + A + "," + B + "]");

    @ParameterizedTest
    @FieldSource("UNIONS")
    void aUnionButWithNullIsFoundWhereOlderReadersReadOn(String union) {
        assertThat(full(with(FLAT, field("u", union))))
                .containsExactly(
                        "R.u: a union of more than null and one type, so that older readers fail at a new branch");
    }

    private static final List<String> ENDS =
            List.of("{\"name\":\"n\",\"type\":\"int\"}", "{\"name\":\"hash\",\"type\":\"int\"}");

    @ParameterizedTest
    @FieldSource("ENDS")
    void anEntryThatDoesNotEndWithSourceAndHashIsFound(String end) {
        var entry = record(
                "JournalEntry",
                field("source", record("Source", field("partition", "\"int\""), field("offset", "\"long\""))),
                end);
        assertThat(backward(entry))
                .containsExactly("JournalEntry: the last two fields are not source (int, long) and hash (fixed 32)");
    }

    @Test
    void theEntryAsItIsEndsAsTheChainNeeds() {
        assertThat(backward(JournalEntry.getClassSchema().toString())).isEmpty();
    }

    private static List<String> backward(String current, String... published) {
        return problems(Promise.BACKWARD, current, published);
    }

    private static List<String> full(String current, String... published) {
        return problems(Promise.FULL, current, published);
    }

    private static List<String> problems(Promise promise, String current, String... published) {
        return Evolution.problems(
                parse(current), Stream.of(published).map(EvolutionTest::parse).toList(), promise);
    }

    private static Schema parse(String text) {
        return new SchemaParser().parse(text).mainSchema();
    }

    private static String record(String name, String... fields) {
        return "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[" + String.join(",", fields) + "]}";
    }

    private static String field(String name, String type) {
        return "{\"name\":\"" + name + "\",\"type\":" + type + "}";
    }

    private static String with(String record, String field) {
        return record.substring(0, record.length() - 2) + "," + field + "]}";
    }
}
