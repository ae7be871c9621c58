package org.ticketdesk.audit.whatif;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.events.json.WellFormed;

/** A scenario in JSON, read strictly: every field may be absent, and none may be unknown. Stateless. */
public final class ScenarioJson {
    private static final ObjectReader TREE = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private static final String AN_ID =
            "1 to " + WellFormed.MAX_ID + " characters out of ASCII letters, digits and -_.:@";
    private static final int LONGEST_QUOTE = 140;

    private ScenarioJson() {}

    /**
     * Reads a scenario.
     *
     * @param json one JSON object and nothing else
     * @throws WrongScenarioException at the first flaw
     */
    public static Scenario read(String json) throws WrongScenarioException {
        JsonNode root;
        try {
            root = TREE.readTree(json);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw new WrongScenarioException("", e.getOriginalMessage() + where + ", expected one JSON object");
        }
        fields(root, "", "settings", "capacities", "without", "agents");
        Set<AgentId> without = without(root.get("without"));
        return new Scenario(
                settings(root.get("settings")),
                capacities(root.get("capacities")),
                without,
                agents(root.get("agents"), without));
    }

    private static Action.ConfigureDesk settings(JsonNode json) throws WrongScenarioException {
        if (json == null) {
            return Scenario.AS_IT_WAS.settings();
        }
        fields(json, "settings", "idleAfterMs", "closeIdleAfterMs", "inProgressToPendingAfterMs", "defaultCapacity");
        return new Action.ConfigureDesk(
                duration(json, "idleAfterMs"),
                duration(json, "closeIdleAfterMs"),
                duration(json, "inProgressToPendingAfterMs"),
                json.has("defaultCapacity") ? capacity(json.get("defaultCapacity"), "settings.defaultCapacity") : null);
    }

    private static Long duration(JsonNode settings, String name) throws WrongScenarioException {
        JsonNode json = settings.get(name);
        if (json == null) {
            return null;
        }
        if (json.isNull()) {
            return Settings.OFF;
        }
        if (!json.isIntegralNumber()
                || !json.canConvertToLong()
                || json.longValue() < WellFormed.MIN_DURATION_MS
                || json.longValue() > WellFormed.MAX_DURATION_MS) {
            throw wrong(
                    json,
                    "settings." + name,
                    "a whole number from " + WellFormed.MIN_DURATION_MS + " to " + WellFormed.MAX_DURATION_MS
                            + ", or null for off");
        }
        return json.longValue();
    }

    private static Map<AgentId, Integer> capacities(JsonNode json) throws WrongScenarioException {
        Map<AgentId, Integer> capacities = new HashMap<>();
        if (json != null) {
            demand(json.isObject(), json, "capacities", "an object");
            for (Map.Entry<String, JsonNode> each : json.properties()) {
                String path = "capacities." + shortened(each.getKey());
                if (!isId(each.getKey())) {
                    throw new WrongScenarioException(path, "found a name that is no agent's id, expected " + AN_ID);
                }
                capacities.put(new AgentId(each.getKey()), capacity(each.getValue(), path));
            }
        }
        return capacities;
    }

    private static Set<AgentId> without(JsonNode json) throws WrongScenarioException {
        Set<AgentId> without = new HashSet<>();
        if (json != null) {
            demand(json.isArray(), json, "without", "an array");
            for (int i = 0; i < json.size(); i++) {
                without.add(agent(json.get(i), "without[" + i + "]"));
            }
        }
        return without;
    }

    private static List<Joining> agents(JsonNode json, Set<AgentId> without) throws WrongScenarioException {
        List<Joining> agents = new ArrayList<>();
        Set<AgentId> named = new HashSet<>();
        if (json != null) {
            demand(json.isArray(), json, "agents", "an array");
            for (int i = 0; i < json.size(); i++) {
                String path = "agents[" + i + "]";
                Joining joining = joining(json.get(i), path);
                demand(
                        named.add(joining.agent()) && !without.contains(joining.agent()),
                        json.get(i).get("agent"),
                        path + ".agent",
                        "somebody whom the scenario names once");
                agents.add(joining);
            }
        }
        return agents;
    }

    private static Joining joining(JsonNode json, String path) throws WrongScenarioException {
        fields(json, path, "agent", "capacity", "presence", "from");
        if (!json.has("agent")) {
            throw new WrongScenarioException(path + ".agent", "missing, expected an id");
        }
        AgentId agent = agent(json.get("agent"), path + ".agent");
        boolean own = json.hasNonNull("capacity");
        Integer capacity = own ? capacity(json.get("capacity"), path + ".capacity") : null;
        Presence presence = json.has("presence") ? presence(json.get("presence"), path + ".presence") : Presence.ONLINE;
        return new Joining(agent, capacity, presence, json.has("from") ? time(json.get("from"), path + ".from") : null);
    }

    private static AgentId agent(JsonNode json, String path) throws WrongScenarioException {
        demand(json.isTextual() && isId(json.textValue()), json, path, AN_ID);
        return new AgentId(json.textValue());
    }

    private static Integer capacity(JsonNode json, String path) throws WrongScenarioException {
        demand(
                json.isIntegralNumber()
                        && json.canConvertToInt()
                        && json.intValue() >= 1
                        && json.intValue() <= WellFormed.MAX_CAPACITY,
                json,
                path,
                "a whole number from 1 to " + WellFormed.MAX_CAPACITY);
        return json.intValue();
    }

    private static Presence presence(JsonNode json, String path) throws WrongScenarioException {
        for (Presence presence : Presence.values()) {
            if (presence.name().equals(json.textValue())) {
                return presence;
            }
        }
        throw wrong(json, path, "one of ONLINE, AWAY, OFFLINE");
    }

    private static Long time(JsonNode json, String path) throws WrongScenarioException {
        demand(json.isTextual(), json, path, "a time such as 2026-11-22T10:15:30.250Z");
        try {
            return OffsetDateTime.parse(json.textValue()).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw wrong(json, path, "a time such as 2026-11-22T10:15:30.250Z");
        }
    }

    private static void fields(JsonNode json, String path, String... known) throws WrongScenarioException {
        demand(json.isObject(), json, path, "an object");
        for (Map.Entry<String, JsonNode> each : json.properties()) {
            if (!Arrays.asList(known).contains(each.getKey())) {
                throw new WrongScenarioException(
                        (path.isEmpty() ? "" : path + ".") + shortened(each.getKey()),
                        "unknown field, expected one of " + String.join(", ", known));
            }
        }
    }

    private static boolean isId(String text) {
        return text.length() <= WellFormed.MAX_ID && text.matches("[A-Za-z0-9_.:@-]+");
    }

    private static void demand(boolean met, JsonNode json, String path, String expected) throws WrongScenarioException {
        if (!met) {
            throw wrong(json, path, expected);
        }
    }

    private static WrongScenarioException wrong(JsonNode json, String path, String expected) {
        String found = json.isMissingNode() ? "nothing" : shortened(json.toString());
        return new WrongScenarioException(path, "found " + found + ", expected " + expected);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }
}
