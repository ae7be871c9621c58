package org.ticketdesk.projection.views;

import org.ticketdesk.projection.database.Dialect;

class ViewsOnSqliteTest extends ViewsContract {
    @Override
    Dialect dialect() {
        return Dialect.SQLITE;
    }
}
