package org.ticketdesk.audit.asof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ticketdesk.core.story.Voice.admin;
import static org.ticketdesk.core.story.Voice.agent;
import static org.ticketdesk.core.story.Voice.customer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.audit.records.BrokenJournal;
import org.ticketdesk.audit.records.DeskJournal;
import org.ticketdesk.audit.records.NothingKnown;
import org.ticketdesk.audit.records.ToldArchive;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.Head;
import org.ticketdesk.core.desk.InMemoryRows;
import org.ticketdesk.core.journey.Channel;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Priority;
import org.ticketdesk.core.journey.Timer;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.core.story.DeskStory;
import org.ticketdesk.core.story.RandomStories;
import org.ticketdesk.core.story.Step;
import org.ticketdesk.events.JournalEntry;

class EvolutionTest {
    private static final Instant BEGINNING = Instant.ofEpochMilli(DeskStory.BEGINNING);

    private final ToldArchive archive = new ToldArchive();

    @Test
    void aDeskIsSeenAsItWasAfterAnEntry() {
        archive.said(
                        "sales",
                        customer("c").opens("t-1"),
                        customer("d").opens("t-2", Channel.SOCIAL, Priority.URGENT),
                        admin().sets(Timer.IN_PROGRESS_TO_PENDING, 5_000))
                .said("other", admin().adds("eve"))
                .after(1_000)
                .said("sales", admin().adds("bob", 1), agent("bob").goes(Presence.ONLINE))
                .said("sales", admin().closes("t-2"));

        DeskAsOf then = at(new Moment.AfterEntry(5)).summary();

        assertThat(then)
                .isEqualTo(new DeskAsOf(
                        "sales",
                        5,
                        BEGINNING.plusMillis(1_000),
                        new SettingsAsOf(600_000L, 86_400_000L, 5_000L, 5),
                        Map.of(
                                "PENDING",
                                1L,
                                "ACTIVE",
                                1L,
                                "PROACTIVE",
                                0L,
                                "IN_PROGRESS",
                                0L,
                                "IDLE",
                                0L,
                                "CLOSED",
                                0L),
                        List.of(new WaitingAsOf("t-1", "c", "IN_APP", "MEDIUM", BEGINNING)),
                        List.of(new AgentAsOf("bob", "ONLINE", 1, 1, 1, false, List.of("t-2")))));
    }

    @Test
    void aClosedTicketIsFoundByItsIdAndIsNotAmongTheOpenOnes() {
        archive.said("sales", customer("c").opens("t-1"), customer("c").opens("t-2"), admin().adds("bob"))
                .said("sales", agent("bob").goes(Presence.ONLINE), admin().closes("t-1"));

        PastDesk then = at(new Moment.AfterEntry(5));

        assertThat(then.ticket("t-1")).get().satisfies(ticket -> {
            assertThat(ticket.status()).isEqualTo("CLOSED");
            assertThat(ticket.assignee()).isNull();
            assertThat(ticket.lastAssignee()).isEqualTo("bob");
        });
        assertThat(then.openTickets()).extracting(TicketAsOf::ticket).containsExactly("t-2");
        assertThat(then.agent("bob")).get().extracting(AgentAsOf::load).isEqualTo(1);
        assertThat(then.ticket("t-3")).isEmpty();
        assertThat(then.agent("eve")).isEmpty();
    }

    @Test
    void aTimeStandsForAllEntriesUpToAndWithIt() {
        archive.said("sales", admin().adds("bob"))
                .after(10)
                .said("sales", admin().adds("eve"), admin().adds("ann"))
                .after(10)
                .said("sales", admin().adds("joe"));

        List<PastDesk> then = Evolution.at(
                "sales",
                DeskJournal.open(archive, "sales"),
                List.of(time(9), time(10), time(0), time(5_000), new Moment.AfterEntry(2)));

        assertThat(then).extracting(PastDesk::sequence).containsExactly(1L, 3L, 1L, 4L, 2L);
        assertThat(then.get(1).at()).isEqualTo(BEGINNING.plusMillis(10));
        assertThat(then.get(3).at()).isEqualTo(BEGINNING.plusMillis(20));
        assertThat(then.getLast().agents()).extracting(AgentAsOf::agent).containsExactly("bob", "eve");
    }

