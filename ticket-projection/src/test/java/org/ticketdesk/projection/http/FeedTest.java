package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.Source;
import org.ticketdesk.projection.fold.AppliedEntry;

class FeedTest {
    private final Feed feed = new Feed();

    @Test
    void K6_the_outcome_is_that_of_the_publication_at_this_place_not_of_another_with_the_same_id() {
        try (Feed.Expected expected = feed.expect("sales", "a-1")) {
            var own = expected.at(3, 11);

            feed.applied(List.of(entry("sales", 1, "a-1", 10)));
            assertThat(own).isNotDone();
            feed.applied(List.of(entry("sales", 2, "a-1", 11)));

            assertThat(own).isCompletedWithValueMatching(entry -> entry.getSequence() == 2);
        }
    }

    @Test
    void K6_an_outcome_that_is_applied_before_its_place_is_known_is_kept() {
        try (Feed.Expected expected = feed.expect("sales", "a-1")) {
            feed.applied(List.of(entry("sales", 1, "a-1", 10), entry("sales", 2, "a-1", 11)));

            assertThat(expected.at(3, 11)).isCompletedWithValueMatching(entry -> entry.getSequence() == 2);
        }
    }

    @Test
    void an_action_of_the_same_id_at_another_desk_is_another() {
        try (Feed.Expected expected = feed.expect("sales", "a-1")) {
            feed.applied(List.of(entry("support", 1, "a-1", 10)));

            assertThat(expected.any()).isNotDone();
        }
    }

    @Test
    void K6_a_sequence_is_reached_by_an_entry_that_has_it_or_a_higher_one() {
        try (Feed.Reached five = feed.reached("sales", 5);
                Feed.Reached nine = feed.reached("sales", 9)) {
            feed.applied(List.of(entry("support", 20, "a-1", 1), entry("sales", 7, "a-2", 2)));

            assertThat(five.future()).isDone();
            assertThat(nine.future()).isNotDone();
        }
    }

    @Test
    void who_listens_to_a_desk_is_told_of_its_entries_in_their_order() {
        List<Long> told = new ArrayList<>();
        try (Feed.Listener listener = feed.listen(
                "sales",
                entries -> entries.forEach(applied -> told.add(applied.entry().getSequence())),
                () -> {})) {
            feed.applied(
                    List.of(entry("sales", 1, "a-1", 1), entry("support", 1, "a-2", 2), entry("sales", 2, "a-3", 3)));
            feed.applied(List.of(entry("sales", 3, "a-4", 4)));

            assertThat(told).containsExactly(1L, 2L, 3L);
            assertThat(listener).isNotNull();
        }
    }

    @Test
    void K6_who_waits_looks_again_when_the_views_moved_on_by_what_nobody_was_told_of() {
        List<String> told = new ArrayList<>();
        try (Feed.Expected expected = feed.expect("sales", "a-1");
                Feed.Reached reached = feed.reached("sales", 5);
                Feed.Listener listener =
                        feed.listen("sales", entries -> told.add("applied"), () -> told.add("skipped"))) {
            feed.skipped();

            assertThat(expected.any()).isCompletedWithValue(null);
            assertThat(expected.at(3, 11)).isCompletedWithValue(null);
            assertThat(reached.future()).isDone();
            assertThat(told).containsExactly("skipped");
            assertThat(listener).isNotNull();
        }
    }

    @Test
    void nothing_is_kept_of_those_who_do_not_wait_any_more() {
        feed.expect("sales", "a-1").close();
        feed.reached("sales", 5).close();
        feed.listen("sales", entries -> {}, () -> {}).close();

        assertThat(feed.waiting()).isZero();
    }

    private static AppliedEntry entry(String desk, long sequence, String actionId, long offset) {
        JournalEntry entry = new JournalEntry();
        entry.setDesk(desk);
        entry.setSequence(sequence);
        entry.setActionId(actionId);
        entry.setSource(new Source(3, offset));
        return new AppliedEntry(entry, null, List.of());
    }
}
