package org.ticketdesk.projection.views;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * One query for rows of a desk, in two steps: keys are found by an index that has all that is asked of it, and of the rows of these
 * keys those are kept for which the rest holds. Said in one step, SQLite, which has no statistics, takes the tables' own order for
 * the better index, and reads the whole desk.
 *
 * <p>What is asked of kept rows is written as expressions ({@code +opened_at}, {@code '' || channel}), so that it does not choose an
 * index.
 *
 * @param <T> what rows become
 */
final class Lookup<T> {
    private final String table;
    private final String keys;
    private final RowMapper<T> mapper;
    private final List<String> found = new ArrayList<>(List.of("desk = :desk"));
    private final List<String> kept = new ArrayList<>(List.of("desk = :desk"));
    private final Map<String, Object> values = new HashMap<>();
    private String source;
    private String firstFound = "";
    private String firstKept = "";

    /**
     * Finds rows.
     *
     * @param table where
     * @param keys the columns that, with the desk, are the table's key
     */
    Lookup(String table, String keys, RowMapper<T> mapper) {
        this.table = table;
        this.source = table;
        this.keys = keys;
        this.mapper = mapper;
    }

    /** The first so many of what is found, or kept, in an order. */
    List<T> read(Handle handle, String desk, int most) {
        return with("most", most).read(handle, desk);
    }

    /** All rows. */
    List<T> read(Handle handle, String desk) {
        return handle.createQuery("SELECT * FROM " + table + " WHERE " + String.join(" AND ", kept) + " AND (" + keys
                        + ") IN (" + found(keys) + ")" + firstKept)
                .bindMap(values)
                .bind("desk", desk)
                .map(mapper)
                .list();
    }

    /**
     * The first so many of all that several lookups find, each in this order and its keys by an index: of each part the first keys,
     * of these the first, and of these the rows.
     *
     * @param parts of the same table, each with {@link #findFirst} and nothing to keep; a value of one name is the same in all
     * @param order by keys and the column {@code by}
     * @param by the column that is ordered by, beside the keys
     */
    static <T> Lookup<T> firstOf(List<Lookup<T>> parts, String order, String by) {
        Lookup<T> first = parts.getFirst();
        if (parts.size() == 1) {
            return first;
        }
        Lookup<T> all = new Lookup<>(first.table, first.keys, first.mapper);
        all.source = parts.stream()
                .map(part -> "SELECT * FROM (" + part.found(part.keys + ", " + by) + ") part")
                .collect(Collectors.joining(" UNION ALL ", "(", ") parts"));
        all.found.clear();
        parts.forEach(part -> all.values.putAll(part.values));
        return all.findFirst(order);
    }

    private String found(String columns) {
        return "SELECT " + columns + " FROM " + source
                + (found.isEmpty() ? "" : " WHERE " + String.join(" AND ", found)) + firstFound;
    }

    Lookup<T> find(String condition) {
        found.add(condition);
        return this;
    }

    Lookup<T> keep(String condition) {
        kept.add(condition);
        return this;
    }

    Lookup<T> with(String key, Object value) {
        values.put(key, value);
        return this;
    }

    /** Of what is found, only the first in an order. */
    Lookup<T> findFirst(String order) {
        firstFound = " ORDER BY " + order + " LIMIT :most";
        return this;
    }

    /** Of what is kept, only the first in an order. */
    Lookup<T> keepFirst(String order) {
        firstKept = " ORDER BY " + order + " LIMIT :most";
        return this;
    }
}
