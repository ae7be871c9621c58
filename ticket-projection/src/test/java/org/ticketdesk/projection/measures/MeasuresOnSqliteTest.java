package org.ticketdesk.projection.measures;

import org.ticketdesk.projection.database.Dialect;

class MeasuresOnSqliteTest extends MeasuresContract {
    @Override
    Dialect dialect() {
        return Dialect.SQLITE;
    }
}
