package org.ticketdesk.projection.views;

import java.util.List;
import java.util.Map;

/** A list of a desk's agents: which rows are its next page, and where the one after that goes on. */
final class AgentList {
    private static final List<String> PRESENCES = List.of("ONLINE", "AWAY", "OFFLINE");
    private static final String RANK = "CASE a.presence WHEN 'ONLINE' THEN 0 WHEN 'AWAY' THEN 1 ELSE 2 END";

    private final boolean left;
    private final AgentSort sort;
    private final Cursor after;

    /**
     * A list.
     *
     * @param left whether those who have left are among them
     * @param cursor as {@link Page#next} had it, or null
     * @throws WrongParameter when the cursor is of another list or order
     */
    AgentList(boolean left, AgentSort sort, String cursor) {
        this.left = left;
        this.sort = sort;
        this.after = Cursor.read(cursor, name(), sort == AgentSort.AGENT ? 1 : 2);
    }

    /** The condition, the order and the limit. */
    String which() {
        String order = switch (sort) {
            case AGENT -> "a.agent > :after" + stayed() + " ORDER BY a.agent";
            case PRESENCE -> "(" + RANK + ", a.agent) > (:rank, :after)" + stayed() + " ORDER BY " + RANK + ", a.agent";
        };
        return order + " LIMIT :most";
    }

    /** What the condition names; one row more than a page holds tells whether there is another page. */
    Map<String, Object> values(int most) {
        return switch (sort) {
            case AGENT -> Map.of("after", after == null ? "" : after.id(0), "most", most + 1);
            case PRESENCE ->
                Map.of(
                        "rank",
                        after == null ? 0 : after.number(0),
                        "after",
                        after == null ? "" : after.id(1),
                        "most",
                        most + 1);
        };
    }

    Page<AgentView> page(List<AgentView> found, int most, long sequence) {
        return Newest.page(name(), found, most, sequence, agent -> switch (sort) {
            case AGENT -> List.of(agent.agent());
            case PRESENCE -> List.of(rank(agent.presence()), agent.agent());
        });
    }

    private String name() {
        return sort == AgentSort.AGENT ? "agents" : "agents by " + sort;
    }

    private String stayed() {
        return left ? "" : " AND a.left_at IS NULL";
    }

    private static int rank(String presence) {
        int rank = PRESENCES.indexOf(presence);
        return rank < 0 ? PRESENCES.size() - 1 : rank;
    }
}
