package org.ticketdesk.audit.asof;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is different at a desk between two moments: what each thing was, and what it is.
 *
 * @param desk its id
 * @param fromSequence the last entry of the first moment
 * @param fromAt the desk's time of that entry
 * @param toSequence the last entry of the second moment
 * @param toAt the desk's time of that entry
 * @param settings those that are others
 * @param agents those who are not as they were, by their ids
 * @param tickets those that are not as they were, by their ids
 */
public record Difference(
        String desk,
        long fromSequence,
        Instant fromAt,
        long toSequence,
        Instant toAt,
        List<SettingChange> settings,
        List<AgentChange> agents,
        List<TicketChange> tickets) {

    /**
     * What is different.
     *
     * @param was a desk
     * @param is the same desk, at the same moment or later
     * @throws IllegalArgumentException when it is earlier
     */
    public static Difference between(PastDesk was, PastDesk is) {
        if (is.sequence() < was.sequence()) {
            throw new IllegalArgumentException("Entry " + is.sequence() + " comes before entry " + was.sequence()
                    + "; expected the earlier moment first");
        }
        return new Difference(
                is.id(),
                was.sequence(),
                was.at(),
                is.sequence(),
                is.at(),
                settings(was.settings(), is.settings()),
                changes(was.agents(), is.agents(), AgentAsOf::agent, AgentChange::between),
                changes(was.tickets(), is.tickets(), TicketAsOf::ticket, TicketChange::between));
    }

    /** Whether nothing is different. */
    public boolean isNothing() {
        return settings.isEmpty() && agents.isEmpty() && tickets.isEmpty();
    }

    /**
     * Of what is different, that which is about one ticket, or one agent.
     *
     * @param ticket its id; null for all
     * @param agent their id; null for all
     * @return this, when both are null
     */
    public Difference about(String ticket, String agent) {
        if (ticket == null && agent == null) {
            return this;
        }
        return new Difference(
                desk,
                fromSequence,
                fromAt,
                toSequence,
                toAt,
                List.of(),
                agents.stream().filter(change -> change.agent().equals(agent)).toList(),
                tickets.stream()
                        .filter(change -> change.ticket().equals(ticket))
                        .toList());
    }

    private static List<SettingChange> settings(SettingsAsOf was, SettingsAsOf is) {
        List<SettingChange> changes = new ArrayList<>();
        setting(changes, "idleAfterMs", was.idleAfterMs(), is.idleAfterMs());
        setting(changes, "closeIdleAfterMs", was.closeIdleAfterMs(), is.closeIdleAfterMs());
        setting(
                changes,
                "inProgressToPendingAfterMs",
                was.inProgressToPendingAfterMs(),
                is.inProgressToPendingAfterMs());
        setting(changes, "defaultCapacity", (long) was.defaultCapacity(), (long) is.defaultCapacity());
        return changes;
    }

    private static void setting(List<SettingChange> changes, String name, Long was, Long is) {
        if (!Objects.equals(was, is)) {
            changes.add(new SettingChange(name, was, is));
        }
    }

    private static <T, C> List<C> changes(
            List<T> was, List<T> is, Function<T, String> id, BiFunction<T, T, Optional<C>> between) {
        Map<String, T> before = was.stream().collect(Collectors.toMap(id, Function.identity()));
        Map<String, T> after = is.stream().collect(Collectors.toMap(id, Function.identity()));
        Map<String, T> all = new TreeMap<>(before);
        all.putAll(after);
        return all.keySet().stream()
                .flatMap(each -> between.apply(before.get(each), after.get(each)).stream())
                .toList();
    }
}
