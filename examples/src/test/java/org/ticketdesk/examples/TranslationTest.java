package org.ticketdesk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ticketdesk.events.AddAgent;
import org.ticketdesk.events.AssignTicket;
import org.ticketdesk.events.CloseTicket;
import org.ticketdesk.events.ConfigureDesk;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.OpenTicket;
import org.ticketdesk.events.SendMessage;
import org.ticketdesk.events.SetPresence;
import org.ticketdesk.events.json.MalformedException;
import org.ticketdesk.events.json.WellFormed;

class TranslationTest {

    private static final Instant AT = Instant.parse("2020-01-01T10:00:00Z");

    @Test
    void everyMessageOfTheFileIsAnOpeningOrAMessage() throws IOException {
        Map<Class<?>, Long> kinds = Translation.of(Message.all()).stream()
                .map(action -> action.getAction().getClass())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(kinds)
                .containsOnly(
                        Map.entry(ConfigureDesk.class, 24L),
                        Map.entry(AddAgent.class, 24L),
                        Map.entry(SetPresence.class, 24L),
                        Map.entry(OpenTicket.class, 524L),
                        Map.entry(SendMessage.class, 681L),
                        Map.entry(AssignTicket.class, 524L),
                        Map.entry(CloseTicket.class, 524L));
        assertThat(Message.all()).hasSize(524 + 681);
    }

    @Test
    void everyActionIsWellFormedAndItsIdIsUniqueAtItsDesk() throws IOException, MalformedException {
        List<DeskAction> actions = Translation.of(Message.all());

        for (DeskAction action : actions) {
            WellFormed.check(action);
        }
        assertThat(actions.stream().map(action -> action.getDesk() + " " + action.getActionId()))
                .doesNotHaveDuplicates();
    }

    @Test
    void afterTheDesksArePreparedTheActionsAreInTimeOrder() throws IOException {
        List<DeskAction> actions = Translation.of(Message.all());

        assertThat(actions.subList(0, 3 * 24)).allMatch(action -> action.getOccurredAt() == null);
        assertThat(actions.subList(3 * 24, actions.size()).stream().map(DeskAction::getOccurredAt))
                .isSorted()
                .doesNotContainNull();
    }

    @Test
    void aConversationIsOpenedHandedToWhoeverAnswersAndClosedByWhoeverAnsweredLast() {
        List<DeskAction> actions = Translation.of(List.of(
                message("m-1", true, "c-9", 0),
                message("m-2", false, "bob", 1),
                message("m-3", false, "bob", 2),
                message("m-4", true, "c-9", 3),
                message("m-5", false, "eve", 4)));

        assertThat(actions)
                .extracting(action -> action.getActor().getId() + " "
                        + action.getAction().getClass().getSimpleName() + " " + action.getActionId())
                .containsExactly(
                        "gateway ConfigureDesk settings",
                        "gateway AddAgent add-bob",
                        "bob SetPresence online-bob",
                        "gateway AddAgent add-eve",
                        "eve SetPresence online-eve",
                        "c-9 OpenTicket m-1",
                        "gateway AssignTicket m-2/assign",
                        "bob SendMessage m-2",
                        "bob SendMessage m-3",
                        "c-9 SendMessage m-4",
                        "gateway AssignTicket m-5/assign",
                        "eve SendMessage m-5",
                        "eve CloseTicket m-5/close");
    }

    @Test
    void aConversationThatNobodyAnsweredStaysOpen() {
        List<DeskAction> actions = Translation.of(List.of(message("m-1", true, "c-9", 0)));

        assertThat(actions)
                .extracting(action -> action.getAction().getClass().getSimpleName())
                .containsExactly("ConfigureDesk", "OpenTicket");
    }

    private static Message message(String id, boolean byCustomer, String author, int second) {
        return new Message("Acme", "c-1", id, byCustomer, author, AT.plusSeconds(second));
    }
}
