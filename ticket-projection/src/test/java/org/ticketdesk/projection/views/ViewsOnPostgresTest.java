package org.ticketdesk.projection.views;

import org.ticketdesk.projection.database.Dialect;

class ViewsOnPostgresTest extends ViewsContract {
    @Override
    Dialect dialect() {
        return Dialect.POSTGRESQL;
    }
}
