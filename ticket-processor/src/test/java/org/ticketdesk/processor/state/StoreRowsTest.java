package org.ticketdesk.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.DeskRows;
import org.ticketdesk.core.desk.DeskRowsContract;
import org.ticketdesk.core.desk.Head;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.core.story.RandomStories;
import org.ticketdesk.core.story.Step;

/** The store-backed rows keep what the in-memory ones keep: the same contract, and the same outcomes of long random logs. */
class StoreRowsTest {

    @Nested
    class OnDisk extends DeskRowsContract {
        @TempDir
        Path folder;

        private OpenStore stores;

        @Override
        protected DeskRows newRows() {
            stores = new OpenStore(false, folder);
            return stores.rows("a-desk");
        }

        @AfterEach
        void close() {
            stores.close();
        }
    }

    @Nested
    class InMemory extends DeskRowsContract {
        @TempDir
        Path folder;

        private OpenStore stores;

        @Override
        protected DeskRows newRows() {
            stores = new OpenStore(true, folder);
            return stores.rows("a-desk");
        }

        @AfterEach
        void close() {
            stores.close();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aLongRandomLogHasTheSameOutcomesOverStoresAsInMemory(long seed, @TempDir Path folder) {
        try (OpenStore stores = new OpenStore(false, folder)) {
            StoreRows rows = stores.rows("random");
            Desk stored = new Desk(rows, Head.OF_A_NEW_DESK);
            Desk inMemory = Desk.inMemory();
            RandomStories log = RandomStories.of(seed, 40, 400);

            for (int i = 0; i < 15_000; i++) {
                Step step = log.next();
                var expected = Rulebook.decide(inMemory, step.request(), step.appended());
                var found = Rulebook.decide(stored, step.request(), step.appended());
                rows.flush();

                assertThat(found).as("step %d of seed %d: %s", i, seed, step).isEqualTo(expected);
                if (i % 5_000 == 4_999) {
                    rows = new StoreRows(
                            "random", new RowCodec(), stores.get(), stored.sequence(), rows.lookedThrough());
                    stored = new Desk(rows, stored.head());
                }
            }
        }
    }

    @Test
    void theRowsOfADeskAreItsOwn(@TempDir Path folder) {
        try (OpenStore stores = new OpenStore(false, folder)) {
            StoreRows one = stores.rows("desk");
            StoreRows other = stores.rows("desk-2");
            one.put(Agent.joining(new AgentId("bob"), 3));
            one.flush();
            other.put(Agent.joining(new AgentId("eve"), null));
            other.flush();

            assertThat(List.copyOf((List<Agent>) stores.rows("desk").agents()))
                    .containsExactly(Agent.joining(new AgentId("bob"), 3));
        }
    }
}
