package org.ticketdesk.examples;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.MessageNoted;
import org.ticketdesk.events.Outcome;
import org.ticketdesk.events.Reason;
import org.ticketdesk.events.Status;
import org.ticketdesk.events.StatusChanged;
import org.ticketdesk.events.TicketOpened;

/** What the conversations say against what the desks did, company by company. */
final class GatewayReport {

    /** What became of one company's conversations. */
    private static final class Company {
        private final Set<String> conversations = new HashSet<>();
        private final Set<String> answered = new HashSet<>();
        private int messages;
        private int openings;
        private int noted;
        private int refusedMessages;
        private int repeated;
        private final Map<String, Status> tickets = new HashMap<>();
        private final Map<Reason, Integer> refusals = new EnumMap<>(Reason.class);

        private int accounted() {
            return openings + noted + refusedMessages + repeated;
        }

        private Map<Status, Integer> byStatus() {
            Map<Status, Integer> counts = new EnumMap<>(Status.class);
            tickets.values().forEach(status -> counts.merge(status, 1, Integer::sum));
            return counts;
        }
    }

    private final Map<String, Company> companies = new TreeMap<>();
    private final Set<String> messageIds = new HashSet<>();

    GatewayReport(List<Message> messages) {
        for (Message message : messages) {
            Company company = companies.computeIfAbsent(message.company(), name -> new Company());
            company.messages++;
            company.conversations.add(message.conversation());
            if (!message.byCustomer()) {
                company.answered.add(message.conversation());
            }
            messageIds.add(message.id());
        }
    }

    /** Takes the outcome of an action into account; a desk's in the order of its sequence. */
    void add(DeskAction action, JournalEntry entry) {
        Company company = companies.get(action.getDesk());
        boolean isMessage = messageIds.contains(action.getActionId());
        if (entry.getOutcome() == Outcome.REFUSED) {
            company.refusals.merge(entry.getReason(), 1, Integer::sum);
            company.refusedMessages += isMessage ? 1 : 0;
        } else if (entry.getOutcome() == Outcome.DUPLICATE) {
            company.repeated += isMessage ? 1 : 0;
        }
        for (Object fact : entry.getFacts()) {
            if (fact instanceof TicketOpened) {
                company.openings++;
            } else if (fact instanceof MessageNoted) {
                company.noted++;
            } else if (fact instanceof StatusChanged change) {
                company.tickets.put(change.getTicket(), change.getTo());
            }
        }
    }

    /** Whether each message of the file opened a ticket, was noted, was refused, or had been published before. */
    boolean isComplete() {
        return companies.values().stream().allMatch(company -> company.accounted() == company.messages);
    }

    /** The report, for people. */
    String text() {
        StringBuilder text = new StringBuilder();
        companies.forEach((name, company) -> {
            text.append("%s%n".formatted(name));
            text.append("  messages: %d in the file = %d openings + %d noted + %d refused + %d published before%s%n"
                    .formatted(
                            company.messages,
                            company.openings,
                            company.noted,
                            company.refusedMessages,
                            company.repeated,
                            company.accounted() == company.messages ? "" : "  <-- DOES NOT ADD UP"));
            text.append("  conversations: %d, answered %d; tickets by status: %s%n"
                    .formatted(company.conversations.size(), company.answered.size(), company.byStatus()));
            if (!company.refusals.isEmpty()) {
                text.append("  refused: %s%n".formatted(company.refusals));
            }
        });
        text.append("All: %d messages in the file, %d accounted for; %d conversations answered, %d tickets closed%n"
                .formatted(
                        companies.values().stream()
                                .mapToInt(company -> company.messages)
                                .sum(),
                        companies.values().stream().mapToInt(Company::accounted).sum(),
                        companies.values().stream()
                                .mapToInt(company -> company.answered.size())
                                .sum(),
                        companies.values().stream()
                                .mapToInt(company -> company.byStatus().getOrDefault(Status.CLOSED, 0))
                                .sum()));
        text.append("ALREADY_SO: the ticket was with the agent who answered before the gateway asked for that.%n"
                .formatted());
        return text.toString();
    }
}
