package org.ticketdesk.projection.fold;

import org.ticketdesk.projection.database.Dialect;

class FoldOnSqliteTest extends FoldContract {
    @Override
    Dialect dialect() {
        return Dialect.SQLITE;
    }
}
