package org.ticketdesk.projection.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ticketdesk.core.story.Voice.admin;
import static org.ticketdesk.core.story.Voice.agent;
import static org.ticketdesk.core.story.Voice.customer;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.core.journey.Channel;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Priority;
import org.ticketdesk.core.story.RandomStories;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.projection.database.Dialect;
import org.ticketdesk.projection.fold.EntryAtFault;
import org.ticketdesk.projection.fold.FoldedViews;
import org.ticketdesk.projection.fold.JournalStory;
import org.ticketdesk.projection.views.Views;
import org.ticketdesk.projection.views.WrongParameter;

/** What {@code docs/measures.md} says, on every database; and what desks elsewhere get wrong (D11). */
abstract class MeasuresContract {
    private static final Instant BEGINNING = Instant.ofEpochMilli(JournalStory.BEGINNING);
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;

    @TempDir
    Path folder;

    private FoldedViews folded;
    private Views views;

    /** The database that it is run on. */
    abstract Dialect dialect();

    @BeforeEach
    void open() {
        folded = FoldedViews.empty(dialect(), folder);
        views = new Views(folded.database()::reader, Codec.JOURNAL_ENTRY);
    }

    @AfterEach
    void close() {
        folded.close();
    }

    @Test
    void aReopenedTicketDoesNotCountItsFirstResponseFromTheFirstOpeningD11() throws EntryAtFault {
        JournalStory story = JournalStory.story()
                .online("bob")
                .said(customer("c").opens("t"))
                .after(3 * MINUTE)
                .said(agent("bob").writes("t"), admin().closes("t"))
                .after(5 * DAY)
                .said(admin().reopens("t"))
                .after(MINUTE)
                .said(customer("c").writes("t"))
                .after(4 * MINUTE)
                .said(agent("bob").writes("t"), admin().closes("t"));

        Group group = byDesk(story);

        assertThat(group.firstResponse()).isEqualTo(spread(3 * MINUTE, 4 * MINUTE));
        assertThat(group.timeToClose()).isEqualTo(spread(3 * MINUTE, 5 * MINUTE));
        assertThat(group.inStatus().get("CLOSED")).isEqualTo(spread(5 * DAY));
    }

    @Test
    void aReopenedTicketWhoseCustomerHadTheLastWordAwaitsItsAnswerFromTheReopeningD11() throws EntryAtFault {
        JournalStory story = JournalStory.story()
                .online("bob")
                .said(customer("c").opens("t"), admin().closes("t"))
                .after(MINUTE)
                .said(customer("c").writes("t"))
                .after(DAY)
                .said(admin().reopens("t"))
                .after(2 * MINUTE)
                .said(agent("bob").writes("t"));

        Group group = byDesk(story);

        assertThat(group.firstResponse()).isEqualTo(spread(2 * MINUTE));
    }

    @Test
    void afterATransferNobodyIsCreditedForTheOthersAnswerD11() throws EntryAtFault {
        JournalStory story = JournalStory.story()
                .online("bob")
                .said(customer("c").opens("t"))
                .online("eve")
                .after(MINUTE)
                .said(admin().assigns("t", "eve"))
                .after(MINUTE)
                .said(agent("bob").writes("t"))
                .after(MINUTE)
                .said(agent("eve").writes("t"), admin().closes("t"));

        List<Group> groups = measured(story, By.AGENT);

        assertThat(groups).extracting(Group::key).containsExactly("bob", "eve");
        Group bob = groups.getFirst();
        Group eve = groups.getLast();
        assertThat(bob.firstResponse()).as("bob wrote first").isEqualTo(spread(2 * MINUTE));
        assertThat(bob.assignments().firstResponse())
                .as("but no longer held it")
                .isEqualTo(spread());
        assertThat(bob.assignments().responses()).isEqualTo(spread(0));
        assertThat(bob.closed()).isZero();
        assertThat(eve.firstResponse()).isEqualTo(spread());
        assertThat(eve.assignments().firstResponse()).isEqualTo(spread(2 * MINUTE));
        assertThat(eve.assignments().responses()).isEqualTo(spread(1));
        assertThat(eve.closed()).isOne();
        assertThat(eve.conversation()).isEqualTo(spread(3 * MINUTE));
    }

