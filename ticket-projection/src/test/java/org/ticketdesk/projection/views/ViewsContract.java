package org.ticketdesk.projection.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.ticketdesk.core.story.Voice.admin;
import static org.ticketdesk.core.story.Voice.agent;
import static org.ticketdesk.core.story.Voice.clock;
import static org.ticketdesk.core.story.Voice.customer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.audit.asof.PastDesk;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.journey.Timer;
import org.ticketdesk.core.story.RandomStories;
import org.ticketdesk.core.story.Said;
import org.ticketdesk.events.Channel;
import org.ticketdesk.events.Outcome;
import org.ticketdesk.events.Priority;
import org.ticketdesk.events.Status;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.projection.database.Dialect;
import org.ticketdesk.projection.fold.EntryAtFault;
import org.ticketdesk.projection.fold.FoldedViews;
import org.ticketdesk.projection.fold.JournalRecord;
import org.ticketdesk.projection.fold.JournalStory;

/** What the queries promise on every database. */
abstract class ViewsContract {
    private static final Instant BEGINNING = Instant.ofEpochMilli(JournalStory.BEGINNING);
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

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
    void aDeskIsCountedAndItsLineIsInServingOrder() throws EntryAtFault {
        JournalStory story = JournalStory.story()
                .said(
                        customer("c").opens("t1"),
                        customer("c").opens("t2", core("IN_APP"), priority("URGENT")),
                        customer("c").opens("t3", core("SOCIAL"), priority("LOW")))
                .after(1_000)
                .said(customer("c").opens("t4"), customer("c").opens("t0"))
                .said(admin().adds("bob", 3), admin().adds("eve"), admin().adds("ann"), admin().removes("ann"))
                .said(agent("eve").goes(Presence.AWAY), agent("eve").startsChat("chat"));
        folded.apply(story.records());

        DeskView desk = views.desk("sales").orElseThrow();

        assertThat(desk.summary())
                .isEqualTo(new DeskSummary(
                        "sales",
                        story.desk().sequence(),
                        BEGINNING.plusMillis(1_000),
                        Map.of(
                                "PENDING",
                                5L,
                                "ACTIVE",
                                0L,
                                "PROACTIVE",
                                1L,
                                "IN_PROGRESS",
                                0L,
                                "IDLE",
                                0L,
                                "CLOSED",
                                0L),
                        Map.of("ONLINE", 0L, "AWAY", 1L, "OFFLINE", 1L),
                        0,
                        0,
                        BEGINNING));
        assertThat(desk.settings()).isEqualTo(new DeskSettings(600_000L, 86_400_000L, null, 5));
        assertThat(desk.waitingLine()).extracting(Waiting::ticket).containsExactly("t2", "t1", "t0", "t4", "t3");
        assertThat(views.summary("sales")).contains(desk.summary());
        assertThat(views.sequence("sales")).isEqualTo(story.desk().sequence());
    }

    @Test
    void loadAndCapacityAreOfThoseWhoAreOnline() throws EntryAtFault {
        JournalStory story = JournalStory.story()
                .said(admin().adds("bob", 3), admin().adds("eve"), admin().adds("ann", 50))
                .said(agent("bob").goes(Presence.ONLINE))
                .said(customer("c").opens("t1"))
                .said(agent("eve").goes(Presence.ONLINE))
                .said(customer("c").opens("t2"), customer("c").opens("t3"));
        folded.apply(story.records());

        DeskSummary before = views.summary("sales").orElseThrow();
        story.said(admin().setsDefaultCapacity(9));
        folded.apply(List.of(story.records().getLast()));

        assertThat(List.of(before.load(), before.capacity())).containsExactly(3L, 8L);
        assertThat(views.summary("sales").orElseThrow().capacity()).isEqualTo(12);
        assertThat(views.agents("sales", false, AgentSort.AGENT, null, null).items())
                .extracting(AgentView::agent, AgentView::load, AgentView::capacity, AgentView::available)
                .containsExactly(tuple("ann", 0L, 50L, false), tuple("bob", 2L, 3L, true), tuple("eve", 1L, 9L, true));
    }

