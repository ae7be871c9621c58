package org.ticketdesk.events.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ticketdesk.events.ConfigureDesk;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.OpenTicket;
import org.ticketdesk.events.Priority;
import org.ticketdesk.events.Role;
import org.ticketdesk.events.Samples;
import org.ticketdesk.events.SetCapacity;
import org.ticketdesk.events.TicketSnapshot;
import org.ticketdesk.events.TicketStatusChanged;

class JsonFormTest {

    private static final String MESSAGE = """
            {"actionId":"6f0c-1","desk":"sales","ticket":"t-17","actor":{"role":"CUSTOMER","id":"c-9"},\
            "occurredAt":"2026-11-22T10:15:30.250Z","action":{"type":"SendMessage","messageId":"m-3"}}""";

    @Test
    void anActionIsWrittenAsOneLineInTheOrderOfTheSchema() {
        assertThat(JsonForm.write(Samples.message())).isEqualTo(MESSAGE);
    }

    @Test
    void anEntryIsWrittenWithItsFactsInOrderAndWithoutWhatIsNotThere() {
        assertThat(JsonForm.write(Samples.accepted())).isEqualTo("""
                        {"desk":"sales","sequence":4711,"actionId":"6f0c-1","at":"2026-11-22T10:15:30.250Z","rules":1,\
                        "actor":{"role":"CUSTOMER","id":"c-9"},"type":"SendMessage",\
                        "occurredAt":"2026-11-22T10:15:30.250Z","outcome":"ACCEPTED","facts":[\
                        {"type":"MessageNoted","ticket":"t-17","by":"CUSTOMER","author":"c-9","messageId":"m-3"},\
                        {"type":"StatusChanged","ticket":"t-17","from":"IN_PROGRESS","to":"PENDING","row":"R12"},\
                        {"type":"StatusChanged","ticket":"t-17","from":"PENDING","to":"ACTIVE","row":"R1",\
                        "assignee":"bob"}],"source":{"partition":3,"offset":123456789012},\
                        "hash":"ab00000000000000000000000000000000000000000000000000000000000000"}""");
    }

    @Test
    void aRefusalHasNoFacts() {
        var refused = Samples.entries().get(2);
        assertThat(JsonForm.write(refused))
                .contains(
                        "\"outcome\":\"REFUSED\",\"reason\":\"NOT_ASSIGNEE\",\"detail\":\"t-17 is held by eve, not by bob\","
                                + "\"source\"");
    }

    @ParameterizedTest
    @MethodSource("org.ticketdesk.events.Samples#actions")
    void everyActionIsReadAsItWasWritten(DeskAction action) throws Exception {
        assertThat(JsonForm.read(JsonForm.write(action))).isEqualTo(action);
    }

    @ParameterizedTest
    @MethodSource("org.ticketdesk.events.Samples#entries")
    void everyEntryIsReadAsItWasWritten(JournalEntry entry) throws Exception {
        assertReadAsWritten(entry);
    }

    @ParameterizedTest
    @MethodSource("org.ticketdesk.events.Samples#changes")
    void everyStatusChangeIsReadAsItWasWritten(TicketStatusChanged change) throws Exception {
        assertReadAsWritten(change);
    }

    @ParameterizedTest
    @MethodSource("org.ticketdesk.events.Samples#tickets")
    void everyTicketIsReadAsItWasWritten(TicketSnapshot ticket) throws Exception {
        assertReadAsWritten(ticket);
    }

    private static void assertReadAsWritten(SpecificRecord record) throws MalformedException {
        assertThat(JsonForm.read(JsonForm.write(record), record.getClass())).isEqualTo(record);
    }

    @Test
    void bytesAreReadAsUtf8() throws Exception {
        assertThat(JsonForm.read(MESSAGE.getBytes(StandardCharsets.UTF_8))).isEqualTo(Samples.message());
    }