    @Test
    void anAdminsAnswerIsTheDesksFirstResponseAndNoAgentsD11() throws EntryAtFault {
        JournalStory story = JournalStory.story()
                .online("bob")
                .said(customer("c").opens("t"))
                .after(MINUTE)
                .said(admin().writes("t"));

        folded.apply(story.records());

        assertThat(groups(story, By.DESK).getFirst().firstResponse()).isEqualTo(spread(MINUTE));
        Group bob = groups(story, By.AGENT).getFirst();
        assertThat(bob.firstResponse()).isEqualTo(spread());
        assertThat(bob.assignments().firstResponse()).isEqualTo(spread());
    }

    @Test
    void theFirstToHoldATicketIsNotTheFirstToAnswerIt() throws EntryAtFault {
        JournalStory story = JournalStory.story()
                .said(customer("c").opens("t"))
                .after(MINUTE)
                .online("bob")
                .online("eve")
                .after(MINUTE)
                .said(agent("bob").goes(Presence.AWAY))
                .after(MINUTE)
                .said(agent("eve").writes("t"));

        List<Group> groups = measured(story, By.AGENT);

        assertThat(groups).extracting(Group::key).containsExactly("bob", "eve");
        assertThat(groups.getFirst().waiting()).isEqualTo(spread(MINUTE));
        assertThat(groups.getLast().waiting()).isEqualTo(spread());
        assertThat(groups.getFirst().assignments().length()).as("until R7").isEqualTo(spread(MINUTE));
        assertThat(groups.getLast().assignments().firstResponse()).isEqualTo(spread(MINUTE));
        assertThat(groups.getLast().firstResponse()).isEqualTo(spread(3 * MINUTE));
    }

    @Test
    void whatIsPastDoesNotChangeByWhatFollows() throws EntryAtFault {
        JournalStory story = JournalStory.story()
                .online("bob")
                .said(customer("c").opens("t"))
                .after(MINUTE)
                .said(agent("bob").writes("t"), admin().closes("t"));
        Instant yesterday = BEGINNING.plusMillis(MINUTE + 1);
        folded.apply(story.records());
        List<Group> before = views.measures("sales", BEGINNING, yesterday, By.DESK)
                .orElseThrow()
                .groups();
        int applied = story.records().size();
        story.after(DAY).said(admin().reopens("t"), agent("bob").writes("t"), admin().closes("t"));

        folded.apply(story.records().subList(applied, story.records().size()));

        assertThat(views.measures("sales", BEGINNING, yesterday, By.DESK)
                        .orElseThrow()
                        .groups())
                .isEqualTo(before);
    }

    @Test
    void hoursWithoutAnythingAreGroupsToo() throws EntryAtFault {
        JournalStory story = JournalStory.story()
                .said(customer("c").opens("t1"))
                .after(3 * 60 * MINUTE)
                .said(customer("c").opens("t2"));
        folded.apply(story.records());

        List<Group> groups = views.measures("sales", BEGINNING, BEGINNING.plus(Duration.ofHours(4)), By.HOUR)
                .orElseThrow()
                .groups();

        assertThat(groups)
                .extracting(Group::key)
                .containsExactly(
                        "2001-09-09T01:00:00Z",
                        "2001-09-09T02:00:00Z",
                        "2001-09-09T03:00:00Z",
                        "2001-09-09T04:00:00Z",
                        "2001-09-09T05:00:00Z");
        assertThat(groups).extracting(Group::opened).containsExactly(1L, 0L, 0L, 1L, 0L);
    }

    @Test
    void channelsWithoutAnythingAreGroupsToo() throws EntryAtFault {
        JournalStory story = JournalStory.story().said(customer("c").opens("t1", Channel.SOCIAL, Priority.LOW));

        List<Group> groups = measured(story, By.CHANNEL);

        assertThat(groups).extracting(Group::key).containsExactly("IN_APP", "SOCIAL");
        assertThat(groups).extracting(Group::opened).containsExactly(0L, 1L);
    }

