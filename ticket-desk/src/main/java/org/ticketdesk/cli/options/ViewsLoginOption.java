package org.ticketdesk.cli.options;

import java.util.HashMap;
import java.util.Map;
import org.ticketdesk.cli.settings.Secret;
import picocli.CommandLine.Option;

/** As whom the views' database is asked. */
public final class ViewsLoginOption {
    @Option(names = "--views-user", paramLabel = "USER", description = "The database's user.")
    private String user;

    @Option(
            names = "--views-password",
            hidden = true,
            paramLabel = "PASSWORD",
            description = "The database's password.")
    private Secret password;

    /** The user and the password, as far as they were given, as properties of a JDBC driver. */
    public Map<String, String> properties() {
        Map<String, String> login = new HashMap<>();
        if (user != null) {
            login.put("user", user);
        }
        if (password != null) {
            login.put("password", password.value());
        }
        return login;
    }
}