    @Test
    void bytesInAnotherEncodingAreRefused() {
        var bytes = MESSAGE.replace("sales", "caf\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> JsonForm.read(bytes))
                .hasMessage("found bytes that are not UTF-8, expected JSON in UTF-8");
    }

    @Test
    void aTicketsPriorityIsMediumUnlessSaid() throws Exception {
        var action = JsonForm.read(admin("\"ticket\":\"t\",", "{\"type\":\"OpenTicket\",\"channel\":\"SOCIAL\"}"));
        assertThat(((OpenTicket) action.getAction()).getPriority()).isEqualTo(Priority.MEDIUM);
    }

    @Test
    void aTimeMayHaveAnyOffset() throws Exception {
        var action = JsonForm.read(MESSAGE.replace("10:15:30.250Z", "12:15:30.2509+02:00"));
        assertThat(action.getOccurredAt()).isEqualTo(Instant.parse("2026-11-22T10:15:30.250Z"));
    }

    @Test
    void aSettingIsAbsentOrOffOrANumber() throws Exception {
        var action =
                JsonForm.read(admin("", "{\"type\":\"ConfigureDesk\",\"idleAfterMs\":null,\"closeIdleAfterMs\":5000}"));
        assertThat(action.getAction()).isEqualTo(new ConfigureDesk(0L, 5_000L, null, null));
    }

    @Test
    void aSettingThatIsOffIsWrittenAsNullAndOneThatStaysIsLeftOut() {
        var action = Samples.action(null, Role.ADMIN, "ada", new ConfigureDesk(0L, 5_000L, null, null));
        assertThat(JsonForm.write(action))
                .endsWith("\"action\":{\"type\":\"ConfigureDesk\",\"idleAfterMs\":null,\"closeIdleAfterMs\":5000}}");
    }

    @Test
    void aCapacityOfTheDesksDefaultIsSaidByNull() throws Exception {
        var action = JsonForm.read(admin("", "{\"type\":\"SetCapacity\",\"agent\":\"bob\",\"capacity\":null}"));
        assertThat(action.getAction()).isEqualTo(new SetCapacity("bob", null));
    }

    /** What is written in place of the action, and what is said of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"type":"OpenTicket","channel":"IN_APP","color":1}     | action.color: unknown field, expected one of type, channel, priority, followsUp
        {"type":"CloseTicket","ticket":"t"}                    | action.ticket: unknown field, expected one of type
        {"type":"OpenTicket"}                                  | action.channel: missing, expected one of IN_APP, SOCIAL
        {"type":"OpenTicket","channel":null}                   | action.channel: found null, expected one of IN_APP, SOCIAL
        {"type":"OpenTicket","channel":"FAX"}                  | action.channel: found "FAX", expected one of IN_APP, SOCIAL
        {"type":"OpenTicket","channel":"in_app"}               | action.channel: found "in_app", expected one of IN_APP, SOCIAL
        {"type":"OpenTicket","channel":"UNKNOWN"}              | action.channel: found "UNKNOWN", expected one of IN_APP, SOCIAL
        {"type":"OpenTicket","channel":["IN_APP"]}             | action.channel: found an array, expected one of IN_APP, SOCIAL
        {"type":"OpenTicket","channel":"SOCIAL","priority":null} | action.priority: found null, expected one of LOW, MEDIUM, HIGH, URGENT; leave the field out where there is none
        {"type":"OpenTicket","channel":"SOCIAL","followsUp":null} | action.followsUp: found null, expected a string; leave the field out where there is none
        {"type":"SendMessage","messageId":7}                   | action.messageId: found 7, expected a string
        {"type":"SetCapacity","agent":"bob"}                   | action.capacity: missing, expected a whole number from -2147483648 to 2147483647 or null
        {"type":"SetCapacity","agent":"bob","capacity":"3"}    | action.capacity: found "3", expected a whole number from -2147483648 to 2147483647
        {"type":"SetCapacity","agent":"bob","capacity":3.0}    | action.capacity: found 3.0, expected a whole number from -2147483648 to 2147483647
        {"type":"SetCapacity","agent":"bob","capacity":2147483648} | action.capacity: found 2147483648, expected a whole number from -2147483648 to 2147483647
        {"type":"ConfigureDesk","idleAfterMs":9223372036854775808} | action.idleAfterMs: found 9223372036854775808, expected a whole number from -9223372036854775808 to 9223372036854775807
        {"type":"ConfigureDesk","idleAfterMs":true}            | action.idleAfterMs: found true, expected a whole number from -9223372036854775808 to 9223372036854775807
        {"type":"ConfigureDesk","idleAfterMs":0}               | action.idleAfterMs: found 0, expected null to say that
        {"type":"ConfigureDesk","idleAfterMs":999}             | action.idleAfterMs: found 999, expected a whole number from 1000 to 604800000
        {"type":"ConfigureDesk","defaultCapacity":null}        | action.defaultCapacity: found null, expected a whole number from -2147483648 to 2147483647; leave the field out where there is none
        {"type":"Explode"}                                     | action.type: found "Explode", expected one of OpenTicket, StartProactiveChat, SendMessage, MoveToInProgress, MoveToIdle, CloseTicket, ReopenTicket, AssignTicket, ChangePriority, SetPresence, AddAgent, RemoveAgent, SetCapacity, ConfigureDesk, FireTimer
        {"messageId":"m-3"}                                    | action.type: missing, expected one of OpenTicket, StartProactiveChat, SendMessage, MoveToInProgress, MoveToIdle, CloseTicket, ReopenTicket, AssignTicket, ChangePriority, SetPresence, AddAgent, RemoveAgent, SetCapacity, ConfigureDesk, FireTimer
        "CloseTicket"                                          | action: found "CloseTicket", expected an object
        null                                                   | action: found null, expected an object
        """)
    void whatIsWrongInAnActionIsNamedWithItsPath(String action, String problem) {
        assertThatThrownBy(() -> JsonForm.read(admin("", action)))
                .isInstanceOf(MalformedException.class)
                .hasMessage(problem);
    }

    /** What is replaced in a good action, by what, and what is said of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "desk":"sales",          | ` `                      | desk: missing, expected a string
        "desk":"sales"           | "desk":"a","desk":"b"    | desk: Duplicate
        "messageId":"m-3"        | "messageId":"m","messageId":"n" | action.messageId: Duplicate
        "role":"CUSTOMER"        | "role":"GUEST"           | actor.role: found "GUEST", expected one of CUSTOMER, AGENT, ADMIN, SYSTEM
        "role":"CUSTOMER",       | ` `                      | actor.role: missing, expected one of CUSTOMER, AGENT, ADMIN, SYSTEM
        {"role":"CUSTOMER","id":"c-9"} | []                 | actor: found an array, expected an object
        10:15:30.250Z            | 10:15:30.250             | occurredAt: found "2026-11-22T10:15:30.250", expected a time such as
        11-22                    | 02-30                    | occurredAt: found "2026-02-30T10:15:30.250Z", expected a time such as
        "2026-11-22              | "+12026-11-22            | occurredAt: found "+12026-11-22T10:15:30.250Z", expected a time such as
        "2026-11-22T10:15:30.250Z" | 1795428930250          | occurredAt: found 1795428930250, expected a time such as
        "2026-11-22T10:15:30.250Z" | null                   | occurredAt: found null, expected a time such as
        "t-17"                   | null                     | ticket: found null, expected a string; leave the field out
        "m-3"}}                  | "m-3"}} {}               | Trailing token
        "m-3"}}                  | "m-3"}} x                | Unrecognized token 'x'
        "m-3"}}                  | "m-3"}                   | Unexpected end-of-input
        "m-3"}}                  | "m-3",}}                 | Unexpected character
        "desk":                  | 'desk':                  | Unexpected character
        """)
    void whatIsWrongAroundItIsNamedWithItsPath(String part, String replacement, String problem) {
        var json = MESSAGE.replace(part, replacement);
        assertThatThrownBy(() -> JsonForm.read(json))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining("expected");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``      | found nothing, expected an object
        []      | found an array, expected an object
        null    | found null, expected an object
        "text"  | found "text", expected an object
        """)
    void whatIsNoObjectIsRefused(String json, String problem) {
        assertThatThrownBy(() -> JsonForm.read(json)).hasMessage(problem);
    }

    @Test
    void anUnknownFactIsNamedWithItsPosition() {
        var json = JsonForm.write(Samples.accepted()).replaceFirst("StatusChanged", "StatusGuessed");
        assertThatThrownBy(() -> JsonForm.read(json, JournalEntry.class))
                .hasMessageStartingWith("facts[1].type: found \"StatusGuessed\", expected one of TicketOpened, ");
    }

    @ParameterizedTest
    @CsvSource({"ab00,AB00", "ab00,g000", "ab00,ab0", "ab00,ab000"})
    void aHashIsSixtyFourLowerCaseHexDigits(String good, String bad) {
        var json = JsonForm.write(Samples.accepted()).replace("\"" + good, "\"" + bad);
        assertThatThrownBy(() -> JsonForm.read(json, JournalEntry.class))
                .hasMessageStartingWith("hash: found \"" + bad)
                .hasMessageEndingWith("expected 64 lower-case hex digits");
    }

    @Test
    void aLongValueIsNotRepeatedInFull() {
        var json = admin("", "{\"type\":\"" + "x".repeat(10_000) + "\"}");
        assertThatThrownBy(() -> JsonForm.read(json))
                .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(500));
    }

    @Test
    void anIncompleteRecordIsNotWritten() {
        var action = Samples.message();
        action.setDesk(null);
        assertThatThrownBy(() -> JsonForm.write(action)).hasMessage("DeskAction.desk is null");
    }

    private static String admin(String ticket, String action) {
        return "{\"actionId\":\"a-1\",\"desk\":\"sales\"," + ticket
                + "\"actor\":{\"role\":\"ADMIN\",\"id\":\"ada\"},\"action\":" + action + "}";
    }
}
