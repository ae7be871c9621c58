package org.ticketdesk.projection.database;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** Brings a generation's tables up to this software's. */
public final class Migrations {
    private static final String TABLES_ALONE = "1";

    private Migrations() {}

    /**
     * Makes the tables, without the indexes that only queries need: to write many rows into at once.
     *
     * @param generations where
     * @param number which one; made where it is missing
     */
    public static void tables(Generations generations, int number) {
        migrate(generations, number, Generations.Use.BUILD, MigrationVersion.fromVersion(TABLES_ALONE));
    }

    /**
     * Makes the indexes of a generation that nobody uses yet.
     *
     * @param generations where
     * @param number which one
     */
    public static void indexes(Generations generations, int number) {
        migrate(generations, number, Generations.Use.BUILD, MigrationVersion.LATEST);
    }

    /** Makes everything that is missing, in a generation that is to be used. */
    static void everything(Generations generations, int number) {
        migrate(generations, number, Generations.Use.WRITE, MigrationVersion.LATEST);
    }

    private static void migrate(Generations generations, int number, Generations.Use use, MigrationVersion target) {
        DataSource connections = generations.connections(number, use);
        FluentConfiguration configuration = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(connections)
                .locations("classpath:org/ticketdesk/projection/database")
                .placeholders(generations.dialect().words())
                .target(target)
                // Views of newer software are not written to: what its tables mean is not known here.
                .ignoreMigrationPatterns(new String[0]);
        switch (generations.dialect()) {
            case SQLITE -> {}
            case POSTGRESQL -> configuration.defaultSchema(PostgresGenerations.schema(number));
        }
        try {
            configuration.load().migrate();
        } catch (FlywayValidateException e) {
            throw new ViewsRefusedException(
                    "Found views of other software at " + generations.place() + " (" + firstLine(e)
                            + "), expected this version's or older ones: run the newer software, or build them anew with `desk rebuild`.",
                    e);
        } catch (FlywayException e) {
            throw new ViewsRefusedException(
                    "The tables of the views cannot be made at " + generations.place() + ": " + firstLine(e) + ".", e);
        }
    }

    private static String firstLine(FlywayException e) {
        return e.getMessage()
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("")
                .strip();
    }
}
