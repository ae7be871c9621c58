package org.ticketdesk.projection.measures;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.ticketdesk.events.AssigneeChanged;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.MessageNoted;
import org.ticketdesk.events.ProactiveChatStarted;
import org.ticketdesk.events.Role;
import org.ticketdesk.events.Status;
import org.ticketdesk.events.StatusChanged;
import org.ticketdesk.events.TicketOpened;
import org.ticketdesk.projection.fold.JournalStory;

/**
 * The measures of a story, worked out once more: each by looking at a ticket's whole story for what the page says, with nothing kept
 * from one moment to the next.
 */
final class MeasuredByHand {
    private final List<Measured> all = new ArrayList<>();

    private record Measured(Instant at, String what, long value, String agent, String channel) {}

    /** One thing that happened to a ticket; a message has a role, a change a status, and all but messages who holds it afterwards. */
    private record Moment(Instant at, Role role, String author, String row, Status from, Status to, String holder) {
        boolean isByCustomer() {
            return role == Role.CUSTOMER;
        }

        boolean isByDesk() {
            return role == Role.AGENT || role == Role.ADMIN;
        }

        boolean isBy(String agent) {
            return role == Role.AGENT && author.equals(agent);
        }
    }

    static MeasuredByHand of(JournalStory story) {
        Map<String, List<Moment>> tickets = new TreeMap<>();
        Map<String, String> channels = new TreeMap<>();
        for (long sequence = 1; sequence <= story.records().size(); sequence++) {
            JournalEntry entry = story.entry(sequence);
            for (Object fact : entry.getFacts()) {
                read(entry, fact, tickets, channels);
            }
        }
        var measured = new MeasuredByHand();
        tickets.forEach((ticket, moments) -> measured.measure(moments, channels.get(ticket)));
        return measured;
    }

    private static void read(
            JournalEntry entry, Object fact, Map<String, List<Moment>> tickets, Map<String, String> channels) {
        Instant at = entry.getAt();
        switch (fact) {
            case TicketOpened f -> {
                channels.put(f.getTicket(), f.getChannel().name());
                tickets.put(f.getTicket(), new ArrayList<>());
                tickets.get(f.getTicket()).add(new Moment(at, Role.CUSTOMER, f.getCustomer(), null, null, null, null));
            }
            case ProactiveChatStarted f -> {
                channels.put(f.getTicket(), "IN_APP");
                tickets.put(f.getTicket(), new ArrayList<>());
                tickets.get(f.getTicket()).add(new Moment(at, Role.AGENT, f.getAgent(), null, null, null, null));
            }
            case MessageNoted f ->
                tickets.get(f.getTicket()).add(new Moment(at, f.getBy(), f.getAuthor(), null, null, null, null));
            case StatusChanged f ->
                tickets.get(f.getTicket())
                        .add(new Moment(at, null, null, f.getRow(), f.getFrom(), f.getTo(), f.getAssignee()));
            case AssigneeChanged f ->
                tickets.get(f.getTicket()).add(new Moment(at, null, null, "TRANSFER", null, null, f.getTo()));
            default -> {}
        }
    }

    private void measure(List<Moment> moments, String channel) {
        List<Integer> changes = positions(moments, 0, moments.size(), moment -> moment.to() != null);
        for (int i = 1; i < changes.size(); i++) {
            Moment change = moments.get(changes.get(i));
            long lasted = between(moments.get(changes.get(i - 1)).at(), change.at());
            all.add(new Measured(change.at(), change.from().name(), lasted, null, channel));
        }
        List<Integer> beginnings = positions(
                moments,
                0,
                moments.size(),
                moment -> moment.to() != null && (moment.from() == null || moment.from() == Status.CLOSED));
        for (int begin : beginnings) {
            List<Integer> closings = positions(moments, begin, moments.size(), moment -> moment.to() == Status.CLOSED);
            cycle(moments, begin, closings.isEmpty() ? moments.size() : closings.getFirst(), channel);
        }
        String holder = null;
        for (int i = 0; i < moments.size(); i++) {
            if (moments.get(i).row() != null
                    && !Objects.equals(holder, moments.get(i).holder())) {
                holder = moments.get(i).holder();
                if (holder != null) {
                    assignment(moments, i, holder, channel);
                }
            }
        }
    }

    /** From a beginning to the closing, or to the end of the story. */
    private void cycle(List<Moment> moments, int begin, int end, String channel) {
        Moment beginning = moments.get(begin);
        boolean isByAgent = "B2".equals(beginning.row());
        all.add(new Measured(beginning.at(), beginning.from() == null ? "opened" : "reopened", 1, null, channel));

        List<Integer> active = positions(moments, begin, end, moment -> moment.to() == Status.ACTIVE);
        if (!isByAgent && !active.isEmpty()) {
            Moment held = moments.get(active.getFirst());
            all.add(new Measured(held.at(), "waiting", between(beginning.at(), held.at()), held.holder(), channel));
        }

        int asked = asked(moments, begin, end);
        List<Integer> answers = positions(moments, asked, end, Moment::isByDesk);
        if (!answers.isEmpty()) {
            Moment answer = moments.get(answers.getFirst());
            all.add(new Measured(
                    answer.at(),
                    "firstResponse",
                    between(moments.get(asked).at(), answer.at()),
                    answer.role() == Role.AGENT ? answer.author() : null,
                    channel));
        }

        if (end < moments.size()) {
            Moment closing = moments.get(end);
            String last = positions(moments, 0, end, moment -> moment.holder() != null).stream()
                    .reduce((earlier, later) -> later)
                    .map(i -> moments.get(i).holder())
                    .orElse(null);
            all.add(new Measured(closing.at(), "closed", between(beginning.at(), closing.at()), last, channel));
            if (isByAgent || !active.isEmpty()) {
                Instant since = isByAgent
                        ? beginning.at()
                        : moments.get(active.getFirst()).at();
                all.add(new Measured(closing.at(), "conversation", between(since, closing.at()), last, channel));
            }
        }
    }

