package org.ticketdesk.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ticketdesk.audit.records.MemoryArchive;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.contract.Fingerprint;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.Rejection;

/** A record that was rejected because its schema was published after it is an action today, and was none then (decision 0028). */
class LateSchemasTest {
    private final MemoryArchive archive = WrittenDesks.three(60).archive();

    @BeforeEach
    void makeAnActionOfWhatWasRejected() throws IOException {
        Schema late = withOneFieldMore();
        archive.know(fingerprint ->
                fingerprint.equals(Fingerprint.of(late)) ? Optional.of(late.toString()) : Optional.empty());
        ConsumerRecord<byte[], byte[]> rejected =
                archive.records(DeskTopic.REJECTED, 0).getFirst();
        Rejection place = Rejection.from(rejected.headers());
        archive.alter(
                DeskTopic.ACTIONS,
                place.partition(),
                (int) place.offset(),
                encoded(actionOf(archive.records(DeskTopic.ACTIONS, place.partition()), rejected), late));
    }

    @Test
    void oneThatWasRejectedInItsTimeIsSound() {
        Verification verification = verify();

        assertThat(verification.findings()).isEmpty();
        assertThat(verification.actions()).isEqualTo(60);
        assertThat(verification.rejected()).isEqualTo(1);
    }

    @Test
    void oneThatWasNeitherDecidedNorRejectedIsNamed() {
        archive.records(DeskTopic.REJECTED, 0).clear();

        assertThat(verify().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.field()).contains("desk-actions-rejected"));
    }

    private Verification verify() {
        return Verifier.run(archive, VerifyOptions.ALL, List.of(), reached -> {});
    }

    /** Any action of the desk that the rejected record was for, under an id of its own. */
    private static DeskAction actionOf(
            List<ConsumerRecord<byte[], byte[]>> log, ConsumerRecord<byte[], byte[]> rejected) {
        DeskAction action = log.stream()
                .filter(record -> Arrays.equals(record.key(), rejected.key()))
                .filter(record -> Codec.DESK_ACTION.isCurrent(record.value()))
                .map(record -> Codec.DESK_ACTION.decode(record.value()))
                .findFirst()
                .orElseThrow();
        action.setActionId("late");
        return action;
    }

    private static Schema withOneFieldMore() {
        String text = DeskAction.getClassSchema().toString();
        String more = "{\"name\":\"note\",\"type\":[\"null\",\"string\"],\"default\":null}";
        return new SchemaParser()
                .parse(text.substring(0, text.lastIndexOf(']')) + "," + more + "]}")
                .mainSchema();
    }

    private static byte[] encoded(DeskAction action, Schema schema) throws IOException {
        byte[] bytes = Codec.DESK_ACTION.encode(action);
        int begin = Codec.DESK_ACTION.bodyAt();
        GenericRecord read = new GenericDatumReader<GenericRecord>(DeskAction.getClassSchema(), schema)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, begin, bytes.length - begin, null));
        return new BinaryMessageEncoder<GenericRecord>(new GenericData(), schema)
                .encode(read)
                .array();
    }
}
