package org.ticketdesk.core.rules;

import static org.ticketdesk.core.journey.Reason.AGENT_EXISTS;
import static org.ticketdesk.core.journey.Reason.AGENT_NOT_ONLINE;
import static org.ticketdesk.core.journey.Reason.ALREADY_SO;
import static org.ticketdesk.core.journey.Reason.CUSTOMER_SPOKE_LAST;
import static org.ticketdesk.core.journey.Reason.NOT_ASSIGNEE;
import static org.ticketdesk.core.journey.Reason.NOT_PERMITTED;
import static org.ticketdesk.core.journey.Reason.NO_SUCH_CHANGE;
import static org.ticketdesk.core.journey.Reason.TICKET_EXISTS;
import static org.ticketdesk.core.journey.Reason.UNKNOWN_AGENT;
import static org.ticketdesk.core.journey.Reason.UNKNOWN_TICKET;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.Actor;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Channel;
import org.ticketdesk.core.journey.LastWord;
import org.ticketdesk.core.journey.Outcome.Refused;
import org.ticketdesk.core.journey.Reason;
import org.ticketdesk.core.journey.Request;
import org.ticketdesk.core.journey.Role;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Ticket;

/**
 * Judges a request: eight checks in their order, and the first that fails is the reason. Touches nothing. Each check answers
 * with a refusal, or null when it has nothing against the request.
 */
final class Judge {
    private final Desk desk;

    Judge(Desk desk) {
        this.desk = desk;
    }

    Refused judge(Request request) {
        Actor actor = request.actor();
        Action action = request.action();
        Ticket ticket = action instanceof Action.OnTicket a ? desk.ticket(a.ticket()) : null;

        Refused refused = ticketIsThereOrNew(action, ticket);
        refused = refused != null ? refused : actingAgentIsOfTheDesk(actor);
        refused = refused != null ? refused : namedAgentIsThereOrNew(action);
        refused = refused != null ? refused : roleMayAskThis(actor, action);
        refused = refused != null ? refused : notAlreadySo(actor, action, ticket);
        refused = refused != null ? refused : aRowLeadsThere(actor.role(), action, ticket);
        refused = refused != null ? refused : agentHoldsTheTicket(actor, action, ticket);
        return refused != null ? refused : rowsOwnGuard(actor, action, ticket);
    }

    /** Check 1: the ticket exists, or does not, for births. */
    private static Refused ticketIsThereOrNew(Action action, Ticket ticket) {
        return switch (action) {
            case Action.Birth a
            when ticket != null ->
                refused(
                        TICKET_EXISTS,
                        "This desk has a ticket " + a.ticket() + " already; a new ticket needs a new id.");
            case Action.Birth a -> null;
            case Action.OnTicket a
            when ticket == null -> refused(UNKNOWN_TICKET, "This desk has no ticket " + a.ticket() + ".");
            case Action.OnTicket a -> null;
            case Action.OnDesk a -> null;
        };
    }

    /** Check 2: the acting agent is an agent of the desk. */
    private Refused actingAgentIsOfTheDesk(Actor actor) {
        return actor instanceof Actor.Agent agent && desk.agent(agent.id()) == null ? unknown(agent.id()) : null;
    }

    /** Check 3: the agent named exists, or does not, for {@code AddAgent}. */
    private Refused namedAgentIsThereOrNew(Action action) {
        AgentId named = AgentOf.named(action);
        if (named == null) {
            return null;
        }
        boolean there = desk.agent(named) != null;
        if (action instanceof Action.AddAgent) {
            return there ? refused(AGENT_EXISTS, named + " is an agent of this desk already.") : null;
        }
        return there ? null : unknown(named);
    }

    /** Check 4: the role may do such a thing at all. */
    private static Refused roleMayAskThis(Actor actor, Action action) {
        Role role = actor.role();
        List<Role> may = whoMay(action);
        if (!may.contains(role)) {
            return refused(
                    NOT_PERMITTED,
                    capitalised(oneOf(role)) + " cannot " + whatIsAsked(action) + "; "
                            + may.stream().map(Judge::oneOf).collect(Collectors.joining(" or ")) + " can.");
        }
        return action instanceof Action.SetPresence a && role == Role.AGENT && !speaksOfThemselves(actor, a)
                ? refused(
                        NOT_PERMITTED,
                        "An agent sets their own presence only; " + a.agent() + " is another than " + actor.name()
                                + ".")
                : null;
    }

