package org.ticketdesk.projection.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.ticketdesk.core.story.Voice.admin;
import static org.ticketdesk.core.story.Voice.agent;
import static org.ticketdesk.core.story.Voice.customer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.story.RandomStories;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.projection.database.Dialect;

/** What the fold promises on every database. */
abstract class FoldContract {
    @TempDir
    Path folder;

    private final List<FoldedViews> opened = new ArrayList<>();

    /** The database that it is run on. */
    abstract Dialect dialect();

    private FoldedViews views() {
        FoldedViews views = FoldedViews.empty(dialect(), folder);
        opened.add(views);
        return views;
    }

    @AfterEach
    void close() {
        opened.forEach(FoldedViews::close);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void theRowsEqualTheDeskThatTheRulebookHas(long seed) throws EntryAtFault {
        JournalStory story =
                JournalStory.story().told(RandomStories.of(seed, 6, 150).next(3_000));

        FoldedViews views = views().apply(story.records(), 700);

        assertThat(tickets(views)).isEqualTo(ticketsOf(story));
        assertThat(agents(views)).isEqualTo(agentsOf(story));
        assertThat(views.row("SELECT * FROM desks")).containsAllEntriesOf(deskOf(story));
        assertThat(changes(views))
                .isEqualTo(story.changes().stream().map(FoldContract::changed).toList());
    }

    @Test
    void batchesOfAnySizeGiveTheSameRows() throws EntryAtFault {
        JournalStory one =
                JournalStory.of("one", 0).told(RandomStories.of(4, 5, 60).next(400));
        JournalStory two =
                JournalStory.of("two", 0).told(RandomStories.of(5, 5, 60).next(400));
        List<JournalRecord> both = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            both.add(one.records().get(i));
            both.add(two.records().get(i));
        }

        Map<String, List<Map<String, Object>>> inOne =
                views().apply(both, both.size()).everything();

        assertThat(views().apply(both, 1).everything()).isEqualTo(inOne);
        assertThat(views().apply(both, 313).everything()).isEqualTo(inOne);
    }

    @Test
    void whatWasAppliedBeforeIsPassedOver() throws EntryAtFault {
        JournalStory story =
                JournalStory.story().told(RandomStories.of(6, 5, 50).next(500));
        FoldedViews views = views().apply(story.records(), 500);
        Map<String, List<Map<String, Object>>> once = views.everything();

        List<AppliedEntry> again = views.apply(story.records());

        assertThat(again).isEmpty();
        assertThat(views.everything()).isEqualTo(once);
    }

    @Test
    void whatWasAppliedIsToldInOrderWithItsChanges() throws EntryAtFault {
        JournalStory story =
                JournalStory.story().told(RandomStories.of(7, 5, 50).next(500));

        List<AppliedEntry> applied = views().apply(story.records());

        assertThat(applied)
                .extracting(each -> each.entry().getSequence())
                .isSorted()
                .hasSize(500);
        assertThat(applied).flatExtracting(AppliedEntry::changes).isEqualTo(story.changes());
    }

    @Test
    void oneBatchWritesManyMoreRowsThanOneStatementTakes() throws EntryAtFault {
        JournalStory story = JournalStory.story();
        for (int i = 0; i < 1_500; i++) {
            story.said(customer("c").opens("t-" + i));
        }
        FoldedViews views = views().apply(story.records(), 1_500);
        for (int i = 0; i < 1_500; i++) {
            story.said(customer("c").writes("t-" + i));
        }

        views.apply(story.records().subList(1_500, 3_000));

        assertThat(views.row("SELECT COUNT(*) AS n FROM tickets WHERE customer_messages = 2"))
                .containsEntry("n", 1_500L);
    }

    @Test
    void aDeskOfAnotherPartitionIsApart() throws EntryAtFault {
        JournalStory sales = JournalStory.of("sales", 0).said(customer("c").opens("t"));
        JournalStory help =
                JournalStory.of("help", 3).online("bob").said(customer("c").opens("t"));
        List<JournalRecord> both = new ArrayList<>(sales.records());
        both.addAll(help.records());

        FoldedViews views = views();
        views.apply(both);

        assertThat(views.rows("SELECT desk, status FROM tickets ORDER BY desk"))
                .containsExactly(
                        Map.of("desk", "help", "status", "ACTIVE"), Map.of("desk", "sales", "status", "PENDING"));
        assertThat(views.rows("SELECT desk, partition_number AS p, sequence FROM desks ORDER BY desk"))
                .containsExactly(
                        Map.of("desk", "help", "p", 3L, "sequence", 3L),
                        Map.of("desk", "sales", "p", 0L, "sequence", 1L));
    }

    @Test
    void whatIsSetAsideIsKeptAndItsTicketsAreMarked() throws EntryAtFault {
        JournalStory story =
                JournalStory.story().online("bob").said(customer("c").opens("t"), admin().closes("t"));
        FoldedViews views = views();
        views.apply(story.records().subList(0, 3));

        views.setAside(story.record(4), "It is in the way.");

        assertThat(views.row("SELECT * FROM set_aside"))
                .containsEntry("desk", "sales")
                .containsEntry("record_offset", 3L)
                .containsEntry("sequence", 4L)
                .containsEntry("tickets", "t")
                .containsEntry("reason", "It is in the way.");
        assertThat(views.row("SELECT status, incomplete_since AS since FROM tickets"))
                .containsEntry("status", "ACTIVE")
                .containsEntry("since", 4L);
        assertThat(views.row("SELECT sequence FROM desks")).containsEntry("sequence", 4L);
    }

