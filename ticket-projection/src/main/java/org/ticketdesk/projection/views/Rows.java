package org.ticketdesk.projection.views;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.mapper.RowMapper;
import org.ticketdesk.core.journey.Settings;

/** From rows to what is answered. */
final class Rows {
    /** What an agent may be routed; for a query over agents that names the desk's row {@code d}, and binds {@code usual}. */
    static final String CAPACITY =
            "COALESCE(a.capacity, CASE WHEN d.configured = 1 THEN d.default_capacity ELSE CAST(:usual AS INTEGER) END)";

    static final RowMapper<TicketView> TICKET = (row, context) -> new TicketView(
            row.getString("ticket"),
            row.getString("customer"),
            row.getString("channel"),
            row.getString("priority"),
            row.getString("follows_up"),
            time(row, "opened_at"),
            row.getString("status"),
            time(row, "status_since"),
            row.getString("assignee"),
            row.getString("last_assignee"),
            row.getString("last_word"),
            time(row, "last_word_at"),
            time(row, "closed_at"),
            row.getInt("cycles") - 1,
            row.getLong("customer_messages"),
            row.getLong("desk_messages"),
            row.getLong("sequence"),
            number(row, "incomplete_since"));

    static final RowMapper<Waiting> WAITING = (row, context) -> new Waiting(
            row.getString("ticket"),
            row.getString("customer"),
            row.getString("channel"),
            row.getString("priority"),
            time(row, "status_since"));

    static final RowMapper<CycleView> CYCLE = (row, context) -> new CycleView(
            row.getInt("cycle"),
            time(row, "began_at"),
            row.getString("began_by"),
            time(row, "closed_at"),
            row.getString("closed_by"),
            time(row, "awaiting_since"),
            time(row, "first_held_at"),
            time(row, "first_response_at"),
            row.getString("first_response_by"),
            number(row, "waiting_ms"),
            number(row, "first_response_ms"),
            number(row, "conversation_ms"),
            number(row, "to_close_ms"),
            counts(row, "_ms", "PENDING", "ACTIVE", "PROACTIVE", "IN_PROGRESS", "IDLE"),
            row.getLong("customer_messages"),
            row.getLong("desk_messages"));

    static final RowMapper<AssignmentView> ASSIGNMENT = (row, context) -> new AssignmentView(
            row.getString("ticket"),
            row.getInt("assignment"),
            row.getInt("cycle"),
            row.getString("agent"),
            time(row, "began_at"),
            row.getString("began_by"),
            time(row, "ended_at"),
            row.getString("ended_by"),
            time(row, "first_response_at"),
            number(row, "first_response_ms"),
            row.getLong("responses"));

    /** Of a query that also has the column {@code effective}. */
    static final RowMapper<AgentView> AGENT = (row, context) -> {
        String presence = row.getString("presence");
        long load = row.getLong("active");
        long capacity = row.getLong("effective");
        Instant leftAt = time(row, "left_at");
        Long own = number(row, "capacity");
        return new AgentView(
                row.getString("agent"),
                presence,
                time(row, "presence_since"),
                load,
                capacity,
                own == null ? null : own.intValue(),
                counts(row, "", "ACTIVE", "IDLE", "PROACTIVE"),
                leftAt == null && presence.equals("ONLINE") && load < capacity,
                time(row, "joined_at"),
                leftAt);
    };

    static final RowMapper<ChangeView> CHANGE = (row, context) -> new ChangeView(
            row.getString("desk"),
            row.getString("ticket"),
            row.getLong("sequence"),
            row.getInt("fact"),
            time(row, "at"),
            row.getString("from_status"),
            row.getString("to_status"),
            row.getString("row_id"),
            ChangeView.because(row.getString("row_id")),
            time(row, "since"),
            number(row, "lasted_ms"),
            row.getString("assignee"),
            row.getString("previous_assignee"),
            row.getString("customer"),
            row.getString("channel"),
            row.getString("priority"),
            row.getString("action_id"),
            row.getString("actor_role"),
            row.getString("actor_id"),
            row.getString("action_type"),
            row.getInt("rules"));

    static final RowMapper<RefusalView> REFUSAL = (row, context) -> new RefusalView(
            row.getLong("sequence"),
            time(row, "at"),
            row.getString("action_id"),
            new Who(row.getString("actor_role"), row.getString("actor_id")),
            row.getString("action_type"),
            row.getString("ticket"),
            row.getString("reason"),
            row.getString("detail"));

    static final RowMapper<SetAsideView> SET_ASIDE = (row, context) -> new SetAsideView(
            row.getInt("partition_number"),
            row.getLong("record_offset"),
            number(row, "sequence"),
            Arrays.stream(row.getString("tickets").split(" "))
                    .filter(ticket -> !ticket.isEmpty())
                    .toList(),
            row.getString("reason"),
            time(row, "set_aside_at"));

    private static final DeskSettings OF_A_NEW_DESK = new DeskSettings(
            orOff(Settings.OF_A_NEW_DESK.idleAfterMs()),
            orOff(Settings.OF_A_NEW_DESK.closeIdleAfterMs()),
            orOff(Settings.OF_A_NEW_DESK.inProgressToPendingAfterMs()),
            Settings.OF_A_NEW_DESK.defaultCapacity());

    static final RowMapper<DeskSettings> SETTINGS = (row, context) -> row.getInt("configured") == 1
            ? new DeskSettings(
                    number(row, "idle_after_ms"),
                    number(row, "close_idle_after_ms"),
                    number(row, "in_progress_to_pending_after_ms"),
                    row.getInt("default_capacity"))
            : OF_A_NEW_DESK;

    private Rows() {}

    /** The columns of these names, in lower case and with this ending. */
    static Map<String, Long> counts(ResultSet row, String ending, String... names) throws SQLException {
        Map<String, Long> counts = LinkedHashMap.newLinkedHashMap(names.length);
        for (String name : names) {
            counts.put(name, row.getLong(name.toLowerCase(Locale.ROOT) + ending));
        }
        return counts;
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        Long millis = number(row, column);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    static Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static Long orOff(long ms) {
        return ms == Settings.OFF ? null : ms;
    }
}
