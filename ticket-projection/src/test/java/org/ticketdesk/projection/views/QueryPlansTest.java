package org.ticketdesk.projection.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.core.journey.Timer;
import org.ticketdesk.core.story.Voice;
import org.ticketdesk.events.Channel;
import org.ticketdesk.events.Priority;
import org.ticketdesk.events.Status;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.projection.database.Dialect;
import org.ticketdesk.projection.fold.EntryAtFault;
import org.ticketdesk.projection.fold.FoldedViews;
import org.ticketdesk.projection.fold.JournalStory;
import org.ticketdesk.projection.measures.By;

/** How SQLite answers the queries: it has no statistics, so how it does so does not depend on what is there. */
class QueryPlansTest {
    private static final Instant FROM = Instant.EPOCH;
    private static final Instant TO = Instant.EPOCH.plusSeconds(60);
    private static final Pattern INDEX = Pattern.compile("INDEX (\\w+)");

    private static final Pattern READS_A_WHOLE_DESK = Pattern.compile(
            "(tickets|status_changes|entries|cycles|assignments|measurements) USING PRIMARY KEY \\(desk=\\?\\)");

    @TempDir
    Path folder;

    private final List<String> queries = new ArrayList<>();
    private FoldedViews folded;
    private Views views;

    @BeforeEach
    void open() throws EntryAtFault {
        folded = FoldedViews.empty(Dialect.SQLITE, folder);
        folded.apply(JournalStory.story()
                .online("bob")
                .said(Voice.customer("c").opens("t"), Voice.agent("bob").writes("t"))
                .after(600_000)
                .said(Voice.clock().fires("t", Timer.IDLE))
                .records());
        views = new Views(this::listenedTo, Codec.JOURNAL_ENTRY);
    }

