package org.ticketdesk.events.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.events.Actions;
import org.ticketdesk.events.Actor;
import org.ticketdesk.events.AddAgent;
import org.ticketdesk.events.AssignTicket;
import org.ticketdesk.events.ChangePriority;
import org.ticketdesk.events.Channel;
import org.ticketdesk.events.CloseTicket;
import org.ticketdesk.events.ConfigureDesk;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.EventRecord;
import org.ticketdesk.events.FireTimer;
import org.ticketdesk.events.OpenTicket;
import org.ticketdesk.events.Presence;
import org.ticketdesk.events.Priority;
import org.ticketdesk.events.RemoveAgent;
import org.ticketdesk.events.Role;
import org.ticketdesk.events.Samples;
import org.ticketdesk.events.SendMessage;
import org.ticketdesk.events.SetCapacity;
import org.ticketdesk.events.SetPresence;
import org.ticketdesk.events.Source;
import org.ticketdesk.events.StartProactiveChat;
import org.ticketdesk.events.Timer;

class WellFormedTest {

    @ParameterizedTest
    @MethodSource("org.ticketdesk.events.Samples#actions")
    void theSamplesAreWellFormed(DeskAction action) {
        assertThatCode(() -> WellFormed.check(action)).doesNotThrowAnyException();
    }

    @Test
    void theSamplesHaveEveryKindOfAction() {
        Set<String> kinds = DeskAction.getClassSchema().getField("action").schema().getTypes().stream()
                .map(Schema::getName)
                .collect(Collectors.toSet());
        assertThat(Samples.actions())
                .extracting(action -> action.getAction().getClass().getSimpleName())
                .containsOnly(kinds.toArray(String[]::new));
    }

    /** The log is kept for ever: whatever is added to an action, no field of it takes a sentence. */
    @ParameterizedTest
    @MethodSource("org.ticketdesk.events.Samples#actions")
    void K11_noTextOfAnActionMayBeWhatSomebodySaid(DeskAction sample) {
        DeskAction action = SpecificData.get().deepCopy(DeskAction.getClassSchema(), sample);
        List<Text> texts = texts(action).toList();
        assertThat(texts).hasSizeGreaterThanOrEqualTo(4);
        for (Text text : texts) {
            Object before = text.record.get(text.field.pos());
            text.record.put(text.field.pos(), "Where is my order?");
            assertThatThrownBy(() -> WellFormed.check(action))
                    .as(text.field.name())
                    .isInstanceOf(MalformedException.class);
            text.record.put(text.field.pos(), before);
        }
    }

    private record Text(IndexedRecord record, Schema.Field field) {}

    private static Stream<Text> texts(IndexedRecord record) {
        return record.getSchema().getFields().stream()
                .flatMap(field -> record.get(field.pos()) instanceof IndexedRecord part
                        ? texts(part)
                        : Stream.of(new Text(record, field)).filter(text -> takesText(field.schema())));
    }

