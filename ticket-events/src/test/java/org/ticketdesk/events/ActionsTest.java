package org.ticketdesk.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.json.WellFormed;

class ActionsTest {

    private static final List<DeskAction> ONE_OF_EACH = List.of(
            Actions.openTicket("a", "sales", "t-1", "c-9", Channel.IN_APP),
            Actions.startProactiveChat("a", "sales", "t-1", "bob", "c-9"),
            Actions.sendMessage("a", "sales", "t-1", Actions.customer("c-9"), "m-1"),
            Actions.moveToInProgress("a", "sales", "t-1", Actions.agent("bob")),
            Actions.moveToIdle("a", "sales", "t-1", Actions.agent("bob")),
            Actions.closeTicket("a", "sales", "t-1", Actions.admin("ada")),
            Actions.reopenTicket("a", "sales", "t-1", Actions.admin("ada")),
            Actions.assignTicket("a", "sales", "t-1", Actions.admin("ada"), "bob"),
            Actions.changePriority("a", "sales", "t-1", Actions.admin("ada"), Priority.HIGH),
            Actions.setPresence("a", "sales", "bob", Presence.ONLINE),
            Actions.setPresenceOf("a", "sales", "ada", "bob", Presence.OFFLINE),
            Actions.addAgent("a", "sales", "ada", "bob", null),
            Actions.removeAgent("a", "sales", "ada", "bob"),
            Actions.setCapacity("a", "sales", "ada", "bob", 3),
            Actions.configureDesk("a", "sales", "ada", new ConfigureDesk(0L, null, null, 4)),
            Actions.fireTimer("a", "sales", "t-1", Timer.IDLE, 0));

    @Test
    void thereIsOneForEachKindOfAction() {
        var kinds = DeskAction.getClassSchema().getField("action").schema().getTypes().stream()
                .map(Schema::getName)
                .collect(Collectors.toSet());
        assertThat(ONE_OF_EACH)
                .extracting(action -> action.getAction().getClass().getSimpleName())
                .containsOnly(kinds.toArray(String[]::new));
    }

    @Test
    void eachIsWellFormed() {
        assertThat(ONE_OF_EACH).allSatisfy(WellFormed::check);
    }

    @Test
    void eachCanBePublished() {
        assertThat(ONE_OF_EACH)
                .allSatisfy(action -> assertThat(Codec.DESK_ACTION.decode(Codec.DESK_ACTION.encode(action)))
                        .isEqualTo(action));
    }
}
