package org.ticketdesk.audit.asof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.ticketdesk.core.story.Voice.admin;
import static org.ticketdesk.core.story.Voice.agent;
import static org.ticketdesk.core.story.Voice.customer;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ticketdesk.audit.records.DeskJournal;
import org.ticketdesk.audit.records.ToldArchive;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Priority;
import org.ticketdesk.core.journey.Timer;
import org.ticketdesk.core.story.RandomStories;

class DifferenceTest {
    private final ToldArchive archive = new ToldArchive();

    @Test
    void settingsAgentsAndTicketsThatAreOthersAreTold() {
        archive.said(
                        "sales",
                        admin().adds("bob"),
                        admin().adds("eve"),
                        agent("bob").goes(Presence.ONLINE))
                .said(
                        "sales",
                        customer("c").opens("t-1"),
                        customer("c").opens("t-2"),
                        customer("c").opens("t-3"))
                .after(1_000)
                .said("sales", admin().sets(Timer.IDLE, 5_000), admin().removes("eve"), admin().adds("ann", 3))
                .said(
                        "sales",
                        admin().closes("t-1"),
                        agent("bob").parks("t-2"),
                        agent("bob").writes("t-3"))
                .said(
                        "sales",
                        admin().sets("t-3", Priority.URGENT),
                        customer("c").opens("t-4"));

        Difference difference = between(6, 14);

        assertThat(difference.settings()).containsExactly(new SettingChange("idleAfterMs", 600_000L, 5_000L));
        assertThat(difference.agents())
                .extracting(AgentChange::agent, AgentChange::what)
                .containsExactly(
                        tuple("ann", List.of(AgentChange.What.JOINED)),
                        tuple("bob", List.of(AgentChange.What.LOAD, AgentChange.What.TICKETS)),
                        tuple("eve", List.of(AgentChange.What.LEFT)));
        assertThat(difference.tickets())
                .extracting(TicketChange::ticket, TicketChange::what)
                .containsExactly(
                        tuple("t-1", List.of(TicketChange.What.CLOSED, TicketChange.What.ASSIGNEE)),
                        tuple("t-2", List.of(TicketChange.What.MOVED, TicketChange.What.ASSIGNEE)),
                        tuple("t-3", List.of(TicketChange.What.PRIORITY, TicketChange.What.MESSAGE)),
                        tuple("t-4", List.of(TicketChange.What.OPENED)));
        assertThat(difference.tickets().getFirst().was().status()).isEqualTo("ACTIVE");
        assertThat(difference.tickets().getLast().was()).isNull();
    }

    @Test
    void aTicketThatWasClosedAndReopenedInBetweenHasMoved() {
        archive.said(
                        "sales",
                        admin().adds("bob"),
                        agent("bob").goes(Presence.ONLINE),
                        customer("c").opens("t-1"))
                .after(1_000)
                .said("sales", admin().closes("t-1"), admin().reopens("t-1"));

        assertThat(between(3, 5).tickets())
                .extracting(TicketChange::what)
                .containsExactly(List.of(TicketChange.What.MOVED));
        assertThat(between(4, 5).tickets())
                .extracting(TicketChange::what)
                .containsExactly(List.of(TicketChange.What.REOPENED, TicketChange.What.ASSIGNEE));
    }

    @Test
    void betweenEqualMomentsThereIsNoneWhateverTheStory() {
        RandomStories.of(11, 6, 20).next(300).forEach(step -> archive.add("sales", step));

        for (long sequence = 1; sequence <= 300; sequence++) {
            assertThat(between(sequence, sequence).isNothing()).isTrue();
        }
    }

    @Test
    void theEarlierMomentComesFirst() {
        archive.said("sales", admin().adds("bob"), admin().adds("eve"));

        assertThatThrownBy(() -> between(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private Difference between(long from, long to) {
        List<PastDesk> desks = Evolution.at(
                "sales",
                DeskJournal.open(archive, "sales"),
                List.of(new Moment.AfterEntry(from), new Moment.AfterEntry(to)));
        return Difference.between(desks.getFirst(), desks.getLast());
    }
}