    private static boolean takesText(Schema schema) {
        return switch (schema.getType()) {
            case STRING -> true;
            case UNION -> schema.getTypes().stream().anyMatch(WellFormedTest::takesText);
            case BYTES, FIXED, ARRAY, MAP ->
                throw new AssertionError("Found " + schema + " in an action; see here that it takes no text.");
            default -> false;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z9-_.:@", "00000000-0000-0000-0000-000000000000"})
    void anIdIsLettersDigitsAndSixMarks(String id) {
        var action = Actions.sendMessage("a-1", id, id, Actions.customer(id), "m-1");
        assertThatCode(() -> WellFormed.check(action)).doesNotThrowAnyException();
    }

    @Test
    void anIdHasUpToOneHundredTwentyEightCharacters() {
        var action = Actions.sendMessage("!".repeat(128), "d".repeat(128), "t", Actions.customer("c"), "~".repeat(128));
        assertThatCode(() -> WellFormed.check(action)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "caf\u00e9", "\u0660", "a\n", "a\u0000", "\uD83D\uDE00", "a,b"})
    void anIdIsNothingElse(String id) {
        var action = Actions.sendMessage("a-1", id, "t-1", Actions.customer("c-9"), "m-1");
        assertMalformed(action, "desk: found \"" + id + "\", expected 1 to 128 characters out of ASCII letters");
    }

    @Test
    void anIdIsNotLonger() {
        var action = Actions.sendMessage("a-1", "d".repeat(129), "t-1", Actions.customer("c-9"), "m-1");
        assertMalformed(action, "desk: found \"ddd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\t", "\u007f", "\u00e9"})
    void anActionIdIsPrintableAsciiWithoutSpaces(String id) {
        var action = Actions.sendMessage(id, "sales", "t-1", Actions.customer("c-9"), "m-1");
        assertMalformed(action, "actionId: found \"" + id + "\", expected 1 to 128 printable ASCII");
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                on("t-1", new SendMessage("m 1"), "action.messageId: found \"m 1\""),
                on("t-1", new SendMessage("m".repeat(129)), "action.messageId: found \"mmm"),
                on("t-1", new SendMessage(null), "action.messageId: missing"),
                on("t-1", new OpenTicket(Channel.UNKNOWN, Priority.LOW, null), "action.channel: found UNKNOWN"),
                on("t-1", new OpenTicket(null, Priority.LOW, null), "action.channel: missing, expected one of IN_APP,"),
                on("t-1", new OpenTicket(Channel.IN_APP, Priority.UNKNOWN, null), "action.priority: found UNKNOWN"),
                on("t-1", new OpenTicket(Channel.IN_APP, Priority.LOW, "t/0"), "action.followsUp: found \"t/0\""),
                on("t-1", new StartProactiveChat("", Priority.LOW), "action.customer: found \"\""),
                on("t-1", new StartProactiveChat("c", Priority.UNKNOWN), "action.priority: found UNKNOWN"),
                on("t-1", new AssignTicket("b b"), "action.agent: found \"b b\""),
                on("t-1", new ChangePriority(Priority.UNKNOWN), "action.priority: found UNKNOWN, expected one of LOW"),
                on(null, new SetPresence(Presence.AWAY, null), "action.agent: missing, expected the agent whose"),
                on(null, new SetPresence(Presence.AWAY, ""), "action.agent: found \"\""),
                on(null, new SetPresence(null, "bob"), "action.presence: missing, expected one of ONLINE"),
                on(null, new AddAgent("", null), "action.agent: found \"\""),
                on(null, new AddAgent("bob", 0), "action.capacity: found 0, expected a whole number from 1 to 100"),
                on(null, new AddAgent("bob", 101), "action.capacity: found 101"),
                on(null, new RemoveAgent(null), "action.agent: missing"),
                on(null, new SetCapacity("", 1), "action.agent: found \"\""),
                on(null, new SetCapacity("bob", -1), "action.capacity: found -1"),
                on(null, new ConfigureDesk(999L, null, null, null), "action.idleAfterMs: found 999, expected a whole"),
                on(null, new ConfigureDesk(null, 604_800_001L, null, null), "action.closeIdleAfterMs: found 604800001"),
                on(null, new ConfigureDesk(null, null, -1L, null), "action.inProgressToPendingAfterMs: found -1"),
                on(null, new ConfigureDesk(null, null, null, 0), "action.defaultCapacity: found 0"),
                on("t-1", new FireTimer(null, 0L), "action.timer: missing, expected one of IDLE"),
                on("t-1", new FireTimer(Timer.IDLE, -1L), "action.deadline: found -1"),
                on("t-1", new FireTimer(Timer.IDLE, Long.MAX_VALUE), "action.deadline: found 9223372036854775807"),
                on(null, new CloseTicket(), "ticket: missing"),
                on("t/1", new CloseTicket(), "ticket: found \"t/1\""),
                on(
                        "t-1",
                        new RemoveAgent("bob"),
                        "ticket: found \"t-1\", expected none: RemoveAgent concerns no ticket"),
                on("t-1", new ConfigureDesk(null, null, null, null), "ticket: found \"t-1\", expected none"),
                on("t-1", new Source(0, 0L), "action: found org.ticketdesk.events.Source"),
                on("t-1", null, "action: found none"));
    }

    private static Arguments on(String ticket, EventRecord what, String problem) {
        return Arguments.of(Actions.of("a-1", "sales", ticket, Actions.admin("ada"), what), problem);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatTheSchemaCannotSayIsChecked(DeskAction action, String problem) {
        assertMalformed(action, problem);
    }

    @Test
    void theOnlySystemIsTheClock() {
        var action = Actions.of("a-1", "sales", "t-1", new Actor(Role.SYSTEM, "me"), new FireTimer(Timer.IDLE, 0L));
        assertMalformed(action, "actor.id: found \"me\", expected \"clock\"");
    }

    @Test
    void anActorHasARole() {
        var action = Actions.of("a-1", "sales", "t-1", new Actor(Role.UNKNOWN, "me"), new CloseTicket());
        assertMalformed(action, "actor.role: found UNKNOWN, expected one of CUSTOMER, AGENT, ADMIN, SYSTEM");
    }

    @Test
    void anActionHasAnActor() {
        assertMalformed(Actions.of("a-1", "sales", "t-1", null, new CloseTicket()), "actor: missing");
    }

    @Test
    void aTimeHasAYearOfFourDigits() {
        var action = Samples.message();
        action.setOccurredAt(Instant.ofEpochMilli(Long.MAX_VALUE));
        assertMalformed(action, "occurredAt: found +292278994-08-17T07:12:55.807Z, expected a time from 0001-01-01");
    }

    @Test
    void whoMayNotDoSomethingIsTheRulesToSay() {
        var others = Actions.of("a-1", "sales", null, Actions.agent("bob"), new SetPresence(Presence.ONLINE, "eve"));
        assertThatCode(() -> WellFormed.check(others)).doesNotThrowAnyException();
    }

    private static void assertMalformed(DeskAction action, String problem) {
        assertThatThrownBy(() -> WellFormed.check(action))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith(problem);
    }
}
