package org.ticketdesk.projection.views;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.UndecodableException;
import org.ticketdesk.events.json.JsonForm;

/** The entries about a ticket: those whose action named it, and those that changed its status on the way. */
final class TicketStory {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter().withZone(ZoneOffset.UTC);

    private final Codec<JournalEntry> codec;
    private final Handle handle;
    private final String desk;
    private final String ticket;
    private final boolean newestFirst;
    private final Who onlyFor;

    private record Place(long sequence, int fact) {}

    private record Told(JournalEntry entry, String named) {}

    /** The story of a ticket; with {@code onlyFor}, what changed it and what they asked for themselves. */
    TicketStory(
            Codec<JournalEntry> codec,
            Handle handle,
            String desk,
            String ticket,
            boolean newestFirst,
            @Nullable Who onlyFor) {
        this.codec = codec;
        this.handle = handle;
        this.desk = desk;
        this.ticket = ticket;
        this.newestFirst = newestFirst;
        this.onlyFor = onlyFor;
    }

    /** From the cursor on. */
    Page<HistoryItem> read(Cursor after, int most, long deskSequence) {
        String next = newestFirst ? "sequence < :after ORDER BY sequence DESC" : "sequence > :after ORDER BY sequence";
        String order = newestFirst ? "sequence DESC" : "sequence";
        String whose = onlyFor == null ? "" : "AND (outcome = 'ACCEPTED' OR actor_role = :role AND actor_id = :id)";
        Query query = handle.createQuery("""
                        SELECT sequence FROM (
                          SELECT sequence FROM entries
                          WHERE desk = :desk AND ticket = :ticket %3$s AND %1$s LIMIT :most) named
                        UNION
                        SELECT sequence FROM (
                          SELECT DISTINCT sequence FROM status_changes
                          WHERE desk = :desk AND ticket = :ticket AND %1$s LIMIT :most) touched
                        ORDER BY %2$s LIMIT :most""".formatted(next, order, whose))
                .bind("desk", desk)
                .bind("ticket", ticket)
                .bind("after", after == null ? beginning() : after.number(0))
                .bind("most", most + 1);
        if (onlyFor != null) {
            query.bind("role", onlyFor.role()).bind("id", onlyFor.id());
        }
        List<Long> sequences = query.mapTo(Long.class).list();
        if (sequences.isEmpty()) {
            return new Page<>(List.of(), null, deskSequence);
        }
        List<Long> shown = sequences.subList(0, Math.min(most, sequences.size()));
        Map<Place, ChangeView> changes = changes(Collections.min(shown), Collections.max(shown));
        TimersOfTicket timers = new TimersOfTicket(codec, handle, desk, ticket);
        List<HistoryItem> items = handle
                .createQuery(
                        "SELECT ticket, record FROM entries WHERE desk = :desk AND sequence IN (<sequences>) ORDER BY "
                                + order)
                .bind("desk", desk)
                .bindList("sequences", shown)
                .map((row, context) -> new Told(decoded(codec, row.getBytes("record")), row.getString("ticket")))
                .list()
                .stream()
                .map(told -> item(told.entry, told.named, changes, timers))
                .toList();
        return new Page<>(
                items,
                sequences.size() > most ? Cursor.text(list(newestFirst), List.of(shown.getLast())) : null,
                deskSequence);
    }

    private long beginning() {
        return newestFirst ? Long.MAX_VALUE : 0;
    }

    static Cursor cursor(String text, boolean newestFirst) {
        return Cursor.read(text, list(newestFirst), 1);
    }

    private static String list(boolean newestFirst) {
        return newestFirst ? "history newest first" : "history";
    }

    /** An entry that was applied, and so could be read then. */
    static JournalEntry decoded(Codec<JournalEntry> codec, byte[] record) {
        try {
            return codec.decode(record);
        } catch (UndecodableException e) {
            throw new IllegalStateException(
                    "An entry that was applied cannot be read any more; rebuild the views with this version", e);
        }
    }

    private Map<Place, ChangeView> changes(long first, long last) {
        return new Lookup<>("status_changes", "sequence, fact", Rows.CHANGE)
                        .find("ticket = :ticket")
                        .with("ticket", ticket)
                        .find("sequence BETWEEN :first AND :last")
                        .with("first", first)
                        .with("last", last)
                        .read(handle, desk)
                        .stream()
                        .collect(Collectors.toMap(
                                change -> new Place(change.sequence(), change.index()), Function.identity()));
    }

    private HistoryItem item(JournalEntry entry, String named, Map<Place, ChangeView> changes, TimersOfTicket timers) {
        return new HistoryItem(
                entry.getSequence(),
                entry.getAt(),
                entry.getOccurredAt(),
                entry.getActionId(),
                new Who(entry.getActor().getRole().name(), entry.getActor().getId()),
                entry.getType(),
                named,
                entry.getOutcome().name(),
                entry.getReason() == null ? null : entry.getReason().name(),
                entry.getDetail(),
                entry.getOf(),
                facts(entry, changes),
                new LogPlace(entry.getSource().getPartition(), entry.getSource().getOffset()),
                ticket.equals(named) ? timers.of(entry, changes.get(new Place(entry.getSequence(), 0))) : null);
    }

    private List<ObjectNode> facts(JournalEntry entry, Map<Place, ChangeView> changes) {
        JsonNode all = json(entry).path("facts");
        List<ObjectNode> facts = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i) instanceof ObjectNode fact
                    && fact.path("ticket").asText().equals(ticket)) {
                ChangeView change = changes.get(new Place(entry.getSequence(), i));
                facts.add(change == null ? fact : withMore(fact, change));
            }
        }
        return facts;
    }

    private static ObjectNode withMore(ObjectNode fact, ChangeView change) {
        return fact.put("because", change.because())
                .put("since", change.since() == null ? null : TIME.format(change.since()))
                .put("lastedMs", change.lastedMs())
                .put("previousAssignee", change.previousAssignee());
    }

    private static JsonNode json(JournalEntry entry) {
        try {
            return JSON.readTree(JsonForm.write(entry));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An entry's JSON form is no JSON", e);
        }
    }
}