    @Test
    void allDesksAreListed() throws EntryAtFault {
        for (String desk : List.of("b", "a", "c")) {
            folded.apply(JournalStory.of(desk, 0).online("bob").records());
        }

        assertThat(walk(2, (cursor, limit) -> views.desks(null, cursor, limit)))
                .extracting(DeskSummary::desk, desk -> desk.agents().get("ONLINE"), DeskSummary::capacity)
                .containsExactly(tuple("a", 1L, 5L), tuple("b", 1L, 5L), tuple("c", 1L, 5L));
        assertThat(views.desks(null, null, null).sequence()).isNull();
    }

    @Test
    void desksAreListedOutOfThoseThatAreNamed() throws EntryAtFault {
        for (String desk : List.of("b", "a", "c", "d")) {
            folded.apply(JournalStory.of(desk, 0).online("bob").records());
        }
        Set<String> named = Set.of("d", "a", "unknown", "c");

        assertThat(walk(2, (cursor, limit) -> views.desks(named, cursor, limit)))
                .extracting(DeskSummary::desk, DeskSummary::capacity)
                .containsExactly(tuple("a", 5L), tuple("c", 5L), tuple("d", 5L));
        assertThat(views.desks(Set.of(), null, null).items()).isEmpty();
    }

    @Test
    void ticketsAreListedInEachOrderUnderEachFilterWhateverThePage() throws EntryAtFault {
        JournalStory story =
                JournalStory.story().told(RandomStories.of(21, 6, 150).next(3_000));
        folded.apply(story.records(), 3_000);
        List<TicketView> all = everyTicket(story);
        Instant early = all.stream()
                .map(TicketView::openedAt)
                .sorted()
                .skip(40)
                .findFirst()
                .orElseThrow();
        Instant late = all.stream()
                .map(TicketView::openedAt)
                .sorted()
                .skip(120)
                .findFirst()
                .orElseThrow();

        for (TicketSort sort : TicketSort.values()) {
            for (TicketFilter filter : filters(all, early, late)) {
                assertThat(walk(20, (cursor, most) -> views.tickets("sales", filter, sort, cursor, most)))
                        .as(sort + " " + filter)
                        .isEqualTo(byHand(all, filter, sort));
            }
        }
    }

    private List<TicketView> everyTicket(JournalStory story) {
        return story.rows().tickets().stream()
                .map(ticket ->
                        views.ticket("sales", ticket.id().value()).orElseThrow().view())
                .toList();
    }

    private static List<TicketFilter> filters(List<TicketView> all, Instant early, Instant late) {
        TicketView held = all.stream()
                .filter(ticket -> ticket.assignee() != null)
                .findFirst()
                .orElseThrow();
        List<TicketFilter> filters = new ArrayList<>(List.of(
                TicketFilter.ALL,
                TicketFilter.of(Set.of(Status.CLOSED)),
                TicketFilter.of(Set.of(Status.PENDING, Status.IDLE, Status.ACTIVE)),
                new TicketFilter(Set.of(), held.assignee(), null, null, null, null, null, null, null),
                new TicketFilter(Set.of(Status.ACTIVE), held.assignee(), null, null, null, early, null, null, null),
                new TicketFilter(Set.of(), null, held.customer(), null, null, null, null, null, null),
                new TicketFilter(
                        Set.of(), held.assignee(), held.customer(), Channel.IN_APP, null, null, null, null, null),
                new TicketFilter(Set.of(), null, null, Channel.SOCIAL, null, null, null, null, null),
                new TicketFilter(
                        Set.of(Status.CLOSED, Status.PENDING),
                        null,
                        null,
                        null,
                        Priority.HIGH,
                        null,
                        null,
                        null,
                        null)));
        for (Instant[] range : new Instant[][] {{early, null}, {null, late}, {early, late}, {late, early}}) {
            filters.add(new TicketFilter(Set.of(), null, null, null, null, range[0], range[1], null, null));
            filters.add(new TicketFilter(Set.of(), null, null, null, null, null, null, range[0], range[1]));
            filters.add(new TicketFilter(Set.of(), null, null, Channel.IN_APP, null, range[0], range[1], early, late));
        }
        return filters;
    }

