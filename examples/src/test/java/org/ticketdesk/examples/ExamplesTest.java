package org.ticketdesk.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.events.Status;
import org.ticketdesk.events.TicketStatusChanged;

class ExamplesTest {

    @Test
    void theDashboardCountsEachTicketInItsLatestStatus() {
        StatusCounts counts = new StatusCounts();

        counts.show(change("sales", "t-1", Status.PENDING));
        counts.show(change("sales", "t-1", Status.ACTIVE));
        counts.show(change("sales", "t-2", Status.PENDING));
        counts.show(change("support", "t-1", Status.PENDING));

        assertThat(counts).hasToString("{PENDING=2, ACTIVE=1}");
    }

    @Test
    void theBrokerIsGivenByName() {
        assertThat(Arguments.of("--once", "--bootstrap", "localhost:9092"))
                .isEqualTo(new Arguments("localhost:9092", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--bootstrap", "--bootstrap a:1 b:2", "localhost:9092", "--once --bootstrap"})
    void otherArgumentsAreRefused(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.of(line.split(" ")))
                .withMessageEndingWith("expected --bootstrap host:port, and perhaps --once.");
    }

    private static TicketStatusChanged change(String desk, String ticket, Status to) {
        TicketStatusChanged change = new TicketStatusChanged();
        change.setDesk(desk);
        change.setTicket(ticket);
        change.setTo(to);
        return change;
    }
}
