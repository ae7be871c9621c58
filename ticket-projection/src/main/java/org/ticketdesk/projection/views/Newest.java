package org.ticketdesk.projection.views;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * A list with the newest first: the rows of a table in the order of some columns, backwards, as an index has them.
 *
 * @param <T> what is listed
 */
final class Newest<T> {
    private final String name;
    private final String table;
    private final RowMapper<T> mapper;
    private final Function<T, List<Object>> key;
    private final List<String> order;
    private final Cursor after;
    private final List<String> conditions = new ArrayList<>(List.of("desk = :desk"));
    private final Map<String, Object> values = new HashMap<>();

    /**
     * A list.
     *
     * @param name by which its cursors are told from those of others
     * @param table which, in SQL
     * @param key what an item has in the columns that order the list: numbers, or the id of a ticket
     * @param order the columns
     * @param cursor as {@link Page#next} had it, or null
     * @throws WrongParameter when the cursor is of another list
     */
    Newest(
            String name,
            String table,
            RowMapper<T> mapper,
            Function<T, List<Object>> key,
            List<String> order,
            String cursor) {
        this.name = name;
        this.table = table;
        this.mapper = mapper;
        this.key = key;
        this.order = order;
        this.after = Cursor.read(cursor, name, order.size());
        if (after != null) {
            conditions.add(order.stream().collect(Collectors.joining(", ", "(", ")"))
                    + order.stream().map(column -> ":after_" + column).collect(Collectors.joining(", ", " < (", ")")));
            IntStream.range(0, order.size())
                    .forEach(i -> values.put(
                            "after_" + order.get(i), order.get(i).equals("ticket") ? after.id(i) : after.number(i)));
        }
    }

    Newest<T> where(String condition) {
        conditions.add(condition);
        return this;
    }

    /** Only those that have this in a column; all when it is null. */
    Newest<T> where(String column, String text) {
        if (text != null) {
            where(column + " = :" + column);
            values.put(column, text);
        }
        return this;
    }

    /** Only those from one time up to before another, each null for no limit. */
    Newest<T> between(String column, Instant from, Instant to) {
        boolean leads = order.getFirst().equals(column);
        if (from != null) {
            where((leads ? "" : "+") + column + " >= :from");
            values.put("from", from.toEpochMilli());
        }
        if (to != null) {
            where((leads && after == null ? "" : "+") + column + " < :to");
            values.put("to", to.toEpochMilli());
        }
        return this;
    }

    Page<T> read(Handle handle, String desk, long sequence, int most) {
        List<T> found = handle.createQuery("SELECT * FROM " + table + " WHERE " + String.join(" AND ", conditions)
                        + order.stream().collect(Collectors.joining(" DESC, ", " ORDER BY ", " DESC LIMIT :most")))
                .bindMap(values)
                .bind("desk", desk)
                .bind("most", most + 1)
                .map(mapper)
                .list();
        return page(name, found, most, sequence, key);
    }

    /** A page of what was found, when one more than a page holds was looked for. */
    static <T> Page<T> page(String name, List<T> found, int most, Long sequence, Function<T, List<Object>> key) {
        if (found.size() <= most) {
            return new Page<>(found, null, sequence);
        }
        String next = Cursor.text(name, key.apply(found.get(most - 1)));
        return new Page<>(List.copyOf(found.subList(0, most)), next, sequence);
    }
}
