package org.ticketdesk.projection.measures;

import org.ticketdesk.projection.database.Dialect;

class MeasuresOnPostgresTest extends MeasuresContract {
    @Override
    Dialect dialect() {
        return Dialect.POSTGRESQL;
    }
}
