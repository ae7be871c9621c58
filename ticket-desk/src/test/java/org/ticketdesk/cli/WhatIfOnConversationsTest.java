package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.examples.ConversationsExample;

/**
 * The real conversations, from a file and without any Kafka. What a what-if measures is worked out once more from the
 * conversations themselves, without actions, rulebook or fold. Every organisation has one agent, who is there from the beginning.
 */
class WhatIfOnConversationsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static Path actions;
    private static Map<String, Map<String, Conversation>> organisations;

    /** When a conversation began, when the agent first wrote, and when it ended, epoch milliseconds. */
    private static final class Conversation {
        private final String id;
        private final long began;
        private Long answered;
        private long ended;

        Conversation(String id, long began) {
            this.id = id;
            this.began = began;
        }
    }

    @BeforeAll
    static void read() throws IOException {
        actions = folder.resolve("actions.jsonl");
        try (PrintStream out = new PrintStream(Files.newOutputStream(actions), false, StandardCharsets.UTF_8)) {
            ConversationsExample.print(out);
        }
        organisations = new TreeMap<>();
        Map<String, Set<String>> agents = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ConversationsExample.class.getResourceAsStream("/care-conversations.jsonl")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                message(JSON.readTree(line), agents);
            }
        }
        assertThat(agents.values())
                .hasSize(24)
                .allSatisfy(one -> assertThat(one).hasSize(1));
    }

    private static void message(JsonNode message, Map<String, Set<String>> agents) {
        long at = Instant.parse(message.get("at").asText()).toEpochMilli();
        String organisation = message.get("company").asText();
        Conversation conversation = organisations
                .computeIfAbsent(organisation, name -> new LinkedHashMap<>())
                .computeIfAbsent(message.get("conversation").asText(), id -> new Conversation(id, at));
        boolean byAgent = message.get("from").asText().equals("agent");
        if (byAgent) {
            agents.computeIfAbsent(organisation, name -> new HashSet<>())
                    .add(message.get("author").asText());
            if (conversation.answered == null) {
                conversation.answered = at;
            }
        }
        conversation.ended = at;
    }

    @Test
    void waitingAndFirstResponseOfEachOrganisationAreWhatTheConversationsSay() throws IOException {
        Map<String, JsonNode> desks = whatIf();

        assertThat(desks.keySet()).isEqualTo(organisations.keySet());
        organisations.forEach((organisation, conversations) -> {
            List<Long> responses = conversations.values().stream()
                    .filter(each -> each.answered != null)
                    .map(each -> each.answered - each.began)
                    .toList();
            List<Long> waiting = waiting(conversations.values().stream().toList(), 100);
            assertThat(measured(desks, organisation, "first response", "asItWas"))
                    .as(organisation)
                    .isEqualTo(spread(responses));
            assertThat(measured(desks, organisation, "waiting time", "asItWas"))
                    .as(organisation)
                    .isEqualTo(spread(waiting));
        });
    }

    @Test
    void withOneTicketAtATimeTheWaitingIsThatOfAQueue() throws IOException {
        Map<String, JsonNode> desks = whatIf("--default-capacity", "1");

        assertThat(organisations.values().stream()
                        .flatMap(each -> waiting(List.copyOf(each.values()), 1).stream())
                        .filter(ms -> ms > 0))
                .as("conversations that wait")
                .hasSizeGreaterThan(20);
        organisations.forEach((organisation, conversations) -> {
            List<Long> waiting = waiting(List.copyOf(conversations.values()), 1);
            assertThat(measured(desks, organisation, "waiting time", "asItMightHaveBeen"))
                    .as(organisation)
                    .isEqualTo(spread(waiting));
        });
    }

    private static Map<String, JsonNode> whatIf(String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("audit", "what-if", "--actions", actions.toString(), "--json"));
        words.addAll(List.of(options));
        Typed typed = Typed.desk(words.toArray(String[]::new));
        assertThat(typed.exitCode()).as(typed.err()).isZero();
        Map<String, JsonNode> desks = new TreeMap<>();
        for (String line : typed.outLines()) {
            JsonNode desk = JSON.readTree(line);
            desks.put(desk.get("desk").asText(), desk);
        }
        return desks;
    }

    /**
     * How long each conversation waits for the one agent, who takes up to so many at once, the oldest first, and takes up what they
     * answer whether or not it is its turn.
     */
    private static List<Long> waiting(List<Conversation> conversations, int capacity) {
        record Moment(long at, int order, Conversation of) {}
        List<Moment> moments = new ArrayList<>();
        for (Conversation each : conversations) {
            moments.add(new Moment(each.began, 0, each));
            if (each.answered != null) {
                moments.add(new Moment(each.answered, 1, each));
                moments.add(new Moment(each.ended, 2, each));
            }
        }
        moments.sort(Comparator.comparingLong(Moment::at).thenComparingInt(Moment::order));
        TreeSet<Conversation> queue = new TreeSet<>(
                Comparator.comparingLong((Conversation each) -> each.began).thenComparing(each -> each.id));
        List<Long> waited = new ArrayList<>();
        int load = 0;
        for (Moment moment : moments) {
            if (moment.order == 0) {
                queue.add(moment.of);
            } else if (moment.order == 1 && queue.remove(moment.of)) {
                waited.add(moment.at - moment.of.began);
                load++;
            } else if (moment.order == 2) {
                load--;
            }
            while (load < capacity && !queue.isEmpty()) {
                waited.add(moment.at - queue.pollFirst().began);
                load++;
            }
        }
        return waited;
    }

    /** The count, mean, p50, p90, p99 and highest, by nearest rank. */
    private static String spread(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return "0 null null null null null";
        }
        double mean = sorted.stream().mapToLong(Long::longValue).average().orElseThrow();
        return sorted.size() + " " + Math.round(mean * 100) / 100.0 + " " + rank(sorted, 0.5) + " " + rank(sorted, 0.9)
                + " " + rank(sorted, 0.99) + " " + sorted.getLast();
    }

    private static long rank(List<Long> sorted, double share) {
        return sorted.get((int) Math.ceil(sorted.size() * share) - 1);
    }

    private static String measured(Map<String, JsonNode> desks, String desk, String measure, String telling) {
        for (JsonNode line : desks.get(desk).get("measures")) {
            if (line.get("measure").asText().equals(measure)) {
                JsonNode spread = line.get(telling);
                return spread.get("count") + " "
                        + (spread.get("mean").isNull()
                                ? "null"
                                : spread.get("mean").asDouble())
                        + " " + spread.get("p50") + " " + spread.get("p90") + " " + spread.get("p99") + " "
                        + spread.get("max");
            }
        }
        throw new AssertionError("no " + measure);
    }
}
