package org.ticketdesk.events.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericData;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import org.ticketdesk.events.Actor;
import org.ticketdesk.events.ChangePriority;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.Priority;
import org.ticketdesk.events.Samples;
import org.ticketdesk.events.TicketSnapshot;
import org.ticketdesk.events.codec.UndecodableException.Flaw;
import org.ticketdesk.events.contract.Fingerprint;

class CodecTest {

    @Test
    void everyActionIsReadAsItWasWritten() {
        var actions = Samples.actions();
        var read = actions.stream()
                .map(Codec.DESK_ACTION::encode)
                .map(Codec.DESK_ACTION::decode)
                .toList();
        assertThat(read).isEqualTo(actions);
    }

    @Test
    void everyEntryIsReadAsItWasWritten() {
        var entries = Samples.entries();
        var read = entries.stream()
                .map(Codec.JOURNAL_ENTRY::encode)
                .map(Codec.JOURNAL_ENTRY::decode)
                .toList();
        assertThat(read).isEqualTo(entries);
    }

    @Test
    void everyStatusChangeIsReadAsItWasWritten() {
        var changes = Samples.changes();
        var read = changes.stream()
                .map(Codec.TICKET_STATUS_CHANGED::encode)
                .map(Codec.TICKET_STATUS_CHANGED::decode)
                .toList();
        assertThat(read).isEqualTo(changes);
    }

    @Test
    void everyTicketIsReadAsItWasWritten() {
        var tickets = Samples.tickets();
        var read = tickets.stream()
                .map(Codec.TICKET_SNAPSHOT::encode)
                .map(Codec.TICKET_SNAPSHOT::decode)
                .toList();
        assertThat(read).isEqualTo(tickets);
    }

    @Test
    void theBytesAreAvrosSingleObjectEncoding() throws Exception {
        var action = Samples.message();
        var bytes = Codec.DESK_ACTION.encode(action);
        assertThat(bytes).isEqualTo(DeskAction.getEncoder().encode(action).array());
    }

    @Test
    void bytesWithoutTheMarkerAreNotSingleObject() {
        var text = "{\"actionId\": 1}".getBytes(StandardCharsets.UTF_8);
        assertFlaw(text, Flaw.NOT_SINGLE_OBJECT, "15 bytes beginning with 7b 22", "c3 01");
    }

    @Test
    void noBytesAreNotSingleObject() {
        assertFlaw(new byte[0], Flaw.NOT_SINGLE_OBJECT, "0 bytes");
    }

    @Test
    void aTruncatedRecordIsCorruptWhereverItEnds() {
        var bytes = Codec.DESK_ACTION.encode(Samples.message());
        for (int length = SingleObject.HEADER; length < bytes.length; length++) {
            assertFlaw(Arrays.copyOf(bytes, length), Flaw.CORRUPT, "DeskAction");
        }
    }

    @Test
    void trailingBytesAreNotIgnored() {
        var bytes = Codec.DESK_ACTION.encode(Samples.message());
        assertFlaw(Arrays.copyOf(bytes, bytes.length + 1), Flaw.TRAILING_BYTES, "DeskAction");
    }

    @Test
    void aChangedByteIsReadAsSomethingElseOrIsAFlawButNeverAnotherError() {
        var bytes = Codec.DESK_ACTION.encode(Samples.message());
        for (int at = 0; at < bytes.length; at++) {
            for (int value = 0; value < 256; value++) {
                var changed = bytes.clone();
                changed[at] = (byte) value;
                if (value != (bytes[at] & 0xFF)) {
                    assertThat(outcomeOf(changed)).isIn("read", "flawed");
                }
            }
        }
    }

    private static String outcomeOf(byte[] bytes) {
        try {
            Codec.DESK_ACTION.decode(bytes);
            return "read";
        } catch (UndecodableException e) {
            return "flawed";
        }
    }

    @Test
    void anUnknownFingerprintIsNamed() {
        var bytes = Codec.DESK_ACTION.encode(Samples.message());
        Arrays.fill(bytes, 2, SingleObject.HEADER, (byte) 0x0A);
        assertFlaw(bytes, Flaw.UNKNOWN_SCHEMA, "0a0a0a0a0a0a0a0a");
    }

