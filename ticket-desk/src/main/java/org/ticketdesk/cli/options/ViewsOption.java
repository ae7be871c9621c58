package org.ticketdesk.cli.options;

import java.util.Map;
import org.ticketdesk.projection.ProjectionConfig;
import org.ticketdesk.projection.database.ViewsRefusedException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the journal is, and where the views: for commands that make views. */
public final class ViewsOption {
    private static final String PASSWORD = "DESK_VIEWS_PASSWORD";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private BrokerOption broker;

    @Option(
            names = "--views",
            paramLabel = "URL",
            defaultValue = "jdbc:sqlite:.data/views",
            description = "The views' database: jdbc:sqlite:FOLDER or jdbc:postgresql://HOST:PORT/DATABASE. Default:"
                    + " ${DEFAULT-VALUE}, where `desk up` keeps them. The environment variable " + PASSWORD
                    + " may hold the password.")
    private String views;

    @Option(names = "--views-user", paramLabel = "USER", description = "The database's user.")
    private String user;

    /** The settings of a projection, of brokers that have answered. */
    public ProjectionConfig config() {
        ProjectionConfig config;
        try {
            config = ProjectionConfig.of(broker.bootstrap(), views)
                    .withClient(broker.properties())
                    .withDatabase(login());
        } catch (IllegalArgumentException | ViewsRefusedException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        broker.clients();
        return config;
    }

    private Map<String, String> login() {
        String password = System.getenv(PASSWORD);
        if (user == null) {
            return password == null ? Map.of() : Map.of("password", password);
        }
        return password == null ? Map.of("user", user) : Map.of("user", user, "password", password);
    }
}
