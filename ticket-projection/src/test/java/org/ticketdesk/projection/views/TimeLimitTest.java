package org.ticketdesk.projection.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ticketdesk.projection.database.Dialect;
import org.ticketdesk.projection.database.EmptyDatabase;
import org.ticketdesk.projection.database.ViewsDatabase;

class TimeLimitTest {
    private static final String COUNTS_FOR_EVER =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void a_query_whose_time_is_over_is_ended_and_none_follows(Dialect dialect) {
        try (ViewsDatabase database = ViewsDatabase.open(EmptyDatabase.of(dialect, folder));
                Handle handle = database.reader().open();
                TimeLimit limit = TimeLimit.of(handle, Duration.ofMillis(50))) {
            assertThat(limit).isNotNull();

            assertThatThrownBy(() -> handle.createQuery(COUNTS_FOR_EVER)
                            .mapTo(Long.class)
                            .one())
                    .hasRootCauseInstanceOf(SQLException.class);

            assertThatThrownBy(() ->
                            handle.createQuery("SELECT 1").mapTo(Long.class).one())
                    .rootCause()
                    .hasMessageContaining("which is the longest");
        }
    }

    @Test
    void a_query_in_time_is_left_alone() {
        try (Handle handle = Jdbi.open("jdbc:sqlite::memory:")) {
            TimeLimit.of(handle, Duration.ofMinutes(1)).close();

            assertThat(handle.createQuery("SELECT 1").mapTo(Long.class).one()).isEqualTo(1);
        }
    }
}
