package org.ticketdesk.events.topics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.events.Samples;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.Framing;
import org.ticketdesk.events.json.JsonForm;

/** {@code docs/asyncapi.yaml} says what the code does. */
class AsyncApiTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "asyncapi.yaml");

    /** The partitions of a default installation (architecture.md, "Topics"). */
    private static final int DEFAULT_PARTITIONS = 12;

    private static JsonNode api;

    @BeforeAll
    static void readDocument() throws IOException {
        api = new YAMLMapper().readTree(DOCUMENT.toFile());
    }

    @Test
    void eachTopicIsAChannelAndNothingElseIs() {
        assertThat(api.path("channels").findValuesAsText("address"))
                .containsExactlyElementsOf(Arrays.stream(DeskTopic.values())
                        .map(DeskTopic::topicName)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void aChannelsTopicIsAsItIsCreated(DeskTopic topic) {
        JsonNode kafka = channel(topic).at("/bindings/kafka");
        Map<String, String> settings = topic.creationSettings(1);
        settings.remove("min.insync.replicas");

        assertThat(kafka.path("topic").textValue()).isEqualTo(topic.topicName());
        assertThat(kafka.path("partitions").intValue()).isEqualTo(topic.partitions(DEFAULT_PARTITIONS));
        assertThat(settingsOf(kafka.path("topicConfiguration"))).isEqualTo(settings);
    }

    @ParameterizedTest
    @EnumSource
    void aMessagesKeyIsTheTopics(DeskTopic topic) {
        String expected = "#/components/schemas/"
                + switch (topic.key()) {
                    case DESK -> "desk";
                    case TICKET -> "ticket";
                    case FINGERPRINT -> "fingerprint";
                    case AS_RECEIVED -> "asReceived";
                };

        assertThat(message(topic).at("/bindings/kafka/key/$ref").textValue()).isEqualTo(expected);
        assertThat(resolve(expected).isMissingNode()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"ACTIONS", "JOURNAL", "STATUS_CHANGED", "TICKETS"})
    void anEventsSchemaIsTheFileOfItsRecord(DeskTopic topic) {
        String record = channel(topic).findValue("$ref").textValue().replaceFirst(".*/", "");
        String file = message(topic).at("/payload/schema/$ref").textValue();

        assertThat(file).isEqualTo("../schemas/" + record + ".avsc");
        assertThat(DOCUMENT.resolveSibling(file)).isRegularFile();
        assertThat(Samples.of(record)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudEventHeaders", "cloudEventHeadersOfJson"})
    void anEventsHeadersAreThoseThatAreWrittenAndOnlyItsTimeMayBeAbsent(String schema) {
        JsonNode described = resolve("#/components/schemas/" + schema);

        assertThat(names(described.path("properties"))).containsExactlyElementsOf(headersOfAnEvent(Instant.EPOCH));
        assertThat(texts(described.path("required"))).containsExactlyElementsOf(headersOfAnEvent(null));
    }

    @Test
    void aMirroredStatusChangeHasTheFieldsOfItsRecordAndLeavesOutWhatIsNull() {
        JsonNode described = resolve("#/components/schemas/statusChange");
        List<Schema.Field> fields = TicketStatusChanged.getClassSchema().getFields();

        assertThat(names(described.path("properties")))
                .containsExactlyElementsOf(
                        fields.stream().map(Schema.Field::name).toList());
        assertThat(texts(described.path("required")))
                .containsExactlyElementsOf(fields.stream()
                        .filter(field -> !field.hasDefaultValue())
                        .map(Schema.Field::name)
                        .toList());
    }

    @Test
    void aMirroredStatusChangeIsWrittenAsItIsDescribed() throws IOException {
        JsonNode described = resolve("#/components/schemas/statusChange");

        for (SpecificRecord sample : Samples.of("TicketStatusChanged")) {
            JsonNode written = new ObjectMapper().readTree(JsonForm.write(sample));
            assertThat(names(written)).containsAll(texts(described.path("required")));
            for (Map.Entry<String, JsonNode> field : written.properties()) {
                assertThat(typeOf(field.getValue()))
                        .as(field.getKey())
                        .isEqualTo(described
                                .path("properties")
                                .path(field.getKey())
                                .path("type")
                                .textValue());
            }
        }
    }

    private static String typeOf(JsonNode value) {
        return value.isTextual() ? "string" : value.isIntegralNumber() ? "integer" : value.toString();
    }

    @Test
    void aRejectedRecordsHeadersAreThoseThatAreWritten() {
        JsonNode described = resolve("#/components/schemas/rejectionHeaders");
        Headers written = new RecordHeaders();
        new Rejection("desk: found none", 1, 2).writeTo(written);

        assertThat(names(described.path("properties"))).containsExactlyElementsOf(namesOf(written));
        assertThat(texts(described.path("required"))).containsExactlyElementsOf(namesOf(written));
    }

    @ParameterizedTest
    @EnumSource
    void aMessageSaysWhichHeadersItHas(DeskTopic topic) {
        String expected = switch (topic) {
            case ACTIONS, JOURNAL, STATUS_CHANGED, TICKETS -> "#/components/schemas/cloudEventHeaders";
            case STATUS_CHANGED_JSON -> "#/components/schemas/cloudEventHeadersOfJson";
            case SCHEMAS -> null;
            case REJECTED -> "#/components/schemas/rejectionHeaders";
        };

        assertThat(message(topic).at("/headers/$ref").textValue()).isEqualTo(expected);
    }

    @Test
    void everyOperationIsOnAChannelAndEachChannelHasOne() {
        assertThat(new HashSet<>(api.path("operations").findValuesAsText("$ref")))
                .isEqualTo(names(api.path("channels"))
                        .map(name -> "#/channels/" + name)
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        for (String reference : api.findValuesAsText("$ref")) {
            boolean isThere = reference.startsWith("#")
                    ? !resolve(reference).isMissingNode()
                    : Files.exists(DOCUMENT.resolveSibling(reference));
            assertThat(isThere).as(reference).isTrue();
        }
    }

    @Test
    void theContentTypesAreThoseOfTheFramingsAndOfJson() {
        JsonNode avro = resolve("#/components/schemas/cloudEventHeaders/properties/content-type");
        JsonNode json = resolve("#/components/schemas/cloudEventHeadersOfJson/properties/content-type");

        assertThat(texts(avro.path("enum")))
                .containsExactly(
                        Framing.SINGLE_OBJECT.contentType(),
                        Framing.registry(null).contentType());
        assertThat(json.path("const").textValue()).isEqualTo(EventHeaders.JSON);
    }

    private static List<String> headersOfAnEvent(Instant time) {
        Headers written = new RecordHeaders();
        new EventHeaders("a-1", "DeskAction", "/gateways/social", "sales/t-1", time)
                .writeTo(written, Framing.SINGLE_OBJECT);
        return namesOf(written);
    }

    private static List<String> namesOf(Headers headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .map(Header::key)
                .toList();
    }

    private static JsonNode channel(DeskTopic topic) {
        return StreamSupport.stream(api.path("channels").spliterator(), false)
                .filter(channel -> channel.path("address").textValue().equals(topic.topicName()))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode message(DeskTopic topic) {
        return resolve(channel(topic).path("messages").findValue("$ref").textValue());
    }

    private static JsonNode resolve(String reference) {
        return api.at(reference.substring(1));
    }

    private static Map<String, String> settingsOf(JsonNode configuration) {
        Map<String, String> settings = new LinkedHashMap<>();
        names(configuration).forEach(name -> {
            JsonNode value = configuration.path(name);
            settings.put(name, value.isArray() ? String.join(",", texts(value)) : value.asText());
        });
        return settings;
    }

    private static Stream<String> names(JsonNode object) {
        return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false);
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
