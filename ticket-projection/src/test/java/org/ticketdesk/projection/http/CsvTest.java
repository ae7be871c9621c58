package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ticketdesk.projection.views.AgentView;
import org.ticketdesk.projection.views.RefusalView;
import org.ticketdesk.projection.views.SetAsideView;
import org.ticketdesk.projection.views.Who;

class CsvTest {
    private static final Instant AT = Instant.parse("2026-11-22T10:15:30Z");

    @Test
    void a_field_is_a_column_and_so_is_each_field_of_an_object_in_it() {
        assertThat(Csv.write(RefusalView.class, List.of(refusal("a-1", "Ticket t-1 is CLOSED; \"why\", they ask"))))
                .isEqualTo("sequence,at,actionId,actor.role,actor.id,type,ticket,reason,detail\r\n"
                        + "7,2026-11-22T10:15:30.000Z,a-1,AGENT,bob,CloseTicket,,NO_SUCH_CHANGE,"
                        + "\"Ticket t-1 is CLOSED; \"\"why\"\", they ask\"\r\n");
    }

    @Test
    void a_list_of_texts_is_one_cell() {
        assertThat(Csv.write(
                        SetAsideView.class,
                        List.of(new SetAsideView(1, 2, null, List.of("t-1", "t-2"), "unreadable", AT))))
                .endsWith("1,2,,t-1 t-2,unreadable,2026-11-22T10:15:30.000Z\r\n");
    }

    @Test
    void each_key_of_a_map_is_a_column() {
        AgentView bob = new AgentView(
                "bob", "ONLINE", AT, 1, 5, null, Map.of("ACTIVE", 1L, "IDLE", 2L, "PROACTIVE", 3L), true, AT, null);

        assertThat(Csv.write(AgentView.class, List.of(bob)))
                .contains(",ownCapacity,holding.ACTIVE,holding.IDLE,holding.PROACTIVE,available,")
                .contains(",5,,1,2,3,true,");
    }

    @Test
    void a_list_without_items_is_its_header() {
        assertThat(Csv.write(Who.class, List.of())).isEqualTo("role,id\r\n");
        assertThat(Csv.write(AgentView.class, List.of())).contains(",holding.ACTIVE,holding.IDLE,holding.PROACTIVE,");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"=1+1,'=1+1", "+1,'+1", "-1,'-1", "@sum,'@sum", "'a,''a", "a=1,a=1", "a'b,a'b"})
    void no_cell_is_a_formula_and_leaving_out_the_first_apostrophe_gives_the_text(String text, String cell) {
        assertThat(Csv.write(Who.class, List.of(new Who("AGENT", text))))
                .isEqualTo("role,id\r\nAGENT," + cell + "\r\n");
    }

    private static RefusalView refusal(String actionId, String detail) {
        return new RefusalView(7, AT, actionId, new Who("AGENT", "bob"), "CloseTicket", null, "NO_SUCH_CHANGE", detail);
    }
}