    private static List<TicketView> byHand(List<TicketView> all, TicketFilter filter, TicketSort sort) {
        Function<TicketView, Instant> closed = TicketView::closedAt;
        Comparator<TicketView> order = switch (sort) {
            case OPENED, OPENED_LAST_FIRST -> Comparator.comparing(TicketView::openedAt);
            case SINCE, SINCE_LAST_FIRST -> Comparator.comparing(TicketView::statusSince);
            case CHANGED, CHANGED_LAST_FIRST -> Comparator.comparing(TicketView::sequence);
            case CLOSED, CLOSED_LAST_FIRST -> Comparator.comparing(closed);
            case WAITING ->
                Comparator.<TicketView, Priority>comparing(ticket -> Priority.valueOf(ticket.priority()))
                        .reversed()
                        .thenComparing(TicketView::statusSince);
        };
        order = order.thenComparing(TicketView::ticket);
        return all.stream()
                .filter(ticket ->
                        filter.statuses().isEmpty() || filter.statuses().contains(Status.valueOf(ticket.status())))
                .filter(ticket -> filter.assignee() == null || filter.assignee().equals(ticket.assignee()))
                .filter(ticket -> filter.customer() == null || filter.customer().equals(ticket.customer()))
                .filter(ticket ->
                        filter.channel() == null || filter.channel().name().equals(ticket.channel()))
                .filter(ticket ->
                        filter.priority() == null || filter.priority().name().equals(ticket.priority()))
                .filter(ticket -> isWithin(ticket.openedAt(), filter.openedFrom(), filter.openedTo()))
                .filter(ticket -> isWithin(ticket.closedAt(), filter.closedFrom(), filter.closedTo()))
                .filter(ticket -> !sort.toString().endsWith("closed") || ticket.closedAt() != null)
                .filter(ticket -> sort != TicketSort.WAITING || ticket.status().equals("PENDING"))
                .sorted(sort.toString().startsWith("-") ? order.reversed() : order)
                .toList();
    }

    private static boolean isWithin(Instant time, Instant from, Instant to) {
        return from == null && to == null
                || time != null && (from == null || !time.isBefore(from)) && (to == null || time.isBefore(to));
    }