    @Test
    void aRecordOfAnotherTypeIsNamed() {
        var bytes = Codec.TICKET_SNAPSHOT.encode(Samples.tickets().get(0));
        assertFlaw(
                bytes, Flaw.OTHER_RECORD, "org.ticketdesk.events.TicketSnapshot", "org.ticketdesk.events.DeskAction");
    }

    @Test
    void aNewerSchemaIsFoundInTheSource() {
        var newer = actionsWithALowerPriority();
        var codec = Codec.of(DeskAction.class, sourceOf(newer));
        var action = changePriority("HIGH", newer);
        assertThat(((ChangePriority) codec.decode(action).getAction()).getPriority())
                .isEqualTo(Priority.HIGH);
    }

    @Test
    void anActionWithAValueYoungerThanTheReaderIsNotGuessed() {
        var newer = actionsWithALowerPriority();
        var codec = Codec.of(DeskAction.class, sourceOf(newer));
        var bytes = changePriority("LOWEST", newer);
        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOfSatisfying(
                        UndecodableException.class, e -> assertThat(e.flaw()).isEqualTo(Flaw.NEWER_THAN_READER))
                .hasMessageContaining("LOWEST")
                .hasMessageContaining("upgrade");
    }

    @Test
    void aKindOfActionYoungerThanTheReaderIsNotGuessed() {
        var newer = newer(DeskAction.getClassSchema(), "\"name\":\"FireTimer\"", "\"name\":\"MergeTickets\"");
        var codec = Codec.of(DeskAction.class, sourceOf(newer));
        var branch = newer.getField("action").schema().getTypes().get(14);
        var what = new GenericData.Record(branch);
        what.put("timer", new GenericData.EnumSymbol(branch.getField("timer").schema(), "IDLE"));
        what.put("deadline", 0L);
        var bytes = action(newer, what);
        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOfSatisfying(
                        UndecodableException.class, e -> assertThat(e.flaw()).isEqualTo(Flaw.NEWER_THAN_READER))
                .hasMessageContaining("MergeTickets");
    }

    @Test
    void aKindOfActionYoungerThanTheReaderIsNotTakenForOneOfTheSameShape() {
        var newer = newer(DeskAction.getClassSchema(), "\"name\":\"CloseTicket\"", "\"name\":\"SnoozeTicket\"");
        var codec = Codec.of(DeskAction.class, sourceOf(newer));
        var snooze = new GenericData.Record(
                newer.getField("action").schema().getTypes().get(5));
        var bytes = action(newer, snooze);
        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOfSatisfying(
                        UndecodableException.class, e -> assertThat(e.flaw()).isEqualTo(Flaw.NEWER_THAN_READER))
                .hasMessageContaining("SnoozeTicket");
    }

    @Test
    void corruptBytesOfANewerSchemaAreCorrupt() {
        var newer = actionsWithALowerPriority();
        var codec = Codec.of(DeskAction.class, sourceOf(newer));
        var bytes = changePriority("HIGH", newer);
        bytes[bytes.length - 1] = 100;
        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOfSatisfying(
                        UndecodableException.class, e -> assertThat(e.flaw()).isEqualTo(Flaw.CORRUPT));
    }

    @Test
    void aTicketWithAValueYoungerThanTheReaderIsReadWithUnknownInItsPlace() throws Exception {
        var newer = newer(
                TicketSnapshot.getClassSchema(),
                "\"symbols\":[\"UNKNOWN\",\"LOW\"",
                "\"symbols\":[\"LOWEST\",\"UNKNOWN\",\"LOW\"");
        var codec = Codec.of(TicketSnapshot.class, sourceOf(newer));
        var ticket = new GenericData.Record(newer);
        var sample = Samples.tickets().get(0);
        for (var field : newer.getFields()) {
            var value = sample.get(field.pos());
            ticket.put(
                    field.pos(),
                    switch (field.schema().getType()) {
                        case ENUM -> new GenericData.EnumSymbol(field.schema(), value.toString());
                        case LONG -> value instanceof Instant at ? at.toEpochMilli() : value;
                        default -> value;
                    });
        }
        ticket.put(
                "priority",
                new GenericData.EnumSymbol(newer.getField("priority").schema(), "LOWEST"));
        var bytes = encode(newer, ticket);
        assertThat(codec.decode(bytes).getPriority()).isEqualTo(Priority.UNKNOWN);
    }