    private Jdbi listenedTo() {
        return folded.database().reader().setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                queries.add(context.getRenderedSql());
            }
        });
    }

    @AfterEach
    void close() {
        folded.close();
    }

    @Test
    void ticketsAreFoundInOrderByAnIndexThatHasAllThatIsAsked() {
        for (TicketSort sort : TicketSort.values()) {
            areFoundInOrder(sort);
        }
    }

    private void areFoundInOrder(TicketSort sort) {
        Stream.of(
                        TicketFilter.ALL,
                        TicketFilter.of(Set.of(Status.CLOSED)),
                        TicketFilter.of(Set.of(Status.PENDING, Status.ACTIVE, Status.CLOSED)),
                        new TicketFilter(Set.of(), null, null, Channel.SOCIAL, Priority.URGENT, null, null, null, null))
                .flatMap(filter -> plans(filter, sort))
                .forEach(plan -> {
                    assertThat(plan).noneMatch(step -> step.startsWith("SCAN") || step.contains("TEMP B-TREE"));
                    assertThat(plan)
                            .anyMatch(
                                    step -> step.startsWith("SEARCH tickets USING PRIMARY KEY (desk=? AND ticket=?)"));
                    assertThat(plan)
                            .anyMatch(step -> step.contains("COVERING INDEX tickets_by_")
                                    || sort == TicketSort.WAITING && step.contains("INDEX tickets_waiting"));
                });
    }

    @Test
    void aRangeOfTheOrdersOwnTimeIsAPartOfItsIndex() {
        for (TicketSort sort : TicketSort.values()) {
            areFoundInRange(sort);
        }
    }

    private void areFoundInRange(TicketSort sort) {
        boolean isByOpening = sort.column().equals("opened_at");
        boolean isBySince = sort.column().equals("status_since");
        TicketFilter opened = new TicketFilter(Set.of(), null, null, null, null, FROM, TO, null, null);
        TicketFilter closed = new TicketFilter(Set.of(), null, null, null, null, null, null, FROM, TO);

        plans(opened, sort)
                .filter(plan -> isByOpening)
                .forEach(plan -> assertThat(plan)
                        .noneMatch(step -> step.contains("TEMP B-TREE"))
                        .anyMatch(step -> step.matches(bothEnds("opened_at"))));
        plans(closed, sort)
                .filter(plan -> isBySince)
                .forEach(plan -> assertThat(plan)
                        .noneMatch(step -> step.contains("TEMP B-TREE"))
                        .anyMatch(step -> step.matches(bothEnds("status_since"))));
    }

    @Test
    void whatIsAskedForSinceATimeEndsAnOrderThatBeginsWithTheLatest() {
        TicketFilter opened = new TicketFilter(Set.of(), null, null, null, null, FROM, null, null, null);
        TicketFilter closed = new TicketFilter(Set.of(), null, null, null, null, null, null, FROM, null);

        Stream.of(opened, closed)
                .flatMap(filter -> plans(filter, TicketSort.CHANGED_LAST_FIRST))
                .forEach(plan -> assertThat(plan)
                        .noneMatch(step -> step.contains("TEMP B-TREE"))
                        .anyMatch(step -> step.matches(".*INDEX tickets_by_change .*sequence>.*"))
                        .anyMatch(step -> step.matches(".*INDEX status_changes_by_time \\(desk=\\? AND at>\\?\\)")));
        Stream.of(TicketSort.SINCE_LAST_FIRST, TicketSort.CLOSED_LAST_FIRST)
                .flatMap(sort -> plans(opened, sort))
                .forEach(plan -> assertThat(plan)
                        .noneMatch(step -> step.contains("TEMP B-TREE"))
                        .anyMatch(step -> step.matches(".*INDEX tickets_by_since .*status_since>.*")));
        assertThat(plans(closed, TicketSort.OPENED_LAST_FIRST))
                .allSatisfy(plan ->
                        assertThat(plan).anyMatch(step -> step.matches(".*INDEX tickets_by_since .*status_since>.*")));
    }

    /** One end of the range may be the cursor: {@code (opened_at,ticket)>(?,?)}. */
    private static String bothEnds(String column) {
        return ".*\\(desk=\\? AND status=\\? AND .*" + column + ".*>.* AND .*" + column + ".*<.*";
    }

    @Test
    void theTicketsOfACustomerOrAnAgentAndThoseOfARangeAreFoundTogetherAndSortedAlone() {
        for (TicketSort sort : TicketSort.values()) {
            areFoundTogether(sort);
        }
    }

    private void areFoundTogether(TicketSort sort) {
        Stream.of(
                        new TicketFilter(Set.of(), "bob", null, null, null, null, null, null, null),
                        new TicketFilter(Set.of(), null, "c", Channel.IN_APP, null, FROM, TO, null, null),
                        new TicketFilter(Set.of(Status.CLOSED), null, "c", null, null, null, null, null, null),
                        new TicketFilter(Set.of(), null, null, null, null, FROM, TO, FROM, TO))
                .flatMap(filter -> plans(filter, sort))
                .forEach(plan -> assertThat(plan)
                        .noneMatch(step -> step.startsWith("SCAN") || step.contains("PRIMARY KEY (desk=?)")));
    }

    @Test
    void noQueryScansATableThatGrowsOrSortsAListAndEachIndexIsUsed() {
        askEverything();

        Set<String> used = new TreeSet<>();
        for (String query : queries) {
            List<String> plan = plan(query);
            assertThat(plan)
                    .as(query)
                    .noneMatch(step -> step.startsWith("SCAN")
                            && !step.equals("SCAN named")
                            && !step.equals("SCAN touched")
                            && !step.contains("CONSTANT ROW"));
            assertThat(plan)
                    .as(query)
                    .noneMatch(step -> READS_A_WHOLE_DESK.matcher(step).find());
            Matcher index = INDEX.matcher(String.join("\n", plan));
            while (index.find()) {
                used.add(index.group(1));
            }
        }
        assertThat(used)
                .containsExactlyElementsOf(folded
                        .rows("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
                                + " AND name NOT LIKE 'flyway%' ORDER BY name")
                        .stream()
                        .map(row -> (String) row.get("name"))
                        .toList());
    }

    private void askEverything() {
        views.desks(null, null, null);
        views.desks(Set.of("sales", "care"), null, null);
        views.customer("sales", "t-1");
        views.desk("sales");
        for (TicketSort sort : TicketSort.values()) {
            views.tickets("sales", TicketFilter.ALL, sort, null, null);
        }
        views.tickets(
                "sales",
                new TicketFilter(Set.of(), null, "c", null, null, null, null, null, null),
                TicketSort.CHANGED,
                null,
                null);
        views.ticket("sales", "t");
        views.history("sales", "t", false, null, null);
        views.history("sales", "t", true, null, null);
        views.history("sales", "t", true, new Who("CUSTOMER", "c"), null, null);
        views.standing("sales", "t");
        views.agents("sales", true, AgentSort.AGENT, null, null);
        views.agents("sales", true, AgentSort.PRESENCE, null, null);
        views.agent("sales", "bob");
        views.assignments("sales", null, null, FROM, TO, null, null);
        views.assignments("sales", null, "t", FROM, TO, null, null);
        views.changes("sales", null, FROM, TO, null, null);
        views.changes("sales", "t", FROM, TO, null, null);
        views.changesAfter("sales", 0, 0, 10);
        views.refusals("sales", null, null, FROM, TO, null, null);
        views.refusals("sales", null, "bob", FROM, TO, null, null);
        views.refusals("sales", "t", "bob", FROM, TO, null, null);
        views.setAside("sales", null, null);
        views.outcome("sales", "a-1");
        views.entry("sales", 1);
        views.measures("sales", FROM, TO, By.HOUR);
        views.asOf(
                "sales",
                List.of(new When("", null, 1L), new When("until", Instant.ofEpochMilli(JournalStory.BEGINNING), null)));
    }

    private Stream<List<String>> plans(TicketFilter filter, TicketSort sort) {
        String cursor = sort == TicketSort.WAITING
                ? Cursor.text("tickets waiting", List.of(2, 0, "t"))
                : Cursor.text("tickets " + sort, List.of(30_000, "t"));
        queries.clear();
        views.tickets("sales", filter, sort, null, null);
        views.tickets("sales", filter, sort, cursor, null);
        return List.copyOf(queries).stream()
                .filter(query -> query.contains("FROM tickets"))
                .map(this::plan);
    }

    private List<String> plan(String query) {
        return folded.database().reader().withHandle(handle -> {
            List<String> steps = new ArrayList<>();
            String sql = "EXPLAIN QUERY PLAN " + query.replaceAll(":\\w+", "?");
            try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
                for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
                    statement.setString(i, "any");
                }
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        steps.add(rows.getString("detail"));
                    }
                }
            } catch (SQLException e) {
                throw new AssertionError(sql, e);
            }
            return besideTheMerge(steps);
        });
    }

    /** A list of several statuses takes a page's worth of each, and sorts these few: that is no scan of a table, and no list sorted whole. */
    private static List<String> besideTheMerge(List<String> steps) {
        List<String> rest = new ArrayList<>(steps);
        int merge = rest.indexOf("SCAN parts");
        if (merge >= 0) {
            rest.subList(merge, merge + 2).removeAll(Set.of("SCAN parts", "USE TEMP B-TREE FOR ORDER BY"));
            rest.removeIf("SCAN part"::equals);
        }
        return rest;
    }
}
