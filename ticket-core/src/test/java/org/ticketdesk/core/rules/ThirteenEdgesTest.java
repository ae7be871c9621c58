package org.ticketdesk.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ticketdesk.core.story.DeskStory.story;
import static org.ticketdesk.core.story.Voice.admin;
import static org.ticketdesk.core.story.Voice.agent;
import static org.ticketdesk.core.story.Voice.customer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ticketdesk.core.journey.Channel;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Priority;
import org.ticketdesk.core.journey.Request;
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Timer;
import org.ticketdesk.core.story.DeskStory;
import org.ticketdesk.core.story.Said;

/**
 * Thirteen of the thirty ordered pairs of statuses exist. In every status, and in many desks for each, every action is tried by
 * every actor: the thirteen are all seen, and of the seventeen none, whether in one step or as the end of a cascade's step.
 */
class ThirteenEdgesTest {
    private static final Dimensions EVERYTHING = new Dimensions(
            List.of("t1", "t2"),
            List.of("bob", "eve"),
            List.of(Channel.values()),
            List.of(Priority.HIGH, Priority.MEDIUM),
            List.of(Presence.values()),
            Arrays.asList(null, 1),
            List.of(1, 9),
            List.of(0L, 1_000L, 60_000L),
            Settings.OF_A_NEW_DESK,
            true);

    private static final Map<Guide.Pair, Set<String>> SEEN = new HashMap<>();

    /** Somebody else, beside bob. */
    private enum Eve {
        NOT_THERE,
        FULL,
        FREE
    }

    @BeforeAll
    static void everythingIsTried() {
        for (Supplier<DeskStory> desk : desks()) {
            DeskStory story = desk.get();
            for (Request request : EVERYTHING.requests()) {
                if (tried(story, request)) {
                    story = desk.get();
                }
            }
        }
    }

    /** Tries it, and says whether it was accepted. */
    private static boolean tried(DeskStory story, Request request) {
        Map<String, Status> before = statuses(story);
        Outcome outcome = story.when(request.id().value(), new Said(request.actor(), request.action()))
                .decision()
                .outcome();
        if (outcome instanceof Outcome.Accepted accepted) {
            for (Fact fact : accepted.facts()) {
                if (fact instanceof Fact.StatusChanged changed && changed.from() != null) {
                    String ticket = changed.ticket().value();
                    // What the fact says is not believed: where the ticket was is known from the desk.
                    saw(before.put(ticket, changed.to()), changed.to(), request);
                }
                if (fact instanceof Fact.TicketOpened opened) {
                    before.put(opened.ticket().value(), Status.PENDING);
                }
                if (fact instanceof Fact.ProactiveChatStarted started) {
                    before.put(started.ticket().value(), Status.PROACTIVE);
                }
            }
        }
        assertThat(statuses(story))
                .as("the facts tell where each ticket is: %s", request)
                .isEqualTo(before);
        return outcome instanceof Outcome.Accepted;
    }

    private static void saw(Status from, Status to, Request request) {
        SEEN.computeIfAbsent(new Guide.Pair(from, to), pair -> new HashSet<>())
                .add(request.actor().role() + " " + request.action().getClass().getSimpleName());
    }

    private static Map<String, Status> statuses(DeskStory story) {
        Map<String, Status> statuses = new HashMap<>();
        story.rows().tickets().forEach(ticket -> statuses.put(ticket.id().value(), ticket.status()));
        return statuses;
    }

    /**
     * t1 in each status, and for each: bob, who holds it or held it last, in each presence; eve; each last word; clocks that are due
     * or not.
     */
    private static List<Supplier<DeskStory>> desks() {
        List<Supplier<DeskStory>> desks = new ArrayList<>();
        for (Status status : Status.values()) {
            for (Channel channel : Channel.values()) {
                for (Presence bob : presencesOfWhoHolds(status)) {
                    for (Eve eve : Eve.values()) {
                        for (boolean customerSpokeLast : List.of(true, false)) {
                            for (long after : List.of(0L, 2_000L)) {
                                if (status != Status.PENDING || eve != Eve.FREE) {
                                    desks.add(() -> desk(status, channel, bob, eve, customerSpokeLast, after));
                                }
                            }
                        }
                    }
                }
            }
        }
        return desks;
    }

    private static List<Presence> presencesOfWhoHolds(Status status) {
        return switch (status) {
            case ACTIVE -> List.of(Presence.ONLINE);
            case PENDING -> List.of(Presence.AWAY, Presence.OFFLINE);
            case PROACTIVE, IN_PROGRESS, IDLE, CLOSED -> List.of(Presence.values());
        };
    }

    private static DeskStory desk(
            Status status, Channel channel, Presence bob, Eve eve, boolean customerSpokeLast, long after) {
        DeskStory story = story();
        for (Timer timer : Timer.values()) {
            story.said(admin().sets(timer, 1_000));
        }
        if (eve == Eve.FULL) {
            story.agentOnline("eve", 1).active("t2", "eve");
        }
        story.agentOnline("bob", 1);
        story.said(
                status == Status.PROACTIVE
                        ? agent("bob").startsChat("t1")
                        : customer("c").opens("t1", channel, Priority.MEDIUM));
        switch (status) {
            case IN_PROGRESS -> story.said(admin().parks("t1"));
            case IDLE -> story.said(agent("bob").writes("t1"), admin().idles("t1"));
            case CLOSED -> story.said(admin().closes("t1"));
            case PENDING, ACTIVE, PROACTIVE -> {}
        }
        if (bob != Presence.ONLINE) {
            story.said(agent("bob").goes(bob));
        }
        boolean aCustomerWouldMoveIt = switch (status) {
            case IDLE, PROACTIVE, IN_PROGRESS -> true;
            case PENDING, ACTIVE, CLOSED -> false;
        };
        story.said(customerSpokeLast && !aCustomerWouldMoveIt ? customer("c").writes("t1") : admin().writes("t1"));
        if (eve == Eve.FREE) {
            story.agentOnline("eve");
        }
        assertThat(story.ticket("t1").status()).isEqualTo(status);
        return story.after(after);
    }

    static Stream<Guide.Pair> edges() {
        return Guide.EDGES.stream();
    }

    static Stream<Guide.Pair> impossible() {
        return Guide.impossible().stream();
    }

    @ParameterizedTest
    @MethodSource("edges")
    void existsAndIsSeen(Guide.Pair pair) {
        assertThat(SEEN).containsKey(pair);
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void doesNotExistAndIsNeverSeen(Guide.Pair pair) {
        assertThat(SEEN.getOrDefault(pair, Collections.emptySet())).isEmpty();
    }

    @Test
    void thirteenExistAndSeventeenDoNot() {
        assertThat(Guide.EDGES).hasSize(13);
        assertThat(Guide.impossible()).hasSize(17);
    }
}
