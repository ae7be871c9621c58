package org.ticketdesk.cli.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ticketdesk.events.Status;

class OpenTicketsTest {

    @Test
    void aTicketThatIsOpenForLessThanAStepIsSeen() {
        OpenTickets open = OpenTickets.of(List.of(path(500, 501), path(500, 502)), List.of(), 0, 160_000);

        assertThat(open.was()[0]).isEqualTo(2);
        assertThat(open.was()[1]).isZero();
        assertThat(open.was()[160]).isZero();
        assertThat(open.mightHaveBeen()).containsOnly(0);
    }

    @Test
    void betweenOpeningAndClosingEachStepHasTheTicket() {
        OpenTickets open = OpenTickets.of(List.of(path(1_500, 4_500), path(2_000, 3_000)), List.of(), 0, 160_000);

        assertThat(open.was()).startsWith(0, 1, 2, 2, 1, 0);
    }

    @Test
    void whatIsOpenInTheEndIsOpenInTheLastPlace() {
        OpenTickets open = OpenTickets.of(List.of(path(160_000, null)), List.of(), 0, 160_000);

        assertThat(open.was()[158]).isZero();
        assertThat(open.was()[160]).isEqualTo(1);
    }

    private static TicketPath path(long openedAt, Integer closedAt) {
        TicketPath path = new TicketPath();
        path.stop(openedAt, Status.ACTIVE, "bob");
        if (closedAt != null) {
            path.stop(closedAt, Status.CLOSED, null);
        }
        return path;
    }
}
