package org.ticketdesk.projection.fold;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.ticketdesk.projection.database.Dialect;

/** Brings rows into a database, within the transaction of the connection. Rows come in the order of their keys. Stateless. */
sealed interface TableWriter permits JdbcBatches, PostgresCopy {

    /** The fastest way into a database that its driver offers. */
    static TableWriter of(Dialect dialect) {
        return switch (dialect) {
            case SQLITE -> new JdbcBatches();
            case POSTGRESQL -> new PostgresCopy();
        };
    }

    /** Rows whose keys are new: of tables that only grow. */
    void append(Connection connection, Table table, List<Object[]> rows) throws SQLException;

    /** Rows whose keys may be there. */
    void upsert(Connection connection, Table table, List<Object[]> rows) throws SQLException;
}