    @Test
    void aMomentThatThereIsNotIsRefusedAndWhatThereIsIsSaid() {
        archive.said("sales", admin().adds("bob")).after(20).said("sales", admin().adds("eve"));

        assertThatThrownBy(() -> at(new Moment.AfterEntry(3)))
                .isInstanceOf(NothingKnown.class)
                .hasMessage("The desk sales has no entry 3, expected a sequence from 1 to 2.");
        assertThatThrownBy(() -> at(time(-1)))
                .isInstanceOf(NothingKnown.class)
                .hasMessage(
                        "The desk sales has no entry up to 2001-09-09T01:46:39.999Z, expected a time from"
                                + " 2001-09-09T01:46:40Z, of its first entry, to 2001-09-09T01:46:40.020Z, of its last, or later.");
        assertThatThrownBy(() -> Evolution.at("nowhere", DeskJournal.open(archive, "nowhere"), time(0)))
                .isInstanceOf(NothingKnown.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void aJournalThatLacksAnEntryTellsNothing() {
        archive.said("sales", admin().adds("bob"), admin().adds("eve"), admin().adds("ann"))
                .lose(1);

        assertThatThrownBy(() -> at(new Moment.AfterEntry(3)))
                .isInstanceOf(BrokenJournal.class)
                .hasMessageContaining("entry 3 after entry 1, expected entry 2");
        assertThat(at(new Moment.AfterEntry(1)).sequence()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void D12_theDeskAfterEachEntryIsTheOneThatDecidedIt(long seed) {
        List<Step> steps = RandomStories.of(seed, 6, 20).next(300);
        steps.forEach(step -> archive.add("sales", step));
        List<JournalEntry> entries = new ArrayList<>();
        DeskJournal.open(archive, "sales").forEachRemaining(entries::add);
        InMemoryRows rows = new InMemoryRows();
        Desk live = new Desk(rows, Head.OF_A_NEW_DESK);
        for (int i = 0; i < steps.size(); i++) {
            Rulebook.decide(live, steps.get(i).request(), steps.get(i).appended());

            PastDesk then = Evolution.at("sales", entries.iterator(), new Moment.AfterEntry(i + 1));

            assertIsTheSame(then, live, rows);
        }
    }

    private static void assertIsTheSame(PastDesk then, Desk live, InMemoryRows rows) {
        DeskAsOf summary = then.summary();
        assertThat(summary.sequence()).isEqualTo(live.sequence());
        assertThat(summary.at().toEpochMilli()).isEqualTo(live.at());
        assertThat(summary.settings()).isEqualTo(SettingsAsOf.of(live.settings()));
        assertThat(summary.waitingLine())
                .extracting(WaitingAsOf::ticket)
                .containsExactlyElementsOf(
                        live.waitingLine().stream().map(Object::toString).toList());
        assertThat(then.tickets())
                .containsExactlyInAnyOrderElementsOf(
                        rows.tickets().stream().map(TicketAsOf::of).toList());
        assertThat(summary.agents()).hasSameSizeAs(live.agents());
        live.agents()
                .forEach(agent -> assertThat(then.agent(agent.id().value()))
                        .get()
                        .satisfies(found -> {
                            assertThat(found.presence())
                                    .isEqualTo(agent.presence().name());
                            assertThat(found.load()).isEqualTo(live.load(agent.id()));
                            assertThat(found.capacity()).isEqualTo(live.capacity(agent));
                            assertThat(found.ownCapacity()).isEqualTo(agent.capacity());
                        }));
    }

    @Test
    void severalMomentsInOnePassAreWhatEachIsAlone() {
        RandomStories.of(7, 6, 20).next(600).forEach(step -> archive.add("sales", step));
        SplittableRandom random = new SplittableRandom(7);
        List<Moment> moments = random.longs(8, 1, 601)
                .mapToObj(sequence -> (Moment) new Moment.AfterEntry(sequence))
                .toList();

        List<PastDesk> together = Evolution.at("sales", DeskJournal.open(archive, "sales"), moments);

        for (int i = 0; i < moments.size(); i++) {
            PastDesk alone = at(moments.get(i));
            assertThat(together.get(i).summary()).isEqualTo(alone.summary());
            assertThat(Difference.between(together.get(i), alone).isNothing()).isTrue();
        }
    }

    private PastDesk at(Moment moment) {
        return Evolution.at("sales", DeskJournal.open(archive, "sales"), moment);
    }

    private static Moment time(long afterBeginning) {
        return new Moment.AtTime(BEGINNING.plusMillis(afterBeginning));
    }
}
