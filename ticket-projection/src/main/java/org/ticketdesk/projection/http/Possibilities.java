package org.ticketdesk.projection.http;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.Head;
import org.ticketdesk.core.desk.InMemoryRows;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Actor;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Channel;
import org.ticketdesk.core.journey.CustomerId;
import org.ticketdesk.core.journey.LastWord;
import org.ticketdesk.core.journey.MessageId;
import org.ticketdesk.core.journey.Outcome.Refused;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Priority;
import org.ticketdesk.core.journey.Reason;
import org.ticketdesk.core.journey.Request;
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.projection.http.Allowed.Choice;
import org.ticketdesk.projection.http.Allowed.Possible;
import org.ticketdesk.projection.views.AgentView;
import org.ticketdesk.projection.views.DeskSettings;
import org.ticketdesk.projection.views.Standing;
import org.ticketdesk.projection.views.TicketView;
import org.ticketdesk.projection.views.Who;

/**
 * What somebody may do with a ticket: the desk as the views have it is put before the rulebook, which is asked about each action.
 * No rule is written down here.
 */
final class Possibilities {
    private static final ActionId NOBODY_LOOKS_AT_IT = new ActionId("question");

    private final Desk desk;
    private final TicketId ticket;
    private final Actor actor;

    private Possibilities(Desk desk, TicketId ticket, Actor actor) {
        this.desk = desk;
        this.ticket = ticket;
        this.actor = actor;
    }

    /** Who may ask what of the desk's people. */
    enum Person {
        CUSTOMER,
        AGENT,
        ADMIN;

        private Actor actor(String id) {
            return switch (this) {
                case CUSTOMER -> new Actor.Customer(new CustomerId(id));
                case AGENT -> new Actor.Agent(new AgentId(id));
                case ADMIN -> new Actor.Admin(id);
            };
        }
    }

    /** Whether all of the ticket is known that the rulebook looks at. */
    static boolean areKnown(TicketView ticket) {
        return !ticket.customer().isEmpty()
                && Arrays.stream(Channel.values())
                        .anyMatch(known -> known.name().equals(ticket.channel()))
                && Arrays.stream(Priority.values())
                        .anyMatch(known -> known.name().equals(ticket.priority()))
                && Arrays.stream(Status.values()).anyMatch(known -> known.name().equals(ticket.status()));
    }

    static Allowed of(Standing standing, Person person, String id) {
        InMemoryRows rows = new InMemoryRows();
        Ticket ticket = ticket(standing.ticket());
        rows.put(ticket);
        standing.agents().forEach(agent -> rows.put(agent(agent)));
        Desk desk = new Desk(
                rows, new Head(standing.deskSequence(), standing.at().toEpochMilli(), settings(standing.settings())));
        return new Allowed(
                standing.ticket().ticket(),
                standing.ticket().status(),
                new Who(person.name(), id),
                standing.deskSequence(),
                new Possibilities(desk, ticket.id(), person.actor(id)).all(standing.agents()));
    }

    private List<Possible> all(List<AgentView> agents) {
        return List.of(
                one(new Action.SendMessage(ticket, new MessageId("question"))),
                one(new Action.MoveToInProgress(ticket)),
                one(new Action.MoveToIdle(ticket)),
                one(new Action.CloseTicket(ticket)),
                one(new Action.ReopenTicket(ticket)),
                oneOf(
                        Action.AssignTicket.class,
                        agents.stream()
                                .map(agent -> choice(
                                        agent.agent(), new Action.AssignTicket(ticket, new AgentId(agent.agent()))))
                                .toList()),
                oneOf(
                        Action.ChangePriority.class,
                        Arrays.stream(Priority.values())
                                .map(priority -> choice(priority.name(), new Action.ChangePriority(ticket, priority)))
                                .toList()));
    }

    private Possible one(Action action) {
        Optional<Refused> refused = refusal(action);
        return new Possible(
                action.getClass().getSimpleName(),
                refused.isEmpty(),
                refused.map(refusal -> refusal.reason().name()).orElse(null),
                refused.map(Refused::detail).orElse(null),
                null);
    }

    private Choice choice(String value, Action action) {
        Optional<Refused> refused = refusal(action);
        return new Choice(
                value,
                refused.isEmpty(),
                refused.map(refusal -> refusal.reason().name()).orElse(null),
                refused.map(Refused::detail).orElse(null));
    }

    /** Of choices that are all refused, what they have in common says why; what is so already says the least. */
    private static Possible oneOf(Class<? extends Action> action, List<Choice> choices) {
        String type = action.getSimpleName();
        if (choices.stream().anyMatch(Choice::allowed)) {
            return new Possible(type, true, null, null, choices);
        }
        List<Choice> telling = choices.stream()
                .filter(choice -> !Reason.ALREADY_SO.name().equals(choice.reason()))
                .toList();
        if (choices.isEmpty()) {
            return new Possible(type, false, null, "There is nobody to choose.", choices);
        }
        List<Choice> why = telling.isEmpty() ? choices : telling;
        String reason = why.getFirst().reason();
        String detail = why.getFirst().detail();
        return new Possible(
                type,
                false,
                why.stream().allMatch(choice -> Objects.equals(reason, choice.reason())) ? reason : null,
                why.stream().allMatch(choice -> Objects.equals(detail, choice.detail()))
                        ? detail
                        : "Each choice is refused, and says why.",
                choices);
    }

    private Optional<Refused> refusal(Action action) {
        return Rulebook.refusal(desk, new Request(NOBODY_LOOKS_AT_IT, actor, action));
    }

    private static Ticket ticket(TicketView view) {
        return new Ticket(
                new TicketId(view.ticket()),
                new CustomerId(view.customer()),
                Channel.valueOf(view.channel()),
                view.followsUp() == null ? null : new TicketId(view.followsUp()),
                view.openedAt().toEpochMilli(),
                Priority.valueOf(view.priority()),
                Status.valueOf(view.status()),
                view.statusSince().toEpochMilli(),
                agentId(view.assignee()),
                agentId(view.lastAssignee()),
                LastWord.valueOf(view.lastWord()),
                view.lastWordAt().toEpochMilli());
    }

    private static Agent agent(AgentView view) {
        return new Agent(new AgentId(view.agent()), Presence.valueOf(view.presence()), view.ownCapacity(), 0);
    }

    private static AgentId agentId(String id) {
        return id == null ? null : new AgentId(id);
    }

    private static Settings settings(DeskSettings view) {
        return new Settings(
                offIfNull(view.idleAfterMs()),
                offIfNull(view.closeIdleAfterMs()),
                offIfNull(view.inProgressToPendingAfterMs()),
                view.defaultCapacity());
    }

    private static long offIfNull(Long ms) {
        return ms == null ? Settings.OFF : ms;
    }
}
