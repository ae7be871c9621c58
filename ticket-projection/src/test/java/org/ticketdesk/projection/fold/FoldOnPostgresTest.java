package org.ticketdesk.projection.fold;

import org.ticketdesk.projection.database.Dialect;

class FoldOnPostgresTest extends FoldContract {
    @Override
    Dialect dialect() {
        return Dialect.POSTGRESQL;
    }
}