    @Test
    void aRecordAtFaultLeavesNothingOfItsBatch() throws EntryAtFault {
        JournalStory story =
                JournalStory.story().online("bob").said(customer("c").opens("t"));
        List<JournalRecord> records = new ArrayList<>(story.records());
        records.add(new JournalRecord(0, 9, "sales", "sales/t", new byte[] {1, 2}));
        FoldedViews views = views();

        EntryAtFault fault = catchThrowableOfType(EntryAtFault.class, () -> views.apply(records));

        assertThat(fault.record()).isEqualTo(records.getLast());
        assertThat(views.everything().values())
                .allSatisfy(rows -> assertThat(rows).isEmpty());
    }

    @Test
    void anAgentWhoIsAddedAgainHoldsWhatTheirIdDoes() throws EntryAtFault {
        JournalStory story = JournalStory.story().online("bob");
        story.said(
                        agent("bob").startsChat("chat"),
                        customer("c").opens("t"),
                        agent("bob").writes("t"))
                .said(agent("bob").idles("t"))
                .said(admin().removes("bob"));
        FoldedViews views = views().apply(story.records(), 100);
        assertThat(views.row("SELECT idle, proactive, left_at FROM agents"))
                .containsEntry("left_at", JournalStory.BEGINNING);
        int before = story.records().size();
        story.after(1_000).said(customer("c").writes("chat"), admin().adds("bob", 7));

        views.apply(story.records().subList(before, story.records().size()));

        assertThat(views.row("SELECT * FROM agents"))
                .containsEntry("presence", "OFFLINE")
                .containsEntry("capacity", 7L)
                .containsEntry("active", 0L)
                .containsEntry("idle", 1L)
                .containsEntry("proactive", 0L)
                .containsEntry("joined_at", JournalStory.BEGINNING + 1_000)
                .containsEntry("left_at", "-");
    }

