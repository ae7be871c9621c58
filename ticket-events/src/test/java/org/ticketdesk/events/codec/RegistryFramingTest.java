package org.ticketdesk.events.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.Samples;
import org.ticketdesk.events.codec.UndecodableException.Flaw;
import org.ticketdesk.events.contract.Fingerprint;

/** The same bodies behind another frame. */
class RegistryFramingTest {

    private static final byte[] ACTION = {1, 2, 3};

    private final List<String> registered = new ArrayList<>();
    private final Codec<DeskAction> framed = Codec.of(DeskAction.class, new Framed());
    private final DeskAction action = (DeskAction) Samples.of("DeskAction").get(0);

    /** A registry that gives ids from 258 on. */
    private final class Framed implements SchemaSource, SchemaIds {
        private static final int FIRST = 258;

        @Override
        public Optional<String> find(Fingerprint fingerprint) {
            return Optional.empty();
        }

        @Override
        public Framing framing(String record) {
            return Framing.registry(this);
        }

        @Override
        public int idOf(String schema) {
            if (!registered.contains(schema)) {
                registered.add(schema);
            }
            return FIRST + registered.indexOf(schema);
        }

        @Override
        public Optional<String> schemaOf(int id) {
            int place = id - FIRST;
            return place >= 0 && place < registered.size() ? Optional.of(registered.get(place)) : Optional.empty();
        }
    }

    @Test
    void aRecordIsAZeroTheIdAndTheSameBody() {
        byte[] bytes = framed.encode(action);

        assertThat(bytes).startsWith(0, 0, 0, 1, 2);
        assertThat(Arrays.copyOfRange(bytes, 5, bytes.length)).isEqualTo(body(Codec.DESK_ACTION.encode(action)));
        assertThat(framed.decode(bytes)).isEqualTo(action);
        assertThat(framed.isCurrent(bytes)).isTrue();
        assertThat(framed.isSame(bytes, Codec.DESK_ACTION.encode(action))).isTrue();
        assertThat(framed.writtenWith(bytes)).contains(Fingerprint.of(DeskAction.getClassSchema()));
    }

    private static byte[] body(byte[] singleObject) {
        return Arrays.copyOfRange(singleObject, SingleObject.HEADER, singleObject.length);
    }

    @Test
    void whatIsRegisteredIsThePublishedSchemaWithItsDocumentation() {
        framed.encode(action);
        framed.encode(action);

        assertThat(registered).singleElement().asString().contains("Somebody asks something of a desk");
    }

    @Test
    void neitherFramingIsReadForTheOther() {
        byte[] other = Codec.DESK_ACTION.encode(action);

        assertFlaw(framed, other, Flaw.NOT_IN_REGISTRY_FRAMING, "beginning with c3 01");
        assertFlaw(framed, new byte[] {0, 0, 0, 1}, Flaw.NOT_IN_REGISTRY_FRAMING, "4 bytes");
        assertFlaw(Codec.DESK_ACTION, framed.encode(action), Flaw.NOT_SINGLE_OBJECT, "beginning with 00");
        assertThat(framed.isSame(other, other)).isFalse();
        assertThat(Codec.DESK_ACTION.isSame(framed.encode(action), other)).isFalse();
    }

    @Test
    void anIdThatNobodyHasGivenIsAnUnknownSchema() {
        byte[] bytes = framed.encode(action);
        bytes[1] = (byte) 0xFF;

        assertFlaw(framed, bytes, Flaw.UNKNOWN_SCHEMA, "id 4278190338 of the registry");
        assertThat(framed.isCurrent(bytes)).isFalse();
    }

    @Test
    void anotherRecordUnderTheIdIsFound() {
        Codec<JournalEntry> entries = Codec.of(JournalEntry.class, new Framed());

        assertFlaw(framed, entries.encode(Samples.accepted()), Flaw.OTHER_RECORD, "JournalEntry");
    }

    @Test
    void theHashOfAnEntryDoesNotDependOnItsFrame() {
        Codec<JournalEntry> entries = Codec.of(JournalEntry.class, new Framed());
        JournalEntry entry = Samples.accepted();
        byte[] here = Chain.encode(entry, Chain.start(), ACTION);
        byte[] there = Chain.encode(entries, entry, Chain.start(), ACTION);

        assertThat(Chain.hashIn(there)).isEqualTo(Chain.hashIn(here));
        assertThat(Chain.isIntact(entries, entries.decode(there), there, Chain.start(), ACTION))
                .isTrue();
        there[7] ^= 1;
        assertThat(Chain.isIntact(entries, entry, there, Chain.start(), ACTION)).isFalse();
    }

    private static void assertFlaw(Codec<?> codec, byte[] bytes, Flaw flaw, String said) {
        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOfSatisfying(
                        UndecodableException.class, e -> assertThat(e.flaw()).isEqualTo(flaw))
                .hasMessageContaining(said);
    }
}
