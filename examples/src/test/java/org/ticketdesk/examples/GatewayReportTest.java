package org.ticketdesk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ticketdesk.events.Actions;
import org.ticketdesk.events.Channel;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.MessageNoted;
import org.ticketdesk.events.Outcome;
import org.ticketdesk.events.Priority;
import org.ticketdesk.events.Reason;
import org.ticketdesk.events.Role;
import org.ticketdesk.events.Status;
import org.ticketdesk.events.StatusChanged;
import org.ticketdesk.events.TicketOpened;

class GatewayReportTest {

    private final List<Message> messages =
            List.of(message("m-1", true, "c-9"), message("m-2", false, "bob"), message("m-3", false, "bob"));
    private final GatewayReport report = new GatewayReport(messages);
    private final DeskAction opening = Actions.openTicket("m-1", "Acme", "c-1", "c-9", Channel.SOCIAL);
    private final DeskAction answer = Actions.sendMessage("m-2", "Acme", "c-1", Actions.agent("bob"), "m-2");
    private final DeskAction another = Actions.sendMessage("m-3", "Acme", "c-1", Actions.agent("bob"), "m-3");
    private final DeskAction assignment =
            Actions.assignTicket("m-2/assign", "Acme", "c-1", Actions.admin("gateway"), "bob");

    @Test
    void whatOpenedWasNotedWasRefusedOrRepeatedAddsUpToTheFile() {
        report.add(
                opening,
                accepted(
                        new TicketOpened("c-1", "c-9", Channel.SOCIAL, Priority.MEDIUM, null),
                        new StatusChanged("c-1", null, Status.PENDING, "B1", null),
                        new StatusChanged("c-1", Status.PENDING, Status.ACTIVE, "R1", "bob")));
        report.add(assignment, refused(Reason.ALREADY_SO));
        report.add(answer, accepted(new MessageNoted("c-1", Role.AGENT, "bob", "m-2")));
        report.add(another, refused(Reason.UNKNOWN_AGENT));

        assertThat(report.isComplete()).isTrue();
        assertThat(report.text().lines())
                .contains(
                        "Acme",
                        "  messages: 3 in the file = 1 openings + 1 noted + 1 refused + 0 published before",
                        "  conversations: 1, answered 1; tickets by status: {ACTIVE=1}",
                        "  refused: {UNKNOWN_AGENT=1, ALREADY_SO=1}",
                        "All: 3 messages in the file, 3 accounted for; 1 conversations answered, 0 tickets closed");
    }

    @Test
    void aSecondRunSaysThatAllWasPublishedBefore() {
        for (DeskAction action : List.of(opening, assignment, answer, another)) {
            report.add(action, entry(Outcome.DUPLICATE));
        }

        assertThat(report.isComplete()).isTrue();
        assertThat(report.text()).contains("3 in the file = 0 openings + 0 noted + 0 refused + 3 published before");
    }

    @Test
    void aMessageWithoutAnOutcomeDoesNotAddUp() {
        report.add(answer, accepted(new MessageNoted("c-1", Role.AGENT, "bob", "m-2")));

        assertThat(report.isComplete()).isFalse();
        assertThat(report.text()).contains("<-- DOES NOT ADD UP");
    }

    private static Message message(String id, boolean byCustomer, String author) {
        return new Message("Acme", "c-1", id, byCustomer, author, Instant.EPOCH);
    }

    private static JournalEntry accepted(Object... facts) {
        JournalEntry entry = entry(Outcome.ACCEPTED);
        entry.setFacts(List.of(facts));
        return entry;
    }

    private static JournalEntry refused(Reason reason) {
        JournalEntry entry = entry(Outcome.REFUSED);
        entry.setReason(reason);
        return entry;
    }

    private static JournalEntry entry(Outcome outcome) {
        JournalEntry entry = new JournalEntry();
        entry.setOutcome(outcome);
        entry.setFacts(List.of());
        return entry;
    }
}
