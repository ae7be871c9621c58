package org.ticketdesk.projection.measures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void percentilesAreByNearestRank() {
        Spread spread =
                Spread.of(LongStream.rangeClosed(1, 200).map(i -> 201 - i).toArray());

        assertThat(spread).isEqualTo(new Spread(200, 100.5, 100L, 180L, 198L, 200L));
    }

    @Test
    void eachPercentileIsOneOfTheValues() {
        assertThat(Spread.of(new long[] {15, 20, 35, 40, 50})).isEqualTo(new Spread(5, 32.0, 35L, 50L, 50L, 50L));
    }

    @Test
    void oneValueIsEveryPercentile() {
        assertThat(Spread.of(new long[] {7})).isEqualTo(new Spread(1, 7.0, 7L, 7L, 7L, 7L));
    }

    @Test
    void theMeanHasTwoDecimals() {
        assertThat(Spread.of(new long[] {1, 1, 2}).mean()).isEqualTo(1.33);
    }

    @Test
    void withoutValuesThereIsNothingButTheCount() {
        assertThat(Spread.of(new long[0])).isEqualTo(new Spread(0, null, null, null, null, null));
    }
}
