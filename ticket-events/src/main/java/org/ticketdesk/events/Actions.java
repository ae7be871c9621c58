package org.ticketdesk.events;

/**
 * Actions for those who publish them, one method per kind. {@code actionId} makes a retry harmless, so keep it when you try
 * again. Nothing is checked here; {@link org.ticketdesk.events.json.WellFormed} does that.
 */
public final class Actions {

    private Actions() {}

    /**
     * A customer as an actor.
     *
     * @param id the customer's opaque id
     * @return a new actor
     */
    public static Actor customer(String id) {
        return new Actor(Role.CUSTOMER, id);
    }

    /**
     * An agent as an actor.
     *
     * @param id the agent's opaque id
     * @return a new actor
     */
    public static Actor agent(String id) {
        return new Actor(Role.AGENT, id);
    }

    /**
     * An admin as an actor.
     *
     * @param id the admin's opaque id
     * @return a new actor
     */
    public static Actor admin(String id) {
        return new Actor(Role.ADMIN, id);
    }

    /**
     * Any action.
     *
     * @param actionId chosen by the publisher
     * @param desk the desk
     * @param ticket the ticket, or null for an action that concerns none
     * @param actor who asks
     * @param what one of the records that the field {@code action} takes
     * @return a new action, without {@code occurredAt}
     */
    public static DeskAction of(String actionId, String desk, String ticket, Actor actor, EventRecord what) {
        return new DeskAction(actionId, desk, ticket, actor, null, what);
    }

    /**
     * A customer opens a ticket (row B1), of medium priority.
     *
     * @param actionId chosen by the publisher
     * @param desk the desk
     * @param ticket a new id
     * @param customer whose ticket it is
     * @param channel where they write
     * @return a new action
     */
    public static DeskAction openTicket(String actionId, String desk, String ticket, String customer, Channel channel) {
        return of(actionId, desk, ticket, customer(customer), new OpenTicket(channel, Priority.MEDIUM, null));
    }

    /**
     * An agent writes first (row B2), with medium priority.
     *
     * @param actionId chosen by the publisher
     * @param desk the desk
     * @param ticket a new id
     * @param agent who writes
     * @param customer to whom
     * @return a new action
     */
    public static DeskAction startProactiveChat(
            String actionId, String desk, String ticket, String agent, String customer) {
        return of(actionId, desk, ticket, agent(agent), new StartProactiveChat(customer, Priority.MEDIUM));
    }

    /**
     * Somebody has written (rows R9, R10, R12, R14, R17).
     *
     * @param actionId chosen by the publisher
     * @param desk the desk
     * @param ticket the ticket
     * @param by who wrote
     * @param messageId the message's id in the chat system
     * @return a new action
     */
    public static DeskAction sendMessage(String actionId, String desk, String ticket, Actor by, String messageId) {
        return of(actionId, desk, ticket, by, new SendMessage(messageId));
    }

    /**
     * Put a ticket aside (rows R2, R13).
     *
     * @param actionId chosen by the publisher
     * @param desk the desk
     * @param ticket the ticket
     * @param by who asks
     * @return a new action
     */
    public static DeskAction moveToInProgress(String actionId, String desk, String ticket, Actor by) {
        return of(actionId, desk, ticket, by, new MoveToInProgress());
    }

    /**
     * Wait for the customer (row R4).
     *
     * @param actionId chosen by the publisher
     * @param desk the desk
     * @param ticket the ticket
     * @param by who asks
     * @return a new action
     */
    public static DeskAction moveToIdle(String actionId, String desk, String ticket, Actor by) {
        return of(actionId, desk, ticket, by, new MoveToIdle());
    }

    /**
     * Close a ticket (rows R5, R6, R15).
     *
     * @param actionId chosen by the publisher
     * @param desk the desk
     * @param ticket the ticket
     * @param by who asks
     * @return a new action
     */
    public static DeskAction closeTicket(String actionId, String desk, String ticket, Actor by) {
        return of(actionId, desk, ticket, by, new CloseTicket());
    }

