package org.ticketdesk.projection.database;

import java.sql.SQLException;
import java.util.Set;

/** Whether a failure is the database's, and may mend when it is tried again, or lies in what was written. */
public final class DatabaseTrouble {
    /** SQLite: TOOBIG, CONSTRAINT, MISMATCH, RANGE. */
    private static final Set<Integer> OF_THE_ROWS_ON_SQLITE = Set.of(18, 19, 20, 25);
    /** The standard's classes: data exceptions, broken constraints, exceeded limits. */
    private static final Set<String> OF_THE_ROWS = Set.of("22", "23", "54");

    private DatabaseTrouble() {}

    /**
     * Judges a failure by the first SQL exception among its causes.
     *
     * @param failure what was thrown
     * @return whether it is the database's: connections, locks, space, rights, tables that are missing; false when the rows are at
     *     fault, or when no database said anything
     */
    public static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ViewsRefusedException) {
                return true;
            }
            if (cause instanceof SQLException sql) {
                return !isOfTheRows(sql);
            }
        }
        return false;
    }

    private static boolean isOfTheRows(SQLException sql) {
        String state = sql.getSQLState();
        return state == null
                ? OF_THE_ROWS_ON_SQLITE.contains(sql.getErrorCode())
                : state.length() == 5 && OF_THE_ROWS.contains(state.substring(0, 2));
    }
}
