package org.ticketdesk.cli.options;

import org.ticketdesk.projection.ProjectionConfig;
import org.ticketdesk.projection.database.ViewsRefusedException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --views}: which database the views are in. */
public final class DatabaseOption {
    /** Where {@code desk up} keeps the views when nothing else is said. */
    public static final String WHERE_UP_KEEPS_THEM = "jdbc:sqlite:.data/views";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--views",
            paramLabel = "URL",
            description = "The views' database: jdbc:sqlite:FOLDER or jdbc:postgresql://HOST:PORT/DATABASE, with"
                    + " the password in the variable DESK_VIEWS_PASSWORD or in a file that DESK_VIEWS_PASSWORD_FILE names."
                    + " Default: " + WHERE_UP_KEEPS_THEM + ", or where `up --data` says")
    private String views;

    @Mixin
    private ViewsLoginOption login;

    /**
     * The settings of a projection into this database.
     *
     * @param bootstrap the brokers' addresses
     * @param otherwise the database's URL when none is named
     */
    public ProjectionConfig config(String bootstrap, String otherwise) {
        try {
            return ProjectionConfig.of(bootstrap, views == null ? otherwise : views)
                    .withDatabase(login.properties());
        } catch (IllegalArgumentException | ViewsRefusedException e) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--views': " + e.getMessage(), e);
        }
    }
}
