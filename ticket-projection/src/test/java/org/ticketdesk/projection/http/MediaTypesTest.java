package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "absent",
            value = {
                "absent | application/json",
                "'' | application/json",
                "*/* | application/json",
                "application/json | application/json",
                "APPLICATION/JSON | application/json",
                "text/csv | text/csv",
                "text/* | text/csv",
                "text/csv, application/json | application/json",
                "text/csv, application/json;q=0.9 | text/csv",
                "text/html, application/xhtml+xml, */*;q=0.8 | application/json",
                "text/csv;q=0, */* | application/json",
                "application/json;q=0, */*;q=0.1 | text/csv",
                "text/html | absent",
                "*/*;q=0 | absent",
            })
    void the_media_type_is_the_one_that_is_wanted_most(String accept, String expected) {
        assertThat(MediaTypes.wanted(List.of("application/json", "text/csv"), accept)
                        .orElse(null))
                .isEqualTo(expected);
    }
}