    /**
     * Reopen a ticket (rows R18, R19, R20).
     *
     * @param actionId chosen by the publisher
     * @param desk the desk
     * @param ticket the ticket
     * @param by who asks
     * @return a new action
     */
    public static DeskAction reopenTicket(String actionId, String desk, String ticket, Actor by) {
        return of(actionId, desk, ticket, by, new ReopenTicket());
    }

    /**
     * Assign a ticket (rows R1, R8) or hand it over.
     *
     * @param actionId chosen by the publisher
     * @param desk the desk
     * @param ticket the ticket
     * @param by who asks
     * @param agent who gets it
     * @return a new action
     */
    public static DeskAction assignTicket(String actionId, String desk, String ticket, Actor by, String agent) {
        return of(actionId, desk, ticket, by, new AssignTicket(agent));
    }

    /**
     * Change a ticket's priority.
     *
     * @param actionId chosen by the publisher
     * @param desk the desk
     * @param ticket the ticket
     * @param by who asks
     * @param priority the new one
     * @return a new action
     */
    public static DeskAction changePriority(String actionId, String desk, String ticket, Actor by, Priority priority) {
        return of(actionId, desk, ticket, by, new ChangePriority(priority));
    }

    /**
     * An agent comes, steps away or leaves (row R7, routing).
     *
     * @param actionId chosen by the publisher
     * @param desk the desk
     * @param agent whose presence it is, and who says so
     * @param presence the new one
     * @return a new action
     */
    public static DeskAction setPresence(String actionId, String desk, String agent, Presence presence) {
        return of(actionId, desk, null, agent(agent), new SetPresence(presence, null));
    }

    /**
     * An admin sets an agent's presence (row R7, routing).
     *
     * @param actionId chosen by the publisher
     * @param desk the desk
     * @param admin who asks
     * @param agent whose presence it is
     * @param presence the new one
     * @return a new action
     */
    public static DeskAction setPresenceOf(
            String actionId, String desk, String admin, String agent, Presence presence) {
        return of(actionId, desk, null, admin(admin), new SetPresence(presence, agent));
    }

    /**
     * A person joins the desk's agents.
     *
     * @param actionId chosen by the publisher
     * @param desk the desk
     * @param admin who asks
     * @param agent who joins
     * @param capacity 1 to 100, or null for the desk's default
     * @return a new action
     */
    public static DeskAction addAgent(String actionId, String desk, String admin, String agent, Integer capacity) {
        return of(actionId, desk, null, admin(admin), new AddAgent(agent, capacity));
    }

    /**
     * An agent leaves the desk.
     *
     * @param actionId chosen by the publisher
     * @param desk the desk
     * @param admin who asks
     * @param agent who leaves
     * @return a new action
     */
    public static DeskAction removeAgent(String actionId, String desk, String admin, String agent) {
        return of(actionId, desk, null, admin(admin), new RemoveAgent(agent));
    }

    /**
     * Change an agent's capacity.
     *
     * @param actionId chosen by the publisher
     * @param desk the desk
     * @param admin who asks
     * @param agent whose capacity it is
     * @param capacity 1 to 100, or null for the desk's default
     * @return a new action
     */
    public static DeskAction setCapacity(String actionId, String desk, String admin, String agent, Integer capacity) {
        return of(actionId, desk, null, admin(admin), new SetCapacity(agent, capacity));
    }

    /**
     * Change the desk's settings (rows R3, R11, R16).
     *
     * @param actionId chosen by the publisher
     * @param desk the desk
     * @param admin who asks
     * @param settings in milliseconds: null stays as it is, 0 is off
     * @return a new action
     */
    public static DeskAction configureDesk(String actionId, String desk, String admin, ConfigureDesk settings) {
        return of(actionId, desk, null, admin(admin), settings);
    }

    /**
     * A clock has struck (rows R3, R11, R16).
     *
     * @param actionId chosen by the publisher
     * @param desk the desk
     * @param ticket the ticket
     * @param timer which clock
     * @param deadline the time that it was armed for, in milliseconds since 1970 began in UTC
     * @return a new action
     */
    public static DeskAction fireTimer(String actionId, String desk, String ticket, Timer timer, long deadline) {
        return of(actionId, desk, ticket, new Actor(Role.SYSTEM, "clock"), new FireTimer(timer, deadline));
    }
}
