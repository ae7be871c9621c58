package org.ticketdesk.cli.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.DueTimer;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Actor;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Request;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.json.WellFormed;
import org.ticketdesk.mapping.Requests;

class RowStoriesTest {

    @ParameterizedTest
    @EnumSource(Row.class)
    void theLastThingThatHappensInTheStoryOfARowIsTheRow(Row row) throws Exception {
        Desk desk = Desk.inMemory();
        List<Row> happened = new ArrayList<>();
        long now = 0;
        for (DeskAction action : RowStories.of(row, "training", "a")) {
            WellFormed.check(action);
            happened.addAll(rows(decided(desk, Requests.of(action), now)));
        }
        DueTimer due = desk.takeDueTimer(now + 1_000);
        if (due != null) {
            Action fire = new Action.FireTimer(due.ticket(), due.timer(), due.deadline());
            happened.addAll(
                    rows(decided(desk, new Request(new ActionId("fire"), new Actor.Clock(), fire), now + 1_000)));
        }

        if (row == Row.R10) {
            assertThat(happened).endsWith(Row.R12, Row.R1);
        } else if (row == Row.R11) {
            assertThat(happened).endsWith(Row.R11, Row.R1);
        } else if (row == Row.B1) {
            assertThat(happened).endsWith(Row.B1, Row.R1);
        } else {
            assertThat(happened).endsWith(row);
        }
    }

    private static List<Fact> decided(Desk desk, Request request, long now) {
        Outcome outcome = Rulebook.decide(desk, request, now).outcome();
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        return ((Outcome.Accepted) outcome).facts();
    }

    private static List<Row> rows(List<Fact> facts) {
        return facts.stream()
                .filter(Fact.StatusChanged.class::isInstance)
                .map(fact -> ((Fact.StatusChanged) fact).row())
                .toList();
    }
}
