package org.ticketdesk.projection.views;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * A list with the newest first: along an index whose order it has, or, where those that are asked for are few and found together,
 * read whole and sorted.
 *
 * @param <T> what is listed
 */
final class Newest<T> {
    private final String name;
    private final Function<T, List<Object>> key;
    private final List<String> order;
    private final Cursor after;
    private final Lookup<T> lookup;
    private boolean isWhole;

    /**
     * A list.
     *
     * @param name by which its cursors are told from those of others
     * @param lookup finds its rows
     * @param key what an item has in the columns that order the list: numbers, or the id of a ticket
     * @param order the columns
     * @param cursor as {@link Page#next} had it, or null
     * @throws WrongParameter when the cursor is of another list
     */
    Newest(String name, Lookup<T> lookup, Function<T, List<Object>> key, List<String> order, String cursor) {
        this.name = name;
        this.lookup = lookup;
        this.key = key;
        this.order = order;
        this.after = Cursor.read(cursor, name, order.size());
    }

    /** Only those that have this in a column; all when it is null. */
    Newest<T> where(String column, String text) {
        if (text != null) {
            if (isWhole) {
                lookup.keep("'' || " + column + " = :" + column);
            } else {
                lookup.find(column + " = :" + column);
            }
            lookup.with(column, text);
        }
        return this;
    }

    /** Only those that have this in a column, which are few, and are found by it alone. */
    Newest<T> whole(String column, String text) {
        where(column, text);
        isWhole = true;
        return this;
    }

    /** Only those from one time up to before another, each null for no limit. */
    Newest<T> between(String column, Instant from, Instant to) {
        if (from != null) {
            ask((isWhole ? "+" : "") + column + " >= :from", "from", from);
        }
        if (to != null) {
            ask((isWhole || after != null ? "+" : "") + column + " < :to", "to", to);
        }
        return this;
    }

    private void ask(String condition, String key, Instant time) {
        if (isWhole) {
            lookup.keep(condition);
        } else {
            lookup.find(condition);
        }
        lookup.with(key, time.toEpochMilli());
    }

    Page<T> read(Handle handle, String desk, long sequence, int most) {
        String newestFirst = order.stream().collect(Collectors.joining(" DESC, ", "", " DESC"));
        if (after != null) {
            String afterCursor = order.stream().collect(Collectors.joining(", ", "(", ")"))
                    + order.stream().map(column -> ":after_" + column).collect(Collectors.joining(", ", " < (", ")"));
            for (int i = 0; i < order.size(); i++) {
                Object value = order.get(i).equals("ticket") ? after.id(i) : (Object) after.number(i);
                lookup.with("after_" + order.get(i), value);
            }
            if (isWhole) {
                lookup.keep(afterCursor);
            } else {
                lookup.find(afterCursor);
            }
        }
        if (!isWhole) {
            lookup.findFirst(newestFirst);
        }
        return page(name, lookup.keepFirst(newestFirst).read(handle, desk, most + 1), most, sequence, key);
    }

    /** A page of what was found, when one more than a page holds was looked for. */
    static <T> Page<T> page(String name, List<T> found, int most, Long sequence, Function<T, List<Object>> key) {
        if (found.size() <= most) {
            return new Page<>(List.copyOf(found), null, sequence);
        }
        String next = Cursor.text(name, key.apply(found.get(most - 1)));
        return new Page<>(List.copyOf(found.subList(0, most)), next, sequence);
    }
}