    @Test
    void aSchemaThatIsNotTheOneAskedForIsNotUsed() {
        var newer = actionsWithALowerPriority();
        var codec = Codec.of(DeskAction.class, fingerprint -> Optional.of("\"string\""));
        var bytes = changePriority("HIGH", newer);
        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOfSatisfying(
                        UndecodableException.class, e -> assertThat(e.flaw()).isEqualTo(Flaw.UNKNOWN_SCHEMA));
    }

    @Test
    void manyThreadsMayUseOneCodec() {
        var actions = Samples.actions();
        var all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    List<DeskAction> read = List.of();
                    for (int turn = 0; turn < 200; turn++) {
                        read = actions.stream()
                                .map(Codec.DESK_ACTION::encode)
                                .map(Codec.DESK_ACTION::decode)
                                .toList();
                    }
                    return read;
                }))
                .toList();
        assertThat(all).allSatisfy(one -> assertThat(one.join()).isEqualTo(actions));
    }

    @Test
    void anIncompleteRecordIsNotWritten() {
        var action = Samples.message();
        action.setActor(new Actor(null, "c-9"));
        assertThatThrownBy(() -> Codec.DESK_ACTION.encode(action)).hasMessageContaining("actor.role");
    }

    @Test
    void nothingOfARecordThatFailedIsInTheNext() {
        var incomplete = Samples.message();
        incomplete.setAction(null);
        assertThatThrownBy(() -> Codec.DESK_ACTION.encode(incomplete)).isNotNull();
        var next = Codec.DESK_ACTION.encode(Samples.message());
        assertThat(Codec.DESK_ACTION.decode(next)).isEqualTo(Samples.message());
    }

    @Test
    void kafkaMakesEachSerdeByItsName() throws Exception {
        var serde = new EventSerdes.JournalEntrySerde();
        var entry = Samples.accepted();
        var bytes = serde.serializer().serialize("desk-journal", entry);
        assertThat(serde.deserializer().deserialize("desk-journal", bytes)).isEqualTo(entry);
    }

    private static Schema actionsWithALowerPriority() {
        return newer(DeskAction.getClassSchema(), "[\"UNKNOWN\",\"LOW\"", "[\"UNKNOWN\",\"LOWEST\",\"LOW\"");
    }

    private static Schema newer(Schema current, String from, String to) {
        var text = current.toString();
        assertThat(text).contains(from);
        return new SchemaParser().parse(text.replace(from, to)).mainSchema();
    }

    private static SchemaSource sourceOf(Schema schema) {
        return fingerprint ->
                fingerprint.equals(Fingerprint.of(schema)) ? Optional.of(schema.toString()) : Optional.empty();
    }

    private static byte[] changePriority(String priority, Schema schema) {
        var branch = schema.getField("action").schema().getTypes().get(8);
        var what = new GenericData.Record(branch);
        what.put(
                "priority",
                new GenericData.EnumSymbol(branch.getField("priority").schema(), priority));
        return action(schema, what);
    }

    private static byte[] action(Schema schema, GenericData.Record what) {
        var actor = new GenericData.Record(schema.getField("actor").schema());
        actor.put(
                "role",
                new GenericData.EnumSymbol(actor.getSchema().getField("role").schema(), "ADMIN"));
        actor.put("id", "ada");
        var action = new GenericData.Record(schema);
        action.put("actionId", "a-1");
        action.put("desk", "sales");
        action.put("actor", actor);
        action.put("action", what);
        return encode(schema, action);
    }

    private static byte[] encode(Schema schema, GenericData.Record record) {
        try {
            return new BinaryMessageEncoder<>(new GenericData(), schema)
                    .encode(record)
                    .array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertFlaw(byte[] bytes, Flaw flaw, String... said) {
        assertThatThrownBy(() -> Codec.DESK_ACTION.decode(bytes))
                .isInstanceOfSatisfying(
                        UndecodableException.class, e -> assertThat(e.flaw()).isEqualTo(flaw))
                .hasMessageContainingAll(said);
    }
}
