package org.ticketdesk.audit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.ticketdesk.core.story.Voice.admin;
import static org.ticketdesk.core.story.Voice.agent;
import static org.ticketdesk.core.story.Voice.clock;
import static org.ticketdesk.core.story.Voice.customer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ticketdesk.audit.records.BrokenJournal;
import org.ticketdesk.audit.records.NothingKnown;
import org.ticketdesk.audit.records.ToldArchive;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.journey.Timer;
import org.ticketdesk.core.story.DeskStory;
import org.ticketdesk.core.story.Said;
import org.ticketdesk.events.Outcome;
import org.ticketdesk.events.Reason;

class TicketStoryTest {
    private static final long IDLE_AFTER = 600_000;

    private final ToldArchive archive = new ToldArchive();

    @Test
    void eachActionThatNamedTheTicketIsToldWithItsPlacesWhateverCameOfIt() {
        archive.said("sales", customer("c").opens("t-1"))
                .said("other", customer("c").opens("t-1"))
                .written("sales", "no action, t-1".getBytes(StandardCharsets.US_ASCII))
                .said("sales", customer("c").opens("t-10"));
        archive.say("sales", "wild", agent("eve").closes("t-1"));
        archive.say("sales", "wild", agent("eve").closes("t-1"));

        List<StoryItem> story = story("t-1");

        assertThat(story)
                .extracting(
                        item -> item.entry().getSequence(),
                        item -> item.entry().getSource().getOffset(),
                        StoryItem::journalOffset,
                        item -> item.entry().getOutcome(),
                        item -> item.entry().getReason())
                .containsExactly(
                        tuple(1L, 1L, 0L, Outcome.ACCEPTED, null),
                        tuple(3L, 9L, 9L, Outcome.REFUSED, Reason.UNKNOWN_AGENT),
                        tuple(4L, 11L, 12L, Outcome.DUPLICATE, null));
        assertThat(story.getLast().action().getTicket()).isEqualTo("t-1");
    }

    @Test
    void whatMovedTheTicketWithoutNamingItIsToldWithTheFactsThatConcernIt() {
        archive.said("sales", customer("c").opens("t-1"), customer("c").opens("t-2"), admin().adds("bob"))
                .after(5_000)
                .said("sales", agent("bob").goes(Presence.ONLINE))
                .after(2_000)
                .said("sales", agent("bob").goes(Presence.AWAY));

        List<StoryItem> story = story("t-2");

        assertThat(story)
                .extracting(
                        item -> item.entry().getType(), item -> item.action().getTicket())
                .containsExactly(tuple("OpenTicket", "t-2"), tuple("SetPresence", null), tuple("SetPresence", null));
        assertThat(story.get(1).touches())
                .singleElement()
                .isEqualTo(new Touch(
                        2,
                        new Fact.StatusChanged(
                                new TicketId("t-2"), Row.R1.from(), Row.R1.to(), Row.R1, new AgentId("bob")),
                        Instant.ofEpochMilli(DeskStory.BEGINNING),
                        5_000L,
                        null));
        assertThat(story.get(2).touches()).singleElement().satisfies(touch -> {
            assertThat(touch.lastedMs()).isEqualTo(2_000);
            assertThat(touch.previousAssignee()).isEqualTo(new AgentId("bob"));
        });
    }

    @Test
    void D4_aTimerIsToldWithItsDeadlineAndHowLateItWas() {
        archive.said(
                        "sales",
                        admin().adds("bob"),
                        agent("bob").goes(Presence.ONLINE),
                        customer("c").opens("t-1"))
                .said("sales", agent("bob").writes("t-1"))
                .after(IDLE_AFTER - 1)
                .said("sales", fires(Timer.IDLE))
                .after(251)
                .said("sales", fires(Timer.IDLE))
                .said("sales", fires(Timer.IDLE));

        List<StoryItem> story = story("t-1");

        Instant deadline = Instant.ofEpochMilli(DeskStory.BEGINNING + IDLE_AFTER);
        assertThat(story)
                .extracting(StoryItem::timer)
                .containsExactly(
                        null,
                        null,
                        new FiredTimer(Timer.IDLE, deadline, -1),
                        new FiredTimer(Timer.IDLE, deadline, 250),
                        new FiredTimer(Timer.IDLE, deadline, 250));
        assertThat(story.get(2).touches())
                .extracting(Touch::fact)
                .containsExactly(
                        new Fact.TimerDismissed(new TicketId("t-1"), Timer.IDLE, Fact.TimerDismissed.Why.NOT_DUE));
        assertThat(story.get(3).touches().getFirst().lastedMs()).isEqualTo(IDLE_AFTER + 250);
    }

    @Test
    void aTicketOfWhichThereAreRefusedAttemptsOnlyHasAStory() {
        archive.say("sales", "wild", customer("c").writes("t-1"));

        assertThat(story("t-1"))
                .singleElement()
                .satisfies(item -> assertThat(item.entry().getReason()).isEqualTo(Reason.UNKNOWN_TICKET));
    }

    @Test
    void aTicketOrADeskThatNobodyHasHeardOfIsSaidToBeUnknown() {
        archive.said("sales", customer("c").opens("t-10"));

        assertThatThrownBy(() -> story("t-1"))
                .isInstanceOf(NothingKnown.class)
                .hasMessage("Nothing is known of a ticket t-1 at desk sales: none of its 1 entries is about one.");
        assertThatThrownBy(() -> TicketStory.tell(archive, "nowhere", "t-1", item -> {}))
                .isInstanceOf(NothingKnown.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void anEntryWhoseActionTheLogDoesNotHaveIsNamed() {
        archive.said("sales", customer("c").opens("t-1"), customer("c").writes("t-1"));
        ToldArchive shorter = new ToldArchive().said("sales", customer("c").opens("t-1"));

        assertThatThrownBy(() -> TicketStory.tell(new TwoPasts(shorter, archive), "sales", "t-1", item -> {}))
                .isInstanceOf(BrokenJournal.class)
                .hasMessageContaining("Entry 2 of desk sales")
                .hasMessageContaining("offset 3");
    }

    private static Said fires(Timer timer) {
        return clock().says(new Action.FireTimer(new TicketId("t-1"), timer, DeskStory.BEGINNING + IDLE_AFTER));
    }

    private List<StoryItem> story(String ticket) {
        List<StoryItem> items = new ArrayList<>();
        TicketStory.tell(archive, "sales", ticket, items::add);
        return items;
    }
}
