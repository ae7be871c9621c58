package org.ticketdesk.events.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a trace, and what is left out. */
class TraceContextTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void whatIsWrittenIsReadAgain() {
        Headers headers = new RecordHeaders();

        new TraceContext(PARENT, "a=1,b=2").writeTo(headers);

        assertThat(TraceContext.from(headers)).contains(new TraceContext(PARENT, "a=1,b=2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n"
            })
    void whatIsNoTraceparentIsLeftOut(String parent) {
        Headers headers = new RecordHeaders().add("traceparent", parent.getBytes(StandardCharsets.UTF_8));

        assertThat(TraceContext.from(headers)).isEmpty();
        assertThat(TraceContext.of(parent, "a=1")).isEmpty();
    }

    @Test
    void aTracestateThatIsTooLongOrNoTextIsLeftOutAlone() {
        assertThat(TraceContext.of(PARENT, "a".repeat(513))).contains(new TraceContext(PARENT, null));
        assertThat(TraceContext.of(PARENT, "a\n")).contains(new TraceContext(PARENT, null));
    }

    @Test
    void headersWithoutAValueAreNoTrace() {
        assertThat(TraceContext.from(new RecordHeaders().add("traceparent", null)))
                .isEmpty();
    }
}
