package org.ticketdesk.events.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.ticketdesk.events.DeskAction;

/**
 * Records in JSON, as the command line and HTTP have them: derived from the Avro schemas, and strict.
 *
 * <p>A field without a default must be there; one that may be null and has no default must be there and may be null. A field with
 * a default may be left out, which is the only way to say null. Where a field's schema has the property {@code jsonNull}, null
 * in JSON is that value in Avro. The record that a union holds says its name in {@code type}. Times are ISO-8601, in UTC when
 * written and with any offset when read, to the millisecond (what is finer is cut); hashes are hex.
 *
 * <p>Safe for use by many threads.
 */
public final class JsonForm {

    private static final ObjectReader TREE = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private JsonForm() {}

    /**
     * Reads an action and checks that it is {@linkplain WellFormed well-formed}.
     *
     * @param json one JSON object and nothing else
     * @return a new action
     * @throws MalformedException at the first flaw
     */
    public static DeskAction read(String json) throws MalformedException {
        DeskAction action = read(json, DeskAction.class);
        WellFormed.check(action);
        return action;
    }

    /**
     * Reads an action and checks that it is {@linkplain WellFormed well-formed}.
     *
     * @param utf8 one JSON object in UTF-8 and nothing else
     * @return a new action
     * @throws MalformedException at the first flaw
     */
    public static DeskAction read(byte[] utf8) throws MalformedException {
        try {
            return read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new MalformedException("", "found bytes that are not UTF-8, expected JSON in UTF-8");
        }
    }

    /**
     * Reads a record of any type of the contract, as its schema says.
     *
     * @param json one JSON object and nothing else
     * @param type the generated class
     * @param <T> the type
     * @return a new record
     * @throws MalformedException at the first flaw
     */
    public static <T extends SpecificRecord> T read(String json, Class<T> type) throws MalformedException {
        return type.cast(FromJson.read(SpecificData.get().getSchema(type), tree(json)));
    }

    /**
     * Writes a record.
     *
     * @param record complete: every field without a default is set
     * @return JSON on one line, its fields in the order of the schema
     * @throws NullPointerException when a field that may not be null is; the message names it
     */
    public static String write(SpecificRecord record) {
        return ToJson.write(record);
    }

    private static JsonNode tree(String json) throws MalformedException {
        try {
            return TREE.readTree(json);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw new MalformedException(
                    pathOf(e), Expected.shortened(e.getOriginalMessage()) + where + ", expected one JSON object");
        }
    }

    private static String pathOf(JsonProcessingException e) {
        return e.getProcessor() instanceof JsonParser parser
                ? Path.of(parser.getParsingContext().pathAsPointer())
                : "";
    }
}
