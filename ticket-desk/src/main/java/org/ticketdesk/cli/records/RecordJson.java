package org.ticketdesk.cli.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketSnapshot;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.SchemaSource;
import org.ticketdesk.events.codec.UndecodableException;
import org.ticketdesk.events.json.JsonForm;
import org.ticketdesk.events.topics.DeskTopic;

/**
 * A record of one topic as a JSON line: {@code partition}, {@code offset}, {@code key}, {@code timestamp}, and {@code value}; a
 * rejected one has its {@code headers} too. What cannot be decoded is said to be {@code undecodable}, with its {@code text} where
 * it is text, and else its {@code hex}. Not thread-safe.
 */
public final class RecordJson {
    private final JsonMapper mapper = new JsonMapper();
    private final boolean withHeaders;
    private final Function<byte[], String> decode;

    /**
     * A reader of a topic's records.
     *
     * @param topic which
     * @param schemas where schemas are found that are not on board
     */
    public RecordJson(DeskTopic topic, SchemaSource schemas) {
        withHeaders = topic == DeskTopic.REJECTED;
        decode = switch (topic) {
            case ACTIONS, REJECTED -> avro(DeskAction.class, schemas);
            case JOURNAL -> avro(JournalEntry.class, schemas);
            case STATUS_CHANGED -> avro(TicketStatusChanged.class, schemas);
            case TICKETS -> avro(TicketSnapshot.class, schemas);
            case STATUS_CHANGED_JSON, SCHEMAS -> bytes -> new String(bytes, StandardCharsets.UTF_8);
        };
    }

    private static <T extends SpecificRecord> Function<byte[], String> avro(Class<T> type, SchemaSource schemas) {
        Codec<T> codec = Codec.of(type, schemas);
        return bytes -> JsonForm.write(codec.decode(bytes));
    }

    /** The record on one line. */
    public String line(ConsumerRecord<byte[], byte[]> record) {
        ObjectNode line = mapper.createObjectNode()
                .put("partition", record.partition())
                .put("offset", record.offset())
                .put("key", record.key() == null ? null : readable(record.key()))
                .put("timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
        if (withHeaders) {
            ObjectNode headers = line.putObject("headers");
            for (Header header : record.headers()) {
                headers.put(header.key(), header.value() == null ? null : readable(header.value()));
            }
        }
        value(line, record.value());
        return line.toString();
    }

    private void value(ObjectNode line, byte[] bytes) {
        if (bytes == null) {
            line.putNull("value");
            return;
        }
        try {
            line.set("value", mapper.readTree(decode.apply(bytes)));
        } catch (UndecodableException | JsonProcessingException e) {
            line.put("undecodable", e.getMessage());
            text(bytes).ifPresentOrElse(text -> line.put("text", text), () -> line.put("hex", hex(bytes)));
        }
    }

    private static String readable(byte[] bytes) {
        return text(bytes).orElseGet(() -> hex(bytes));
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.chars().anyMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c))
                    ? Optional.empty()
                    : Optional.of(text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