    @Test
    void aRangeTakesInItsBeginningAndNotItsEnd() throws EntryAtFault {
        JournalStory story = JournalStory.story()
                .said(customer("c").opens("t1"))
                .after(MINUTE)
                .said(customer("c").opens("t2"));
        folded.apply(story.records());

        Group group = views.measures("sales", BEGINNING, BEGINNING.plusMillis(MINUTE), By.DESK)
                .orElseThrow()
                .groups()
                .getFirst();

        assertThat(group.opened()).isOne();
    }

    @Test
    void withoutARangeItIsTheLastDayOfTheDesk() throws EntryAtFault {
        JournalStory story = JournalStory.story()
                .said(customer("c").opens("t1"))
                .after(DAY)
                .said(customer("c").opens("t2"))
                .after(MINUTE)
                .said(customer("c").opens("t3"));
        folded.apply(story.records());

        var measures = views.measures("sales", null, null, By.DESK).orElseThrow();

        assertThat(measures.to()).isEqualTo(BEGINNING.plusMillis(DAY + MINUTE + 1));
        assertThat(measures.from()).isEqualTo(BEGINNING.plusMillis(MINUTE + 1));
        assertThat(measures.groups().getFirst().opened()).isEqualTo(2);
        assertThat(measures.now().pending()).isEqualTo(3);
        assertThat(measures.now().oldestPendingSince()).isEqualTo(BEGINNING);
        assertThat(measures.sequence()).isEqualTo(3);
    }

    @Test
    void aDeskOfWhichNothingWasAppliedHasNoMeasures() {
        assertThat(views.measures("nowhere", null, null, By.DESK)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRangeThatIsTooLongIsRefusedByNamingWhatToDo(By by) throws EntryAtFault {
        folded.apply(JournalStory.story().said(customer("c").opens("t1")).records());
        Instant to = BEGINNING.plus(by.longest()).plusMillis(1);

        assertThatThrownBy(() -> views.measures("sales", BEGINNING, to, by))
                .isInstanceOfSatisfying(
                        WrongParameter.class,
                        wrong -> assertThat(wrong.parameter()).isEqualTo("from"))
                .hasMessageContaining("at most " + by.longest().toDays() + " days")
                .hasMessageContaining("ask for less");
    }

    @Test
    void aRangeThatEndsBeforeItBeginsIsRefused() throws EntryAtFault {
        folded.apply(JournalStory.story().said(customer("c").opens("t1")).records());

        assertThatThrownBy(() -> views.measures("sales", BEGINNING, BEGINNING, By.DESK))
                .isInstanceOf(WrongParameter.class)
                .hasMessageStartingWith("from: found 2001-09-09T01:46:40Z");
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void ofAnyStoryTheyAreWhatItsFactsSay(long seed) throws EntryAtFault {
        JournalStory story =
                JournalStory.story().told(RandomStories.of(seed, 6, 120).next(4_000));
        folded.apply(story.records(), 500);
        MeasuredByHand byHand = MeasuredByHand.of(story);
        Instant end = Instant.ofEpochMilli(story.desk().at() + 1);
        Instant middle =
                Instant.ofEpochMilli((JournalStory.BEGINNING + story.desk().at()) / 2);

        assertThat(groups(story, By.DESK).getFirst()).satisfies(everything -> {
            assertThat(everything.reopened()).isGreaterThan(5);
            assertThat(everything.inStatus().values())
                    .allSatisfy(stays -> assertThat(stays.count()).isPositive());
            assertThat(everything.assignments().firstResponse().count()).isGreaterThan(20);
        });
        for (By by : By.values()) {
            for (Instant from : List.of(end.minus(by.longest()), middle)) {
                assertThat(views.measures("sales", from, end, by).orElseThrow().groups())
                        .as("by " + by + " from " + from)
                        .isEqualTo(byHand.groups(from, end, by));
            }
        }
    }

    private Group byDesk(JournalStory story) throws EntryAtFault {
        return measured(story, By.DESK).getFirst();
    }

    private List<Group> measured(JournalStory story, By by) throws EntryAtFault {
        folded.apply(story.records());
        return groups(story, by);
    }

    private List<Group> groups(JournalStory story, By by) {
        return views.measures(
                        "sales", BEGINNING, Instant.ofEpochMilli(story.desk().at() + 1), by)
                .orElseThrow()
                .groups();
    }

    private static Spread spread(long... values) {
        return Spread.of(values);
    }
}
