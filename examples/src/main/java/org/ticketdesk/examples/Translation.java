package org.ticketdesk.examples;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ticketdesk.events.Actions;
import org.ticketdesk.events.Actor;
import org.ticketdesk.events.Channel;
import org.ticketdesk.events.ConfigureDesk;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.Presence;

/**
 * Conversations as actions: a desk for each company, a ticket for each conversation.
 *
 * <ul>
 *   <li>Before all else each desk gets its settings and its agents. The timers are off: the conversations took two years, and
 *       are published within a second.
 *   <li>A conversation's first message opens the ticket, and each other one is a message on it.
 *   <li>Routing chooses an agent, but here it is history who answered, and only who holds a ticket may close it. So an admin
 *       first assigns it to whoever answers. Where routing chose the same one, the desk refuses that with ALREADY_SO.
 *   <li>After the last message, whoever answered last closes the ticket.
 * </ul>
 *
 * <p>An action's id comes from the message that it stands for, so running all this again does nothing (within 24 hours).
 */
final class Translation {

    private static final String ADMIN = "gateway";
    private static final long OFF = 0;
    private static final int LARGEST_CAPACITY = 100;

    private final Map<String, Message> last = new HashMap<>();
    private final Map<String, String> holders = new HashMap<>();
    private final Set<String> opened = new HashSet<>();
    private final List<DeskAction> actions = new ArrayList<>();

    private Translation() {}

    /** The actions, in the order in which they are to be published. */
    static List<DeskAction> of(List<Message> messages) {
        Translation translation = new Translation();
        messages.forEach(message -> translation.last.put(message.conversation(), message));
        translation.prepareDesks(messages);
        messages.forEach(translation::translate);
        return translation.actions;
    }

    private void prepareDesks(List<Message> messages) {
        Map<String, Set<String>> agents = new HashMap<>();
        messages.forEach(message -> {
            Set<String> ofDesk = agents.computeIfAbsent(message.company(), desk -> new LinkedHashSet<>());
            if (!message.byCustomer()) {
                ofDesk.add(message.author());
            }
        });
        agents.forEach((desk, ofDesk) -> {
            ConfigureDesk settings = new ConfigureDesk(OFF, OFF, OFF, LARGEST_CAPACITY);
            actions.add(Actions.configureDesk("settings", desk, ADMIN, settings));
            for (String agent : ofDesk) {
                actions.add(Actions.addAgent("add-" + agent, desk, ADMIN, agent, null));
                actions.add(Actions.setPresence("online-" + agent, desk, agent, Presence.ONLINE));
            }
        });
    }

    private void translate(Message message) {
        if (opened.add(message.conversation())) {
            add(
                    message,
                    Actions.openTicket(
                            message.id(), message.company(), message.conversation(), message.author(), Channel.SOCIAL));
        } else if (message.byCustomer()) {
            add(message, written(message, Actions.customer(message.author())));
        } else {
            hand(message, message.author());
            add(message, written(message, Actions.agent(message.author())));
        }
        if (message.equals(last.get(message.conversation())) && holders.containsKey(message.conversation())) {
            Actor holder = Actions.agent(holders.get(message.conversation()));
            add(
                    message,
                    Actions.closeTicket(message.id() + "/close", message.company(), message.conversation(), holder));
        }
    }

    private void hand(Message message, String agent) {
        if (!agent.equals(holders.put(message.conversation(), agent))) {
            add(
                    message,
                    Actions.assignTicket(
                            message.id() + "/assign",
                            message.company(),
                            message.conversation(),
                            Actions.admin(ADMIN),
                            agent));
        }
    }

    private static DeskAction written(Message message, Actor by) {
        return Actions.sendMessage(message.id(), message.company(), message.conversation(), by, message.id());
    }

    private void add(Message message, DeskAction action) {
        action.setOccurredAt(message.at());
        actions.add(action);
    }
}