    private void assignment(List<Moment> moments, int begin, String agent, String channel) {
        Moment beginning = moments.get(begin);
        List<Integer> ends = positions(
                moments, begin + 1, moments.size(), moment -> moment.row() != null && !agent.equals(moment.holder()));
        int end = ends.isEmpty() ? moments.size() : ends.getFirst();
        all.add(new Measured(beginning.at(), "assigned", 1, agent, channel));

        int asked = asked(moments, begin, end);
        List<Integer> answers = positions(moments, asked, end, moment -> moment.isBy(agent));
        if (!answers.isEmpty()) {
            Moment answer = moments.get(answers.getFirst());
            long ms = between(moments.get(asked).at(), answer.at());
            all.add(new Measured(answer.at(), "assignmentFirstResponse", ms, agent, channel));
        }
        if (end < moments.size()) {
            Instant at = moments.get(end).at();
            long responses =
                    positions(moments, begin, end, moment -> moment.isBy(agent)).size();
            all.add(new Measured(at, "length", between(beginning.at(), at), agent, channel));
            all.add(new Measured(at, "responses", responses, agent, channel));
        }
    }

    /** Where the customer begins to await an answer: at the beginning, or with a message; the end when nowhere. */
    private static int asked(List<Moment> moments, int begin, int end) {
        boolean hadLastWord = positions(moments, 0, begin, moment -> moment.role() != null).stream()
                .reduce((earlier, later) -> later)
                .map(i -> moments.get(i).isByCustomer())
                .orElse(false);
        List<Integer> messages = positions(moments, begin, end, Moment::isByCustomer);
        return hadLastWord ? begin : messages.isEmpty() ? end : messages.getFirst();
    }

    private static List<Integer> positions(List<Moment> moments, int from, int to, Predicate<Moment> which) {
        return IntStream.range(from, to)
                .filter(i -> which.test(moments.get(i)))
                .boxed()
                .toList();
    }

    private static long between(Instant from, Instant to) {
        return to.toEpochMilli() - from.toEpochMilli();
    }

    List<Group> groups(Instant from, Instant to, By by) {
        List<Measured> within = all.stream()
                .filter(each -> !each.at().isBefore(from) && each.at().isBefore(to))
                .toList();
        SortedSet<String> keys = new TreeSet<>();
        switch (by) {
            case DESK -> keys.add("sales");
            case CHANNEL -> keys.addAll(List.of("IN_APP", "SOCIAL"));
            case AGENT ->
                within.stream().map(Measured::agent).filter(Objects::nonNull).forEach(keys::add);
            case HOUR -> {
                for (Instant at = from.truncatedTo(ChronoUnit.HOURS); at.isBefore(to); at = at.plusSeconds(3600)) {
                    keys.add(at.toString());
                }
            }
        }
        return keys.stream()
                .map(key -> group(
                        key,
                        by,
                        within.stream()
                                .filter(each -> key.equals(keyOf(each, by)))
                                .toList()))
                .toList();
    }

    private static String keyOf(Measured each, By by) {
        return switch (by) {
            case DESK -> "sales";
            case CHANNEL -> each.channel();
            case AGENT -> each.agent();
            case HOUR -> each.at().truncatedTo(ChronoUnit.HOURS).toString();
        };
    }

    private static Group group(String key, By by, List<Measured> measured) {
        Map<String, Spread> inStatus = new LinkedHashMap<>();
        for (String status : List.of("PENDING", "ACTIVE", "PROACTIVE", "IN_PROGRESS", "IDLE", "CLOSED")) {
            inStatus.put(status, spread(measured, status));
        }
        return new Group(
                key,
                spread(measured, "opened").count(),
                spread(measured, "reopened").count(),
                spread(measured, "closed").count(),
                spread(measured, "waiting"),
                spread(measured, "firstResponse"),
                spread(measured, "conversation"),
                spread(measured, "closed"),
                by == By.AGENT ? null : inStatus,
                new Group.Assignments(
                        spread(measured, "assigned").count(),
                        spread(measured, "assignmentFirstResponse"),
                        spread(measured, "length"),
                        spread(measured, "responses")));
    }

    private static Spread spread(List<Measured> measured, String what) {
        return Spread.of(measured.stream()
                .filter(each -> each.what().equals(what))
                .mapToLong(Measured::value)
                .toArray());
    }
}
