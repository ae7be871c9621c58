package org.ticketdesk.events.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.Samples;
import org.ticketdesk.events.Source;

class ChainTest {

    private static final byte[] ACTION = Codec.DESK_ACTION.encode(Samples.message());

    @Test
    void theHashIsInTheBytesAndInTheEntry() {
        var entry = Samples.accepted();
        var bytes = Chain.encode(entry, Chain.start(), ACTION);
        assertThat(Codec.JOURNAL_ENTRY.decode(bytes)).isEqualTo(entry);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 63, 64, 8_191, 8_192, 1L << 40, Long.MAX_VALUE})
    void theHashIsOverTheHashBeforeTheActionAndEachFieldButSourceAndHash(long offset) throws Exception {
        var entry = Samples.accepted();
        entry.setSource(new Source(200, offset));
        var bytes = Chain.encode(entry, Chain.start(), ACTION);
        var expected = MessageDigest.getInstance("SHA-256");
        expected.update(new byte[32]);
        expected.update(ACTION);
        expected.update(fieldsWithoutSourceAndHash(entry));
        assertThat(Chain.hashOf(bytes, Chain.start(), ACTION))
                .isEqualTo(expected.digest())
                .isEqualTo(entry.getHash().bytes());
    }

    private static byte[] fieldsWithoutSourceAndHash(JournalEntry entry) throws Exception {
        var out = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        for (var field : JournalEntry.getClassSchema().getFields()) {
            if (!field.name().equals("source") && !field.name().equals("hash")) {
                var value = entry.get(field.pos());
                var raw = value instanceof Instant at ? (Object) at.toEpochMilli() : value;
                new GenericDatumWriter<>(field.schema(), SpecificData.get()).write(raw, encoder);
            }
        }
        return out.toByteArray();
    }

    @Test
    void aForgedByteIsFoundWhereverItIs() {
        var entry = Samples.accepted();
        var bytes = Chain.encode(entry, Chain.start(), ACTION);
        int source = bytes.length - Chain.HASH_LENGTH - 7;
        for (int at = SingleObject.HEADER; at < source; at++) {
            var forged = bytes.clone();
            forged[at] ^= 1;
            assertThat(Chain.isIntact(entry, forged, Chain.start(), ACTION))
                    .as("byte %d", at)
                    .isFalse();
        }
    }

    @Test
    void aForgedHashIsFound() {
        var bytes = Chain.encode(Samples.accepted(), Chain.start(), ACTION);
        bytes[bytes.length - 1] ^= 1;
        var forged = Codec.JOURNAL_ENTRY.decode(bytes);
        assertThat(Chain.isIntact(forged, bytes, Chain.start(), ACTION)).isFalse();
    }

    @Test
    void aForgedActionIsFound() {
        var entry = Samples.accepted();
        var bytes = Chain.encode(entry, Chain.start(), ACTION);
        var forged = ACTION.clone();
        forged[forged.length - 1] ^= 1;
        assertThat(Chain.isIntact(entry, bytes, Chain.start(), forged)).isFalse();
    }

    @Test
    void aForgedPredecessorIsFound() {
        var entry = Samples.accepted();
        var bytes = Chain.encode(entry, Chain.start(), ACTION);
        var other = Chain.start();
        other[31] = 1;
        assertThat(Chain.isIntact(entry, bytes, other, ACTION)).isFalse();
    }

    @Test
    void anUntouchedEntryIsIntact() {
        var entry = Samples.accepted();
        var bytes = Chain.encode(entry, Chain.start(), ACTION);
        assertThat(Chain.isIntact(entry, bytes, Chain.start(), ACTION)).isTrue();
    }

    @Test
    void aCopyOfTheLogElsewhereHasTheSameChain() {
        var here = Samples.accepted();
        var there = Samples.accepted();
        there.setSource(new Source(0, 1L));
        Chain.encode(here, Chain.start(), ACTION);
        Chain.encode(there, Chain.start(), ACTION);
        assertThat(there.getHash()).isEqualTo(here.getHash());
    }

    @Test
    void aPreviousHashOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> Chain.encode(Samples.accepted(), new byte[31], ACTION))
                .hasMessageContaining("31 bytes, expected 32");
    }

    @Test
    void anEntryWrittenWithAnotherSchemaIsVerifiedAsItWasWritten() throws Exception {
        var text = JournalEntry.getClassSchema().toString();
        var mark = "{\"name\":\"source\"";
        var other = new SchemaParser()
                .parse(text.replace(mark, "{\"name\":\"note\",\"type\":\"string\",\"default\":\"\"}," + mark))
                .mainSchema();
        var written = new GenericData.Record(other);
        var entry = Samples.accepted();
        for (var field : JournalEntry.getClassSchema().getFields()) {
            var value = entry.get(field.pos());
            written.put(field.name(), value instanceof Instant at ? (Object) at.toEpochMilli() : value);
        }
        written.put("note", "caf\u00e9");
        var bytes = new BinaryMessageEncoder<>(SpecificData.get(), other)
                .encode(written)
                .array();
        int tail = 1 + 6 + Chain.HASH_LENGTH;
        var expected = MessageDigest.getInstance("SHA-256");
        expected.update(Chain.start());
        expected.update(ACTION);
        expected.update(bytes, SingleObject.HEADER, bytes.length - SingleObject.HEADER - tail);
        var read = Codec.of(JournalEntry.class, fingerprint -> Optional.of(other.toString()))
                .decode(bytes);
        assertThat(Chain.hashOf(read, bytes, Chain.start(), ACTION)).isEqualTo(expected.digest());
    }
}