    private static List<Role> whoMay(Action action) {
        return switch (action) {
            case Action.OpenTicket a -> List.of(Role.CUSTOMER);
            case Action.StartProactiveChat a -> List.of(Role.AGENT);
            case Action.SendMessage a -> List.of(Role.CUSTOMER, Role.AGENT, Role.ADMIN);
            case Action.ByHand a -> List.of(Role.AGENT, Role.ADMIN);
            case Action.ReopenTicket a -> List.of(Role.AGENT, Role.ADMIN);
            case Action.ChangePriority a -> List.of(Role.AGENT, Role.ADMIN);
            case Action.SetPresence a -> List.of(Role.AGENT, Role.ADMIN);
            case Action.OnDesk a -> List.of(Role.ADMIN);
            case Action.FireTimer a -> List.of(Role.SYSTEM);
        };
    }

    private static String whatIsAsked(Action action) {
        return switch (action) {
            case Action.OpenTicket a -> "open a ticket";
            case Action.StartProactiveChat a -> "start a proactive chat";
            case Action.SendMessage a -> "write a message";
            case Action.MoveToInProgress a -> "set a ticket In Progress";
            case Action.MoveToIdle a -> "set a ticket Idle";
            case Action.CloseTicket a -> "close a ticket";
            case Action.ReopenTicket a -> "reopen a ticket";
            case Action.AssignTicket a -> "assign a ticket";
            case Action.ChangePriority a -> "change a priority";
            case Action.FireTimer a -> "fire a timer";
            case Action.SetPresence a -> "set a presence";
            case Action.AddAgent a -> "add an agent";
            case Action.RemoveAgent a -> "remove an agent";
            case Action.SetCapacity a -> "set a capacity";
            case Action.ConfigureDesk a -> "change the desk's settings";
        };
    }

    private static String oneOf(Role role) {
        return switch (role) {
            case CUSTOMER -> "a customer";
            case AGENT -> "an agent";
            case ADMIN -> "an admin";
            case SYSTEM -> "the clock";
        };
    }

