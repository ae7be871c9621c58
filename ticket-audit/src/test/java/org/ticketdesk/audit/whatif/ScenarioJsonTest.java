package org.ticketdesk.audit.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Settings;

class ScenarioJsonTest {

    @Test
    void allThatAScenarioMaySayIsRead() throws WrongScenarioException {
        Scenario scenario = ScenarioJson.read("""
                {"settings": {"idleAfterMs": 300000, "closeIdleAfterMs": null, "defaultCapacity": 3},
                 "capacities": {"bob": 8}, "without": ["eve"],
                 "agents": [{"agent": "zoe", "capacity": 4, "presence": "AWAY", "from": "2026-11-22T11:15:30+01:00"},
                            {"agent": "ann"}]}
                """);

        assertThat(scenario)
                .isEqualTo(new Scenario(
                        new Action.ConfigureDesk(300_000L, Settings.OFF, null, 3),
                        Map.of(new AgentId("bob"), 8),
                        Set.of(new AgentId("eve")),
                        List.of(
                                new Joining(
                                        new AgentId("zoe"),
                                        4,
                                        Presence.AWAY,
                                        Instant.parse("2026-11-22T10:15:30Z").toEpochMilli()),
                                new Joining(new AgentId("ann"), null, Presence.ONLINE, null))));
    }

    @Test
    void anEmptyObjectIsAnEmptyScenario() throws WrongScenarioException {
        assertThat(ScenarioJson.read("{}")).isEqualTo(Scenario.AS_IT_WAS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "[]                               | found [], expected an object",
                "nonsense                         | expected one JSON object",
                "{} {}                            | expected one JSON object",
                "{\"without\": [], \"without\": []}   | Duplicate field 'without'",
                "{\"idleAfterMs\": 5}               | idleAfterMs: unknown field, expected one of settings, capacities, without, agents",
                "{\"settings\": {\"idle\": 5}}        | settings.idle: unknown field, expected one of idleAfterMs, closeIdleAfterMs, inProgressToPendingAfterMs, defaultCapacity",
                "{\"settings\": 5}                  | settings: found 5, expected an object",
                "{\"settings\": {\"idleAfterMs\": 5}} | settings.idleAfterMs: found 5, expected a whole number from 1000 to 604800000, or null for off",
                "{\"settings\": {\"closeIdleAfterMs\": \"5m\"}} | settings.closeIdleAfterMs: found \"5m\", expected a whole number from 1000 to 604800000, or null for off",
                "{\"settings\": {\"inProgressToPendingAfterMs\": 1.5}} | settings.inProgressToPendingAfterMs: found 1.5, expected a whole number",
                "{\"settings\": {\"defaultCapacity\": 0}} | settings.defaultCapacity: found 0, expected a whole number from 1 to 100",
                "{\"capacities\": []}               | capacities: found [], expected an object",
                "{\"capacities\": {\"bob\": 101}}     | capacities.bob: found 101, expected a whole number from 1 to 100",
                "{\"capacities\": {\"bob\": null}}    | capacities.bob: found null, expected a whole number from 1 to 100",
                "{\"capacities\": {\"b b\": 1}}       | capacities.b b: found a name that is no agent's id, expected 1 to 128 characters",
                "{\"without\": \"eve\"}               | without: found \"eve\", expected an array",
                "{\"without\": [\"eve\", 5]}          | without[1]: found 5, expected 1 to 128 characters out of ASCII letters, digits and -_.:@",
                "{\"agents\": {}}                   | agents: found {}, expected an array",
                "{\"agents\": [{}]}                 | agents[0].agent: missing, expected an id",
                "{\"agents\": [5]}                  | agents[0]: found 5, expected an object",
                "{\"agents\": [{\"agent\": \"zoe\", \"capacity\": -1}]} | agents[0].capacity: found -1, expected a whole number from 1 to 100",
                "{\"agents\": [{\"agent\": \"zoe\", \"presence\": \"HERE\"}]} | agents[0].presence: found \"HERE\", expected one of ONLINE, AWAY, OFFLINE",
                "{\"agents\": [{\"agent\": \"zoe\", \"from\": \"noon\"}]} | agents[0].from: found \"noon\", expected a time such as 2026-11-22T10:15:30.250Z",
                "{\"agents\": [{\"agent\": \"zoe\"}, {\"agent\": \"zoe\"}]} | agents[1].agent: found \"zoe\", expected somebody whom the scenario names once",
                "{\"without\": [\"zoe\"], \"agents\": [{\"agent\": \"zoe\"}]} | agents[0].agent: found \"zoe\", expected somebody whom the scenario names once",
            })
    void aWrongScenarioIsRefusedWithItsPathAndWhatWasExpected(String json, String sentence) {
        assertThatThrownBy(() -> ScenarioJson.read(json))
                .isInstanceOf(WrongScenarioException.class)
                .hasMessageContaining(sentence);
    }
}
