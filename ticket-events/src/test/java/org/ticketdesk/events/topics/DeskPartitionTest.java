package org.ticketdesk.events.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeskPartitionTest {

    /** From Kafka's own test of murmur2, whose values other languages' clients are held to as well. */
    private static final Map<String, Integer> MURMUR2_OF_KAFKA = Map.of(
            "21", -973932308,
            "foobar", -790332482,
            "a-little-bit-long-string", -985981536,
            "a-little-bit-longer-string", -1486304829,
            "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971);

    @Test
    void itIsMurmur2OfTheDesksId() {
        MURMUR2_OF_KAFKA.forEach(
                (desk, hash) -> assertThat(DeskPartition.of(desk, 12)).as(desk).isEqualTo((hash & 0x7fffffff) % 12));
    }

    @Test
    void everyPartitionServesSomeDesk() {
        assertThat(IntStream.range(0, 200)
                        .map(desk -> DeskPartition.of("desk-" + desk, 12))
                        .distinct()
                        .sorted())
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    }

    @ParameterizedTest
    @CsvSource({"sales/t-1, sales", "sales/t-2, sales", "eu:support/a.b@c, eu:support"})
    void aTicketIsOnItsDesksPartition(String ticketKey, String desk) {
        assertThat(DeskPartition.ofTicketKey(ticketKey, 12)).isEqualTo(DeskPartition.of(desk, 12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sales", "/t-1", "sales/", "sales/t/1"})
    void whatIsNoTicketKeyIsRefused(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeskPartition.ofTicketKey(key, 12))
                .withMessage("A ticket's record key is desk/ticket, not \"" + key + "\".");
    }

    @Test
    void noPartitionsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeskPartition.of("sales", 0))
                .withMessage("A topic has at least 1 partition, not 0.");
    }
}