    private static String capitalised(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static boolean speaksOfThemselves(Actor actor, Action.SetPresence action) {
        return actor instanceof Actor.Agent agent
                && (action.agent() == null || action.agent().equals(agent.id()));
    }

    /** Check 5: it is not so already. Reopening what is not Closed is no such change (decision 12). */
    private Refused notAlreadySo(Actor actor, Action action, Ticket ticket) {
        return switch (action) {
            case Action.MoveToInProgress a -> alreadyIn(Status.IN_PROGRESS, ticket);
            case Action.MoveToIdle a -> alreadyIn(Status.IDLE, ticket);
            case Action.CloseTicket a -> alreadyIn(Status.CLOSED, ticket);
            case Action.AssignTicket a ->
                already(a.agent().equals(ticket.assignee()), "Ticket " + ticket.id() + " is assigned to ", a.agent());
            case Action.ChangePriority a ->
                already(
                        a.priority() == ticket.priority(),
                        "The priority of ticket " + ticket.id() + " is ",
                        a.priority());
            case Action.SetPresence a -> {
                AgentId id = AgentOf.presence(a, actor);
                yield already(
                        a.presence() == desk.agent(id).presence(), "The presence of " + id + " is ", a.presence());
            }
            case Action.SetCapacity a -> {
                Agent agent = desk.agent(a.agent());
                yield already(
                        Objects.equals(a.capacity(), agent.capacity()),
                        "The capacity of " + a.agent() + " is ",
                        a.capacity() == null ? "the desk's default" : a.capacity());
            }
            case Action.Birth a -> null;
            case Action.SendMessage a -> null;
            case Action.ReopenTicket a -> null;
            case Action.FireTimer a -> null;
            case Action.OnDesk a -> null;
        };
    }

    private static Refused alreadyIn(Status status, Ticket ticket) {
        return already(ticket.status() == status, "Ticket " + ticket.id() + " is ", status);
    }

    private static Refused already(boolean so, String what, Object value) {
        return so ? refused(ALREADY_SO, what + value + " already.") : null;
    }

    /** Check 6: a row leads from here, for this role. */
    private static Refused aRowLeadsThere(Role role, Action action, Ticket ticket) {
        return switch (action) {
            case Action.MoveToInProgress a ->
                leads(ticket, ticket.status() == Status.ACTIVE || ticket.status() == Status.IDLE, "In Progress");
            case Action.MoveToIdle a -> leads(ticket, ticket.status() == Status.ACTIVE, "Idle");
            case Action.CloseTicket a ->
                leads(ticket, ticket.status() == Status.ACTIVE || ticket.status() == Status.IDLE, "Closed by hand");
            case Action.ReopenTicket a -> leads(ticket, ticket.status() == Status.CLOSED, "a reopened ticket");
            case Action.AssignTicket a ->
                switch (ticket.status()) {
                    case ACTIVE, IDLE -> null;
                    case PENDING, IN_PROGRESS ->
                        role == Role.ADMIN
                                ? null
                                : refused(
                                        NOT_PERMITTED,
                                        "Ticket " + ticket.id() + " is " + ticket.status()
                                                + "; only an admin assigns it.");
                    case PROACTIVE, CLOSED ->
                        refused(
                                NO_SUCH_CHANGE,
                                "Ticket " + ticket.id() + " is " + ticket.status() + "; nobody assigns such a ticket.");
                };
            case Action.ChangePriority a -> leads(ticket, ticket.status() != Status.CLOSED, "another priority");
            case Action.Birth a -> null;
            case Action.SendMessage a -> null;
            case Action.FireTimer a -> null;
            case Action.OnDesk a -> null;
        };
    }

    private static Refused leads(Ticket ticket, boolean there, String to) {
        return there
                ? null
                : refused(
                        NO_SUCH_CHANGE,
                        "Ticket " + ticket.id() + " is " + ticket.status() + "; nothing leads from there to " + to
                                + ".");
    }

    /** Check 7: an agent who changes a status by hand, or transfers, is the assignee; who reopens, the last assignee. */
    private static Refused agentHoldsTheTicket(Actor actor, Action action, Ticket ticket) {
        if (!(actor instanceof Actor.Agent agent)) {
            return null;
        }
        return switch (action) {
            case Action.ByHand a -> heldBy(agent.id(), ticket);
            case Action.ReopenTicket a ->
                agent.id().equals(ticket.lastAssignee())
                        ? null
                        : refused(
                                NOT_ASSIGNEE,
                                "Ticket " + ticket.id() + " was last held by " + ticket.lastAssignee() + ", not by "
                                        + agent.id() + ".");
            case Action.Birth a -> null;
            case Action.SendMessage a -> null;
            case Action.ChangePriority a -> null;
            case Action.FireTimer a -> null;
            case Action.OnDesk a -> null;
        };
    }

    private static Refused heldBy(AgentId agent, Ticket ticket) {
        return agent.equals(ticket.assignee())
                ? null
                : refused(
                        NOT_ASSIGNEE,
                        "Ticket " + ticket.id() + " is held by " + ticket.assignee() + ", not by " + agent + ".");
    }

    /** Check 8: the row's own guard: R4, R6, R20, and whoever is assigned must be ONLINE (R1 by an admin, R8, transfers). */
    private Refused rowsOwnGuard(Actor actor, Action action, Ticket ticket) {
        return switch (action) {
            case Action.MoveToIdle a ->
                ticket.lastWord() == LastWord.CUSTOMER
                        ? refused(
                                CUSTOMER_SPOKE_LAST,
                                "The customer wrote last in ticket " + ticket.id() + " and waits for an answer.")
                        : null;
            case Action.CloseTicket a ->
                actor.role() == Role.AGENT && ticket.status() == Status.ACTIVE && ticket.channel() != Channel.SOCIAL
                        ? refused(
                                NOT_PERMITTED,
                                "Ticket " + ticket.id() + " is ACTIVE and did not come through a social channel;"
                                        + " only an admin closes it.")
                        : null;
            case Action.ReopenTicket a -> actor instanceof Actor.Agent agent ? online(agent.id()) : null;
            case Action.AssignTicket a -> online(a.agent());
            case Action.Birth a -> null;
            case Action.SendMessage a -> null;
            case Action.MoveToInProgress a -> null;
            case Action.ChangePriority a -> null;
            case Action.FireTimer a -> null;
            case Action.OnDesk a -> null;
        };
    }

    private Refused online(AgentId id) {
        return desk.isOnline(id)
                ? null
                : refused(AGENT_NOT_ONLINE, id + " is " + desk.agent(id).presence() + ", and must be ONLINE.");
    }

    private static Refused unknown(AgentId agent) {
        return refused(UNKNOWN_AGENT, "This desk has no agent " + agent + ".");
    }

    private static Refused refused(Reason reason, String detail) {
        return new Refused(reason, detail);
    }
}
