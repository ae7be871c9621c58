package org.ticketdesk.cli.options;

import java.util.Map;
import picocli.CommandLine.Option;

/** As whom the views' database is asked. */
public final class ViewsLoginOption {
    static final String PASSWORD = "DESK_VIEWS_PASSWORD";

    @Option(names = "--views-user", paramLabel = "USER", description = "The database's user.")
    private String user;

    /** The user and the password, as far as they were given, as properties of a JDBC driver. */
    public Map<String, String> properties() {
        String password = System.getenv(PASSWORD);
        if (user == null) {
            return password == null ? Map.of() : Map.of("password", password);
        }
        return password == null ? Map.of("user", user) : Map.of("user", user, "password", password);
    }
}
