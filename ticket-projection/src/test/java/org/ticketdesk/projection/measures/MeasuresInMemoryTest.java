package org.ticketdesk.projection.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ticketdesk.core.story.Voice.customer;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.core.story.RandomStories;
import org.ticketdesk.projection.database.Dialect;
import org.ticketdesk.projection.fold.EntryAtFault;
import org.ticketdesk.projection.fold.FoldInMemory;
import org.ticketdesk.projection.fold.FoldedViews;
import org.ticketdesk.projection.fold.JournalStory;

/** What a story measures is the same, whether it is folded into a database or in memory. */
class MeasuresInMemoryTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aStoryMeasuresTheSameInMemoryAsInTheViews(long seed, @TempDir Path folder) throws EntryAtFault {
        JournalStory story =
                JournalStory.story().told(RandomStories.of(seed, 4, 60).next(3_000));
        Instant from = Instant.ofEpochMilli(JournalStory.BEGINNING);
        Instant to = story.entry(story.records().size()).getAt().plusMillis(1);

        try (FoldedViews views = FoldedViews.empty(Dialect.SQLITE, folder)) {
            views.apply(story.records());
            for (By by : By.values()) {
                List<Group> read = views.database()
                        .reader()
                        .withHandle(handle -> Measures.read(handle, story.name(), from, to, by));

                assertThat(inMemory(story, by).groups(from, to)).as("by %s", by).isEqualTo(read);
            }
        }
    }

    @Test
    void anEntryThatDoesNotFollowOnTheOneBeforeIsAtFault() {
        JournalStory story = JournalStory.story()
                .said(customer("c").opens("t"), customer("c").writes("t"));
        FoldInMemory fold = new FoldInMemory(story.name(), new Summing(story.name(), By.DESK));

        assertThatThrownBy(() -> fold.apply(story.entry(2)))
                .isInstanceOf(EntryAtFault.class)
                .hasMessageContaining("Found entry 2, expected 1.");
    }

    private static Summing inMemory(JournalStory story, By by) throws EntryAtFault {
        Summing summing = new Summing(story.name(), by);
        FoldInMemory fold = new FoldInMemory(story.name(), summing);
        for (int sequence = 1; sequence <= story.records().size(); sequence++) {
            fold.apply(story.entry(sequence));
        }
        return summing;
    }
}