    @Test
    void aTicketHasItsCyclesAndAssignmentsAndItsFieldsStandBesideThem() throws Exception {
        folded.apply(shortStory().records());

        TicketDetail ticket = views.ticket("sales", "t").orElseThrow();

        assertThat(ticket.cycles())
                .extracting(CycleView::beganBy, CycleView::closedBy)
                .containsExactly(tuple("B1", "R5"), tuple("R19", null));
        assertThat(ticket.assignments())
                .extracting(AssignmentView::agent, AssignmentView::beganBy, AssignmentView::endedBy)
                .containsExactly(tuple("bob", "R1", "R5"), tuple("bob", "R19", "R7"));
        JsonNode json = JSON.valueToTree(ticket);
        assertThat(json.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder(
                        "desk",
                        "ticket",
                        "customer",
                        "channel",
                        "priority",
                        "followsUp",
                        "openedAt",
                        "status",
                        "statusSince",
                        "assignee",
                        "lastAssignee",
                        "lastWord",
                        "lastWordAt",
                        "closedAt",
                        "reopenings",
                        "customerMessages",
                        "deskMessages",
                        "sequence",
                        "incompleteSince",
                        "cycles",
                        "assignments",
                        "deskSequence");
        assertThat(json.at("/cycles/0/inStatusMs/ACTIVE").asLong()).isEqualTo(2_000);
        assertThat(json.at("/reopenings").asInt()).isOne();
    }

    @Test
    void aDeskInJsonHasItsSummaryBesideTheRest() throws EntryAtFault {
        folded.apply(shortStory().records());

        JsonNode json = JSON.valueToTree(views.desk("sales").orElseThrow());

        assertThat(json.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder(
                        "desk",
                        "sequence",
                        "at",
                        "tickets",
                        "agents",
                        "load",
                        "capacity",
                        "oldestPendingSince",
                        "settings",
                        "waitingLine",
                        "setAside");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 500})
    void aTicketsHistoryFromItsEndIsThatFromItsBeginningTheOtherWayRound(int limit) throws EntryAtFault {
        folded.apply(shortStory().records());

        List<HistoryItem> newestFirst = walk(limit, (cursor, most) -> views.history("sales", "t", true, cursor, most));

        assertThat(newestFirst)
                .isEqualTo(
                        views.history("sales", "t", false, null, null).items().reversed());
    }

    @Test
    void D4_aTicketsHistorySaysWhereInTheLogItStandsAndHowLateATimerWas() throws EntryAtFault {
        JournalStory story = JournalStory.story()
                .online("bob")
                .said(customer("c").opens("t"), admin().sets(Timer.IDLE, 60_000), admin().sets(Timer.CLOSE_IDLE, 5_000))
                .after(1_000)
                .said(agent("bob").writes("t"))
                .after(59_000)
                .said(fires(Timer.IDLE))
                .after(1_250)
                .said(fires(Timer.IDLE))
                .said(admin().sets(Timer.IDLE, 1_000))
                .after(5_001)
                .said(fires(Timer.CLOSE_IDLE));
        folded.apply(story.records());

        List<HistoryItem> history =
                views.history("sales", "t", false, null, null).items();

        assertThat(history)
                .extracting(HistoryItem::source)
                .containsExactly(
                        new LogPlace(0, 2),
                        new LogPlace(0, 5),
                        new LogPlace(0, 6),
                        new LogPlace(0, 7),
                        new LogPlace(0, 9));
        assertThat(history)
                .extracting(HistoryItem::timer)
                .containsExactly(
                        null,
                        null,
                        new FiredTimer("IDLE", null, null),
                        new FiredTimer("IDLE", BEGINNING.plusMillis(61_000), 250L),
                        new FiredTimer("CLOSE_IDLE", BEGINNING.plusMillis(66_250), 1L));
    }

    private static Said fires(Timer timer) {
        return clock().says(new Action.FireTimer(new TicketId("t"), timer, 1));
    }

    @Test
    void D12_aDeskIsFoundAsItWasAfterAnEntryAndAtATime() throws EntryAtFault {
        JournalStory story = shortStory();
        folded.apply(story.records());
        folded.apply(JournalStory.of("other", 1).online("eve").records());
        long last = story.desk().sequence();

        for (long sequence = 1; sequence <= last; sequence++) {
            PastDesk then = asOf(new When("", null, sequence));
            Instant at = story.entry(sequence).getAt();
            long lastOfItsTime = sequence;
            while (lastOfItsTime < last
                    && story.entry(lastOfItsTime + 1).getAt().equals(at)) {
                lastOfItsTime++;
            }

            assertThat(then.sequence()).isEqualTo(sequence);
            assertThat(then.at()).isEqualTo(at);
            assertThat(asOf(new When("", at, null)).sequence()).isEqualTo(lastOfItsTime);
        }
        PastDesk present = asOf(new When("", null, null));
        assertThat(present.sequence()).isEqualTo(last);
        assertThat(present.summary().tickets())
                .isEqualTo(views.summary("sales").orElseThrow().tickets());
        assertThat(asOf(new When("", BEGINNING.plusSeconds(1_000_000), null)).sequence())
                .isEqualTo(last);
        assertThat(views.asOf("nowhere", List.of(new When("", null, null)))).isEmpty();
    }

    private PastDesk asOf(When when) {
        return views.asOf("sales", List.of(when)).orElseThrow().getFirst();
    }

    @Test
    void aMomentThatThereIsNotIsNamedByItsParameterWithWhatThereIs() throws EntryAtFault {
        folded.apply(JournalStory.story().online("bob").records());

        assertThatThrownBy(() -> asOf(new When("", null, 3L)))
                .isInstanceOf(WrongParameter.class)
                .hasMessage("sequence: found 3, expected a number from 1 to 2, the desk's last entry");
        assertThatThrownBy(() -> asOf(new When("until", BEGINNING.minusMillis(1), null)))
                .isInstanceOf(WrongParameter.class)
                .hasMessageStartingWith("untilTime: found 2001-09-09T01:46:39.999Z, expected a time from " + BEGINNING);
        assertThatThrownBy(() -> new When("until", BEGINNING, 1L))
                .isInstanceOf(WrongParameter.class)
                .hasMessageStartingWith("untilSequence: found it beside untilTime");
    }

    @Test
    void aMomentThatIsTooFarFromTheBeginningIsRefused() throws EntryAtFault {
        folded.apply(JournalStory.story().online("bob").records());

        assertThatThrownBy(() -> folded.database()
                        .reader()
                        .inTransaction(handle -> new Past(Codec.JOURNAL_ENTRY, handle, "sales", 2, 1)
                                .at(List.of(new When("", null, null)))))
                .isInstanceOf(WrongParameter.class)
                .hasMessageContaining("2 entries by then, expected at most 1");
    }

    @Test
    void aDeskOfWhichAnEntryWasSetAsideIsNotFoundAsItWas() throws EntryAtFault {
        JournalStory story = JournalStory.story().online("bob").online("eve");
        folded.apply(story.records().subList(0, 2));
        folded.setAside(story.record(3), "broken");
        folded.apply(story.records().subList(3, 4));

        assertThat(asOf(new When("", null, 2L)).sequence()).isEqualTo(2);
        assertThatThrownBy(() -> asOf(new When("", null, 3L))).isInstanceOf(StoryHasHole.class);
        assertThatThrownBy(() -> asOf(new When("", null, 4L))).isInstanceOf(StoryHasHole.class);
        assertThatThrownBy(() -> asOf(new When("", BEGINNING, null))).isInstanceOf(StoryHasHole.class);
    }

    @Test
    void aTicketsHistoryHasItsFactsAloneWithWhyAndHowLong() throws EntryAtFault {
        JournalStory story = shortStory();
        folded.apply(story.records());

        List<HistoryItem> history = walk(2, (cursor, limit) -> views.history("sales", "t", false, cursor, limit));

        assertThat(history)
                .extracting(
                        HistoryItem::type,
                        HistoryItem::outcome,
                        item -> item.facts().size())
                .containsExactly(
                        tuple("OpenTicket", "ACCEPTED", 3),
                        tuple("CloseTicket", "REFUSED", 0),
                        tuple("CloseTicket", "ACCEPTED", 1),
                        tuple("ReopenTicket", "ACCEPTED", 1),
                        tuple("SetPresence", "ACCEPTED", 1));
        assertThat(history.get(1).reason()).isEqualTo("NOT_PERMITTED");
        assertThat(history.get(1).detail()).endsWith(".");
        assertThat(history.getFirst().facts().getFirst().path("type").asText()).isEqualTo("TicketOpened");
        assertThat(JSON.valueToTree(history.getLast()).at("/facts/0"))
                .isEqualTo(JSON.createObjectNode()
                        .put("type", "StatusChanged")
                        .put("ticket", "t")
                        .put("from", "ACTIVE")
                        .put("to", "PENDING")
                        .put("row", "R7")
                        .put("because", "assignee went AWAY or OFFLINE")
                        .put("since", "2001-09-09T01:46:45.000Z")
                        .put("lastedMs", 500L)
                        .put("previousAssignee", "bob"));
    }

    /** Bob holds two tickets, may not close one, an admin does and reopens it, and bob steps away. */
    private static JournalStory shortStory() {
        return JournalStory.story()
                .online("bob")
                .said(customer("c").opens("t"), customer("d").opens("other"))
                .after(2_000)
                .saidInVain(agent("bob").closes("t"))
                .said(admin().closes("t"))
                .after(3_000)
                .said(admin().reopens("t"))
                .after(500)
                .said(agent("bob").goes(Presence.AWAY));
    }

    @Test
    void anAgentHasWhatTheyHoldAndHeld() throws EntryAtFault {
        JournalStory story = JournalStory.story()
                .online("bob")
                .said(
                        customer("c").opens("t1"),
                        customer("c").opens("t2"),
                        agent("bob").startsChat("chat"))
                .after(1_000)
                .said(admin().closes("t1"));
        folded.apply(story.records());

        AgentDetail bob = views.agent("sales", "bob").orElseThrow();

        assertThat(bob.view().holding()).isEqualTo(Map.of("ACTIVE", 1L, "IDLE", 0L, "PROACTIVE", 1L));
        assertThat(bob.tickets()).extracting(TicketView::ticket).containsExactly("chat", "t2");
        assertThat(bob.assignments()).extracting(AssignmentView::ticket).containsExactly("t2", "t1", "chat");
        assertThat(bob.deskSequence()).isEqualTo(6);
        assertThat(views.agent("sales", "eve")).isEmpty();
    }

    @Test
    void whoHasLeftIsListedOnlyWhenAskedFor() throws EntryAtFault {
        folded.apply(JournalStory.story()
                .online("bob")
                .online("eve")
                .said(admin().removes("bob"))
                .records());

        assertThat(views.agents("sales", false, AgentSort.AGENT, null, null).items())
                .extracting(AgentView::agent)
                .containsExactly("eve");
        assertThat(walk(1, (cursor, limit) -> views.agents("sales", true, AgentSort.AGENT, cursor, limit)))
                .extracting(AgentView::agent, agent -> agent.leftAt() != null)
                .containsExactly(tuple("bob", true), tuple("eve", false));
        assertThat(views.agent("sales", "bob")).isPresent();
    }

    @Test
    void agentsAreListedByPresenceWhateverThePage() throws EntryAtFault {
        folded.apply(JournalStory.story()
                .said(admin().adds("ann"), admin().adds("bob"), admin().adds("cho"), admin().adds("eve"))
                .said(agent("cho").goes(Presence.ONLINE), agent("eve").goes(Presence.ONLINE))
                .said(agent("bob").goes(Presence.AWAY))
                .records());

        for (int limit : List.of(1, 2, 3, 4)) {
            assertThat(walk(limit, (cursor, most) -> views.agents("sales", false, AgentSort.PRESENCE, cursor, most)))
                    .extracting(AgentView::agent, AgentView::presence)
                    .containsExactly(
                            tuple("cho", "ONLINE"),
                            tuple("eve", "ONLINE"),
                            tuple("bob", "AWAY"),
                            tuple("ann", "OFFLINE"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 500})
    void changesAreThoseOfTheTopicNewestFirst(int limit) throws EntryAtFault {
        JournalStory story =
                JournalStory.story().told(RandomStories.of(22, 5, 20).next(400));
        folded.apply(story.records(), 400);
        Instant from = Instant.ofEpochMilli(story.entry(100).getAt().toEpochMilli());
        Instant to = Instant.ofEpochMilli(story.entry(300).getAt().toEpochMilli());
        String ticket = story.changes().getLast().getTicket();

        List<TicketStatusChanged> topic = story.changes().reversed();
        assertThat(walk(limit, (cursor, most) -> views.changes("sales", null, null, null, cursor, most)))
                .extracting(ChangeView::sequence, ChangeView::index)
                .isEqualTo(places(topic.stream()));
        assertThat(walk(limit, (cursor, most) -> views.changes("sales", null, from, to, cursor, most)))
                .extracting(ChangeView::sequence, ChangeView::index)
                .isEqualTo(places(topic.stream().filter(change -> isWithin(change.getAt(), from, to))));
        assertThat(walk(limit, (cursor, most) -> views.changes("sales", ticket, from, null, cursor, most)))
                .extracting(ChangeView::sequence, ChangeView::index)
                .isEqualTo(places(topic.stream()
                        .filter(change -> change.getTicket().equals(ticket) && isWithin(change.getAt(), from, null))));
    }

    private static List<Tuple> places(Stream<TicketStatusChanged> changes) {
        return changes.map(change -> tuple(change.getSequence(), change.getIndex()))
                .toList();
    }

    @Test
    void aStreamGoesOnAfterAnyChangeOfAnEntry() throws EntryAtFault {
        folded.apply(shortStory().records());
        List<ChangeView> all = views.changesAfter("sales", 0, 0, 500);

        assertThat(all).extracting(ChangeView::row).containsExactly("B1", "R1", "B1", "R1", "R5", "R19", "R7", "R7");
        for (int i = 0; i < all.size(); i++) {
            ChangeView last = all.get(i);
            assertThat(views.changesAfter("sales", last.sequence(), last.index(), 500))
                    .isEqualTo(all.subList(i + 1, all.size()));
        }
        assertThat(views.changesAfter("sales", 3, Integer.MAX_VALUE, 1)).isEqualTo(all.subList(2, 3));
        assertThat(all.getFirst().because()).isEqualTo("a customer opened a ticket");
        assertThat(all.getLast().lastedMs())
                .isEqualTo(500 + (all.getLast().ticket().equals("t") ? 0 : 5_000));
    }

    @Test
    void assignmentsAreListedOfAnAgentOfATicketAndOfATime() throws EntryAtFault {
        JournalStory story =
                JournalStory.story().told(RandomStories.of(23, 5, 30).next(1_500));
        folded.apply(story.records(), 1_500);
        List<AssignmentView> all = walk(500, (c, most) -> views.assignments("sales", null, null, null, null, c, most));
        AssignmentView one = all.get(all.size() / 2);
        Instant from = all.get(all.size() * 3 / 4).beganAt();

        assertThat(all)
                .isSortedAccordingTo(Comparator.comparing(AssignmentView::beganAt)
                        .thenComparing(AssignmentView::ticket)
                        .thenComparing(AssignmentView::assignment)
                        .reversed());
        assertThat(walk(4, (c, most) -> views.assignments("sales", one.agent(), null, from, one.beganAt(), c, most)))
                .isNotEmpty()
                .isEqualTo(all.stream()
                        .filter(each ->
                                each.agent().equals(one.agent()) && isWithin(each.beganAt(), from, one.beganAt()))
                        .toList());
        assertThat(walk(1, (c, most) -> views.assignments("sales", null, one.ticket(), null, null, c, most)))
                .isNotEmpty()
                .isEqualTo(all.stream()
                        .filter(each -> each.ticket().equals(one.ticket()))
                        .sorted(Comparator.comparing(AssignmentView::assignment).reversed())
                        .toList());
    }

    @Test
    void refusalsAreListedOfATicketAndOfWhoeverAsked() throws EntryAtFault {
        JournalStory story = shortStory()
                .after(1_000)
                .saidInVain(agent("bob").closes("nothing"))
                .saidInVain(admin().reopens("t"));
        folded.apply(story.records());

        assertThat(walk(1, (c, most) -> views.refusals("sales", null, null, null, null, c, most)))
                .extracting(
                        RefusalView::ticket,
                        RefusalView::reason,
                        refusal -> refusal.actor().id())
                .containsExactly(
                        tuple("t", "NO_SUCH_CHANGE", "root"),
                        tuple("nothing", "UNKNOWN_TICKET", "bob"),
                        tuple("t", "NOT_PERMITTED", "bob"));
        assertThat(walk(1, (c, most) -> views.refusals("sales", "t", null, null, null, c, most)))
                .hasSize(2);
        assertThat(walk(
                        1,
                        (c, most) -> views.refusals("sales", null, "bob", BEGINNING.plusMillis(6_000), null, c, most)))
                .extracting(RefusalView::ticket)
                .containsExactly("nothing");
    }

    @Test
    void whatWasSetAsideIsCountedAndListed() throws EntryAtFault {
        JournalStory story = shortStory();
        folded.apply(story.records().subList(0, 4));
        folded.setAside(story.record(5), "It is in the way.");
        folded.setAside(new JournalRecord(0, 9, "sales", null, new byte[] {1}), "It cannot be read.");

        assertThat(views.desk("sales").orElseThrow().setAside()).isEqualTo(2);
        assertThat(walk(1, (c, most) -> views.setAside("sales", c, most)))
                .extracting(SetAsideView::offset, SetAsideView::sequence, SetAsideView::tickets, SetAsideView::reason)
                .containsExactly(
                        tuple(9L, null, List.of(), "It cannot be read."),
                        tuple(4L, 5L, List.of("t"), "It is in the way."));
        assertThat(views.ticket("sales", "t").orElseThrow().view().incompleteSince())
                .isEqualTo(5);
    }

    @Test
    void anOutcomeIsTheLatestThatIsNoDuplicateWithThePresentStatusK6() throws EntryAtFault {
        JournalStory story = shortStory();
        folded.apply(story.records());

        Applied refused = views.outcome("sales", "a-5").orElseThrow();

        assertThat(refused.entry()).isEqualTo(story.entry(5));
        assertThat(refused.ticket()).isEqualTo("t");
        assertThat(refused.ticketStatus()).isEqualTo("PENDING");
        assertThat(refused.deskSequence()).isEqualTo(8);
        assertThat(views.entry("sales", 5)).contains(refused);
        assertThat(views.outcome("sales", "a-99")).isEmpty();
        assertThat(views.entry("sales", 99)).isEmpty();
    }

    @Test
    void aDuplicatesOutcomeIsThatOfTheFirst() throws EntryAtFault {
        JournalStory story =
                JournalStory.story().told(RandomStories.of(24, 5, 50).next(2_000));
        folded.apply(story.records(), 2_000);
        var duplicate = story.records().stream()
                .map(record -> story.entry(record.offset() + 1))
                .filter(entry -> entry.getOutcome() == Outcome.DUPLICATE)
                .findFirst()
                .orElseThrow();

        Applied outcome = views.outcome("sales", duplicate.getActionId()).orElseThrow();

        assertThat(outcome.entry().getOutcome()).isNotEqualTo(Outcome.DUPLICATE);
        assertThat(outcome.entry().getSequence()).isGreaterThanOrEqualTo(duplicate.getOf());
        assertThat(outcome.entry().getActionId()).isEqualTo(duplicate.getActionId());
    }

    @Test
    void whatTheRulebookMustKnowIsReadAtOnce() throws EntryAtFault {
        JournalStory story = shortStory().said(admin().adds("eve"), admin().removes("eve"));
        folded.apply(story.records());

        Standing standing = views.standing("sales", "t").orElseThrow();

        assertThat(standing.ticket().status())
                .isEqualTo(story.desk().ticket(new TicketId("t")).status().name());
        assertThat(standing.agents()).extracting(AgentView::agent).containsExactly("bob");
        assertThat(standing.settings().defaultCapacity()).isEqualTo(5);
        assertThat(standing.at()).isEqualTo(Instant.ofEpochMilli(story.desk().at()));
        assertThat(standing.deskSequence()).isEqualTo(story.desk().sequence());
    }

    @Test
    void aDeskOfWhichNothingWasAppliedHasNothing() {
        assertThat(views.sequence("nowhere")).isZero();
        assertThat(views.summary("nowhere")).isEmpty();
        assertThat(views.desk("nowhere")).isEmpty();
        assertThat(views.ticket("nowhere", "t")).isEmpty();
        assertThat(views.standing("nowhere", "t")).isEmpty();
        assertThat(views.agent("nowhere", "bob")).isEmpty();
        assertThat(views.tickets("nowhere", TicketFilter.ALL, TicketSort.OPENED, null, null))
                .isEqualTo(new Page<>(List.of(), null, 0L));
        assertThat(views.history("nowhere", "t", false, null, null)).isEqualTo(new Page<>(List.of(), null, 0L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "!", "b3BlbmVk", "AAAA"})
    void aBrokenCursorIsNamed(String cursor) {
        assertThatThrownBy(() -> views.tickets("sales", TicketFilter.ALL, TicketSort.OPENED, cursor, null))
                .isInstanceOfSatisfying(
                        WrongParameter.class,
                        wrong -> assertThat(wrong.parameter()).isEqualTo("cursor"))
                .hasMessageContaining("expected the next of an answer");
    }

    @Test
    void aCursorOfAnotherListOrOrderIsNamed() throws EntryAtFault {
        folded.apply(shortStory().records());
        String cursor = views.tickets("sales", TicketFilter.ALL, TicketSort.OPENED, null, 1)
                .next();

        assertThatThrownBy(() -> views.tickets("sales", TicketFilter.ALL, TicketSort.CHANGED, cursor, null))
                .hasMessageContaining("another list or order");
        assertThatThrownBy(() -> views.agents("sales", false, AgentSort.AGENT, cursor, null))
                .hasMessageContaining("another list or order");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10_001})
    void aLimitOutOfRangeIsNamed(int limit) {
        assertThatThrownBy(() -> views.agents("sales", false, AgentSort.AGENT, null, limit))
                .isInstanceOfSatisfying(
                        WrongParameter.class,
                        wrong -> assertThat(wrong.parameter()).isEqualTo("limit"))
                .hasMessageContaining("from 1 to 10000");
    }

    /** All items of a list, a page at a time; that no page is longer than asked for is seen on the way. */
    private static <T> List<T> walk(int limit, BiFunction<String, Integer, Page<T>> list) {
        List<T> items = new ArrayList<>();
        String cursor = null;
        do {
            Page<T> page = list.apply(cursor, limit);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            items.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return items;
    }

    private static org.ticketdesk.core.journey.Channel core(String channel) {
        return org.ticketdesk.core.journey.Channel.valueOf(channel);
    }

    private static org.ticketdesk.core.journey.Priority priority(String priority) {
        return org.ticketdesk.core.journey.Priority.valueOf(priority);
    }
}
