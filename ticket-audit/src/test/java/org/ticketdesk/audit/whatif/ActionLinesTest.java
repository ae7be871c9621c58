package org.ticketdesk.audit.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActionLinesTest {
    private static final String FIRST = line("a-1", "\"occurredAt\": \"2026-11-22T10:00:00Z\",");

    @Test
    void actionsComeWithTheirTimesAndLines() throws WrongPastException, IOException {
        List<PastAction> read = read(FIRST, "", line("a-2", "\"occurredAt\": \"2026-11-22T10:00:00Z\","));

        assertThat(read).extracting(past -> past.action().getActionId()).containsExactly("a-1", "a-2");
        assertThat(read).extracting(PastAction::place).containsExactly(1L, 3L);
        assertThat(read)
                .extracting(PastAction::at)
                .containsOnly(Instant.parse("2026-11-22T10:00:00Z").toEpochMilli());
    }

    @Test
    void aLineThatIsNoActionIsNamedWithItsPath() {
        assertThatThrownBy(() -> read(FIRST, FIRST.replace("IN_APP", "LETTER")))
                .isInstanceOf(WrongPastException.class)
                .hasMessageStartingWith("line 2: action.channel: ");
    }

    @Test
    void anActionWithoutItsTimeIsRefused() {
        assertThatThrownBy(() -> read(FIRST, "", line("a-2", "")))
                .isInstanceOf(WrongPastException.class)
                .hasMessage("line 3: occurredAt: missing, expected when the action came, for a file has no other time");
    }

    @Test
    void anActionOutOfOrderIsRefused() {
        assertThatThrownBy(() -> read(FIRST, line("a-2", "\"occurredAt\": \"2026-11-22T09:59:59.999Z\",")))
                .isInstanceOf(WrongPastException.class)
                .hasMessage(
                        "line 2: occurredAt: found 2026-11-22T09:59:59.999Z, which is before 2026-11-22T10:00:00Z of"
                                + " line 1, expected actions in time order");
    }

    private static List<PastAction> read(String... lines) throws WrongPastException, IOException {
        List<PastAction> read = new ArrayList<>();
        ActionLines.read(new BufferedReader(new StringReader(String.join("\n", lines))), read::add);
        return read;
    }

    private static String line(String id, String time) {
        return "{\"actionId\": \"" + id + "\", \"desk\": \"sales\", \"ticket\": \"" + id + "\", " + time
                + " \"actor\": {\"role\": \"CUSTOMER\", \"id\": \"c-1\"},"
                + " \"action\": {\"type\": \"OpenTicket\", \"channel\": \"IN_APP\"}}";
    }
}
