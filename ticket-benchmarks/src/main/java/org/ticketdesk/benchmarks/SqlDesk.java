package org.ticketdesk.benchmarks;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.ticketdesk.events.DeskAction;

/** Tickets as rows whose status is changed in place, with an audit row for each action, in one transaction. Not thread-safe. */
interface SqlDesk extends AutoCloseable {
    /** What must be there first. */
    String TABLES = """
            CREATE TABLE tickets (
                ticket TEXT PRIMARY KEY, status TEXT NOT NULL, since BIGINT NOT NULL, messages BIGINT NOT NULL);
            CREATE INDEX tickets_by_status ON tickets (status, since);
            CREATE TABLE audit (
                action_id TEXT PRIMARY KEY, ticket TEXT, actor TEXT NOT NULL, kind TEXT NOT NULL, at BIGINT NOT NULL);
            CREATE INDEX audit_by_ticket ON audit (ticket, at);
            CREATE FUNCTION act(_action TEXT, _ticket TEXT, _actor TEXT, _kind TEXT, _at BIGINT) RETURNS TEXT LANGUAGE plpgsql AS $$
            DECLARE _status TEXT; _next TEXT;
            BEGIN
                INSERT INTO audit VALUES (_action, _ticket, _actor, _kind, _at) ON CONFLICT DO NOTHING;
                IF NOT FOUND THEN RETURN 'DUPLICATE'; END IF;
                IF _ticket IS NULL THEN RETURN 'ACCEPTED'; END IF;
                IF _kind = 'OpenTicket' THEN
                    INSERT INTO tickets VALUES (_ticket, 'ACTIVE', _at, 1) ON CONFLICT DO NOTHING;
                    RETURN 'ACCEPTED';
                END IF;
                SELECT status INTO _status FROM tickets WHERE ticket = _ticket FOR UPDATE;
                IF NOT FOUND THEN RETURN 'REFUSED'; END IF;
                _next := CASE _kind
                    WHEN 'CloseTicket' THEN 'CLOSED' WHEN 'MoveToIdle' THEN 'IDLE'
                    WHEN 'MoveToInProgress' THEN 'IN_PROGRESS' ELSE 'ACTIVE' END;
                UPDATE tickets SET status = _next, messages = messages + 1,
                    since = CASE WHEN status = _next THEN since ELSE _at END WHERE ticket = _ticket;
                RETURN 'ACCEPTED';
            END $$;
            """;

    /** Does it, in a transaction of its own; an action id that was there does nothing. */
    void act(DeskAction action, long at) throws SQLException;

    @Override
    void close() throws SQLException;

    private static String kind(DeskAction action) {
        return action.getAction().getClass().getSimpleName();
    }

    private static void audit(PreparedStatement statement, DeskAction action, long at) throws SQLException {
        statement.setString(1, action.getActionId());
        statement.setString(2, action.getTicket());
        statement.setString(3, action.getActor().getId());
        statement.setString(4, kind(action));
        statement.setLong(5, at);
    }

    /** One call of the function an action. */
    final class Called implements SqlDesk {
        private final CallableStatement call;

        Called(Connection connection) throws SQLException {
            call = connection.prepareCall("SELECT act(?, ?, ?, ?, ?)");
        }

        @Override
        public void act(DeskAction action, long at) throws SQLException {
            audit(call, action, at);
            call.execute();
        }

        @Override
        public void close() throws SQLException {
            call.close();
        }
    }

    /** The statements that an ORM sends, and a commit. */
    final class Sent implements SqlDesk {
        private final Connection connection;
        private final PreparedStatement audit;
        private final PreparedStatement opening;
        private final PreparedStatement status;
        private final PreparedStatement change;

        Sent(Connection connection) throws SQLException {
            this.connection = connection;
            connection.setAutoCommit(false);
            audit = connection.prepareStatement("INSERT INTO audit VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
            opening = connection.prepareStatement(
                    "INSERT INTO tickets VALUES (?, 'ACTIVE', ?, 1) ON CONFLICT DO NOTHING");
            status = connection.prepareStatement("SELECT status, since FROM tickets WHERE ticket = ? FOR UPDATE");
            change = connection.prepareStatement(
                    "UPDATE tickets SET status = ?, since = ?, messages = messages + 1 WHERE ticket = ?");
        }

        @Override
        public void act(DeskAction action, long at) throws SQLException {
            audit(audit, action, at);
            if (audit.executeUpdate() == 1 && action.getTicket() != null) {
                if (kind(action).equals("OpenTicket")) {
                    opening.setString(1, action.getTicket());
                    opening.setLong(2, at);
                    opening.executeUpdate();
                } else {
                    change(action, at);
                }
            }
            connection.commit();
        }

        private void change(DeskAction action, long at) throws SQLException {
            status.setString(1, action.getTicket());
            try (ResultSet found = status.executeQuery()) {
                if (found.next()) {
                    String next = switch (kind(action)) {
                        case "CloseTicket" -> "CLOSED";
                        case "MoveToIdle" -> "IDLE";
                        case "MoveToInProgress" -> "IN_PROGRESS";
                        default -> "ACTIVE";
                    };
                    change.setString(1, next);
                    change.setLong(2, found.getString(1).equals(next) ? found.getLong(2) : at);
                    change.setString(3, action.getTicket());
                    change.executeUpdate();
                }
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
