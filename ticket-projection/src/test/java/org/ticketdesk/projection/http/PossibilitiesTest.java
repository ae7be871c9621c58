package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ticketdesk.projection.views.TicketView;

class PossibilitiesTest {

    @ParameterizedTest
    @CsvSource({
        "c-1, SOCIAL, HIGH, ACTIVE, true",
        "'', SOCIAL, HIGH, ACTIVE, false",
        "c-1, UNKNOWN, HIGH, ACTIVE, false",
        "c-1, SOCIAL, UNKNOWN, ACTIVE, false",
        "c-1, SOCIAL, HIGH, UNKNOWN, false"
    })
    void the_rulebook_is_asked_only_about_a_ticket_that_is_known(
            String customer, String channel, String priority, String status, boolean known) {
        TicketView ticket = new TicketView(
                "t-1",
                customer,
                channel,
                priority,
                null,
                Instant.EPOCH,
                status,
                Instant.EPOCH,
                null,
                null,
                "DESK",
                Instant.EPOCH,
                null,
                0,
                0,
                0,
                1,
                null);

        assertThat(Possibilities.areKnown(ticket)).isEqualTo(known);
    }
}