    @Test
    void aStoryWithHolesGoesOnAndWhatIsCountedFitsItsTickets() {
        JournalStory story =
                JournalStory.story().told(RandomStories.of(8, 6, 60).next(700));
        FoldedViews views = views();
        List<String> reasons = new ArrayList<>();
        for (JournalRecord record : story.records()) {
            if (record.offset() % 50 == 7) {
                views.setAside(record, "It is in the way.");
            } else if (record.offset() < 350 || record.offset() % 70 != 9) {
                reasons.addAll(views.applyWhatFits(List.of(record)));
            }
        }

        assertThat(reasons).isEmpty();
        assertThat(views.row("SELECT pending, active, proactive, in_progress, idle, closed FROM desks"))
                .isEqualTo(views.row("SELECT "
                        + Stream.of(Status.values())
                                .map(status -> "SUM(CASE WHEN status = '" + status + "' THEN 1 ELSE 0 END) AS "
                                        + status.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + " FROM tickets"));
        assertThat(views.rows("SELECT agent, active, idle, proactive FROM agents"
                        + " WHERE active + idle + proactive <> 0 ORDER BY agent"))
                .isEqualTo(views.rows("SELECT assignee AS agent, "
                        + Stream.of(Status.ACTIVE, Status.IDLE, Status.PROACTIVE)
                                .map(status -> "SUM(CASE WHEN status = '" + status + "' THEN 1 ELSE 0 END) AS "
                                        + status.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + " FROM tickets WHERE assignee IS NOT NULL GROUP BY assignee ORDER BY assignee"));
    }

    @Test
    void textIsKeptAsItIsHoweverManyRowsComeAtOnce() throws EntryAtFault {
        String odd = "a\ttab, a\nline, \\N, \\, 'quoted', \r, ü, 客, \uD83D\uDE00";
        JournalStory story = JournalStory.story();
        List<JournalRecord> records = new ArrayList<>();
        for (int i = 1; i <= 300; i++) {
            story.saidInVain(admin().closes("t"));
            JournalEntry entry = Codec.JOURNAL_ENTRY.decode(story.record(i).value());
            entry.setDetail(odd);
            records.add(new JournalRecord(0, i, "sales", null, Codec.JOURNAL_ENTRY.encode(entry)));
        }

        FoldedViews views = views();
        views.apply(records);

        assertThat(views.rows("SELECT DISTINCT detail FROM entries")).containsExactly(Map.of("detail", odd));
        assertThat(views.row("SELECT record FROM entries WHERE sequence = 300"))
                .containsEntry(
                        "record", HexFormat.of().formatHex(records.getLast().value()));
    }

    private static Map<String, Map<String, Object>> tickets(FoldedViews views) {
        return byId(
                views.rows("SELECT ticket, customer, channel, priority, follows_up, opened_at, status, status_since,"
                        + " assignee, last_assignee, last_word, last_word_at FROM tickets"),
                "ticket");
    }

    private static Map<String, Map<String, Object>> ticketsOf(JournalStory story) {
        return story.rows().tickets().stream().collect(Collectors.toMap(t -> t.id().value(), FoldContract::ticket));
    }

    private static Map<String, Object> ticket(Ticket ticket) {
        return new TreeMap<>(Map.ofEntries(
                Map.entry("ticket", ticket.id().value()),
                Map.entry("customer", ticket.customer().value()),
                Map.entry("channel", ticket.channel().name()),
                Map.entry("priority", ticket.priority().name()),
                Map.entry(
                        "follows_up",
                        orNone(
                                ticket.followsUp() == null
                                        ? null
                                        : ticket.followsUp().value())),
                Map.entry("opened_at", ticket.openedAt()),
                Map.entry("status", ticket.status().name()),
                Map.entry("status_since", ticket.since()),
                Map.entry("assignee", name(ticket.assignee())),
                Map.entry("last_assignee", name(ticket.lastAssignee())),
                Map.entry("last_word", ticket.lastWord().name()),
                Map.entry("last_word_at", ticket.lastWordAt())));
    }

    private static Map<String, Map<String, Object>> agents(FoldedViews views) {
        return byId(
                views.rows(
                        "SELECT agent, presence, capacity, active, idle, proactive FROM agents WHERE left_at IS NULL"),
                "agent");
    }

    private static Map<String, Map<String, Object>> agentsOf(JournalStory story) {
        Map<String, Map<String, Object>> agents = new HashMap<>();
        for (Agent agent : story.desk().agents()) {
            agents.put(
                    agent.id().value(),
                    Map.of(
                            "agent", agent.id().value(),
                            "presence", agent.presence().name(),
                            "capacity",
                                    agent.capacity() == null
                                            ? "-"
                                            : agent.capacity().longValue(),
                            "active", (long) story.desk().load(agent.id()),
                            "idle", holding(story, agent.id(), Status.IDLE),
                            "proactive", holding(story, agent.id(), Status.PROACTIVE)));
        }
        return agents;
    }

    private static long holding(JournalStory story, AgentId agent, Status status) {
        return story.rows().tickets().stream()
                .filter(ticket -> agent.equals(ticket.assignee()) && ticket.status() == status)
                .count();
    }

    private static Map<String, Object> deskOf(JournalStory story) {
        Settings settings = story.desk().settings();
        Map<String, Object> row = new HashMap<>(Map.of(
                "desk", story.name(),
                "sequence", story.desk().sequence(),
                "at", story.desk().at(),
                "configured", 1L,
                "idle_after_ms", orOff(settings.idleAfterMs()),
                "close_idle_after_ms", orOff(settings.closeIdleAfterMs()),
                "in_progress_to_pending_after_ms", orOff(settings.inProgressToPendingAfterMs()),
                "default_capacity", (long) settings.defaultCapacity()));
        for (Status status : Status.values()) {
            row.put(
                    status.name().toLowerCase(Locale.ROOT),
                    story.rows().tickets().stream()
                            .filter(ticket -> ticket.status() == status)
                            .count());
        }
        return row;
    }

    private static List<Map<String, Object>> changes(FoldedViews views) {
        return views.rows("SELECT * FROM status_changes ORDER BY sequence, fact");
    }

    private static Map<String, Object> changed(TicketStatusChanged change) {
        Map<String, Object> row = new TreeMap<>();
        row.put("desk", change.getDesk());
        row.put("sequence", change.getSequence());
        row.put("fact", (long) change.getIndex());
        row.put("ticket", change.getTicket());
        row.put("at", change.getAt().toEpochMilli());
        row.put("from_status", change.getFrom() == null ? "-" : change.getFrom().name());
        row.put("to_status", change.getTo().name());
        row.put("row_id", change.getRow());
        row.put("since", change.getSince() == null ? "-" : change.getSince().toEpochMilli());
        row.put(
                "lasted_ms",
                change.getSince() == null
                        ? "-"
                        : change.getAt().toEpochMilli() - change.getSince().toEpochMilli());
        row.put("assignee", orNone(change.getAssignee()));
        row.put("previous_assignee", orNone(change.getPreviousAssignee()));
        row.put("customer", change.getCustomer());
        row.put("channel", change.getChannel().name());
        row.put("priority", change.getPriority().name());
        row.put("action_id", change.getActionId());
        row.put("actor_role", change.getActorRole().name());
        row.put("actor_id", change.getActorId());
        row.put("action_type", change.getActionType());
        row.put("rules", (long) change.getRules());
        return row;
    }

    private static Map<String, Map<String, Object>> byId(List<Map<String, Object>> rows, String id) {
        return rows.stream().collect(Collectors.toMap(row -> (String) row.get(id), row -> row));
    }

    private static Object name(AgentId agent) {
        return orNone(agent == null ? null : agent.value());
    }

    private static Object orNone(String text) {
        return text == null ? "-" : text;
    }

    private static Object orOff(long ms) {
        return ms == Settings.OFF ? "-" : (Object) ms;
    }
}
