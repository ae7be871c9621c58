package org.ticketdesk.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.ticketdesk.events.Actor;
import org.ticketdesk.events.AddAgent;
import org.ticketdesk.events.Channel;
import org.ticketdesk.events.CloseTicket;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.MoveToInProgress;
import org.ticketdesk.events.OpenTicket;
import org.ticketdesk.events.Presence;
import org.ticketdesk.events.Priority;
import org.ticketdesk.events.Role;
import org.ticketdesk.events.SendMessage;
import org.ticketdesk.events.SetPresence;

/** All that happens to a ticket, with an agent who comes for it and goes. Its clocks are the desk's first ones, and too long to run out. */
public final class TicketLife {
    private final List<DeskAction> actions = new ArrayList<>();
    private final String desk;

    private TicketLife(String desk) {
        this.desk = desk;
    }

    /** Eight actions of a desk, in their order, with ids that nobody else has. */
    public static List<DeskAction> of(String desk, int number) {
        String ticket = "t-" + number;
        Actor customer = new Actor(Role.CUSTOMER, "c-1");
        Actor agent = new Actor(Role.AGENT, "agent-" + number);
        Actor admin = new Actor(Role.ADMIN, "boss");
        TicketLife life = new TicketLife(desk);
        life.add(null, admin, new AddAgent(agent.getId(), null));
        life.add(ticket, customer, new OpenTicket(Channel.SOCIAL, Priority.MEDIUM, null));
        life.add(null, agent, new SetPresence(Presence.ONLINE, null));
        life.add(ticket, agent, new SendMessage("m-1"));
        life.add(ticket, agent, new MoveToInProgress());
        life.add(ticket, customer, new SendMessage("m-2"));
        life.add(null, agent, new SetPresence(Presence.AWAY, null));
        life.add(ticket, admin, new CloseTicket());
        return life.actions;
    }

    private void add(String ticket, Actor who, SpecificRecord what) {
        actions.add(new DeskAction(UUID.randomUUID().toString(), desk, ticket, who, null, what));
    }
}
