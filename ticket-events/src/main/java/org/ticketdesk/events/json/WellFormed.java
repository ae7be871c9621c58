package org.ticketdesk.events.json;

import java.time.Instant;
import org.ticketdesk.events.Actor;
import org.ticketdesk.events.AddAgent;
import org.ticketdesk.events.AssignTicket;
import org.ticketdesk.events.ChangePriority;
import org.ticketdesk.events.Channel;
import org.ticketdesk.events.CloseTicket;
import org.ticketdesk.events.ConfigureDesk;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.FireTimer;
import org.ticketdesk.events.MoveToIdle;
import org.ticketdesk.events.MoveToInProgress;
import org.ticketdesk.events.OpenTicket;
import org.ticketdesk.events.Presence;
import org.ticketdesk.events.Priority;
import org.ticketdesk.events.RemoveAgent;
import org.ticketdesk.events.ReopenTicket;
import org.ticketdesk.events.Role;
import org.ticketdesk.events.SendMessage;
import org.ticketdesk.events.SetCapacity;
import org.ticketdesk.events.SetPresence;
import org.ticketdesk.events.StartProactiveChat;
import org.ticketdesk.events.Timer;

/**
 * What makes an action malformed that its schema cannot say: ids, ranges, and where a ticket belongs. It is asked of every action,
 * in JSON or in bytes, and costs well under a microsecond.
 *
 * <p>An action that a role may not take is well-formed; refusing it is the rulebook's.
 */
public final class WellFormed {

    /** The longest id, in characters. */
    public static final int MAX_ID = 128;
    /** The id of the only actor whose role is SYSTEM. */
    public static final String SYSTEM_ID = "clock";
    /** The largest capacity; the smallest is 1. */
    public static final int MAX_CAPACITY = 100;
    /** The shortest duration of a setting, in milliseconds: a second. */
    public static final long MIN_DURATION_MS = 1_000;
    /** The longest duration of a setting, in milliseconds: seven days. */
    public static final long MAX_DURATION_MS = 604_800_000;

    /** Times are written with years of four digits. */
    static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");

    static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final long LAST_DEADLINE = LAST_TIME.toEpochMilli();

    private static final boolean[] ID_CHARACTER = new boolean[128];

    static {
        for (char c = 0; c < ID_CHARACTER.length; c++) {
            ID_CHARACTER[c] =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-_.:@".indexOf(c) >= 0;
        }
    }

    private WellFormed() {}

    /**
     * Checks an action, the fields that its schema demands included.
     *
     * @param action any action
     * @throws MalformedException at the first flaw
     */
    public static void check(DeskAction action) throws MalformedException {
        token("actionId", action.getActionId());
        id("desk", action.getDesk());
        actor(action.getActor());
        if (action.getOccurredAt() != null) {
            time("occurredAt", action.getOccurredAt());
        }
        Object what = action.getAction();
        if (concernsTicket(what, action.getActor().getRole())) {
            id("ticket", action.getTicket());
        } else if (action.getTicket() != null) {
            throw new MalformedException(
                    "ticket",
                    "found " + quoted(action.getTicket()) + ", expected none: "
                            + what.getClass().getSimpleName() + " concerns no ticket");
        }
    }

    /** Checks what is asked, and says whether it is asked of a ticket. */
    private static boolean concernsTicket(Object what, Role role) throws MalformedException {
        if (what instanceof SendMessage message) {
            token("action.messageId", message.getMessageId());
            return true;
        }
        if (what instanceof FireTimer fired) {
            value("action.timer", fired.getTimer(), Timer.class);
            number("action.deadline", fired.getDeadline(), 0, LAST_DEADLINE);
            return true;
        }
        if (what instanceof OpenTicket opened) {
            value("action.channel", opened.getChannel(), Channel.class);
            value("action.priority", opened.getPriority(), Priority.class);
            optionalId("action.followsUp", opened.getFollowsUp());
            return true;
        }
        if (what instanceof StartProactiveChat started) {
            id("action.customer", started.getCustomer());
            value("action.priority", started.getPriority(), Priority.class);
            return true;
        }
        if (what instanceof MoveToInProgress
                || what instanceof MoveToIdle
                || what instanceof CloseTicket
                || what instanceof ReopenTicket) {
            return true;
        }
        if (what instanceof AssignTicket assigned) {
            id("action.agent", assigned.getAgent());
            return true;
        }
        if (what instanceof ChangePriority changed) {
            value("action.priority", changed.getPriority(), Priority.class);
            return true;
        }
        if (what instanceof SetPresence presence) {
            presence(presence, role);
            return false;
        }
        if (what instanceof AddAgent added) {
            id("action.agent", added.getAgent());
            optionalCapacity("action.capacity", added.getCapacity());
            return false;
        }
        if (what instanceof RemoveAgent removed) {
            id("action.agent", removed.getAgent());
            return false;
        }
        if (what instanceof SetCapacity capacity) {
            id("action.agent", capacity.getAgent());
            optionalCapacity("action.capacity", capacity.getCapacity());
            return false;
        }
        if (what instanceof ConfigureDesk settings) {
            durationOrOff("action.idleAfterMs", settings.getIdleAfterMs());
            durationOrOff("action.closeIdleAfterMs", settings.getCloseIdleAfterMs());
            durationOrOff("action.inProgressToPendingAfterMs", settings.getInProgressToPendingAfterMs());
            optionalCapacity("action.defaultCapacity", settings.getDefaultCapacity());
            return false;
        }
        throw new MalformedException(
                "action",
                "found " + (what == null ? "none" : what.getClass().getName()) + ", expected a kind of action");
    }

    private static void actor(Actor actor) throws MalformedException {
        if (actor == null) {
            throw missing("actor", "who asks");
        }
        value("actor.role", actor.getRole(), Role.class);
        id("actor.id", actor.getId());
        if (actor.getRole() == Role.SYSTEM && !actor.getId().equals(SYSTEM_ID)) {
            throw new MalformedException(
                    "actor.id", "found " + quoted(actor.getId()) + ", expected \"" + SYSTEM_ID + "\", the only SYSTEM");
        }
    }

    private static void presence(SetPresence presence, Role role) throws MalformedException {
        value("action.presence", presence.getPresence(), Presence.class);
        if (role == Role.ADMIN && presence.getAgent() == null) {
            throw missing("action.agent", "the agent whose presence the ADMIN sets");
        }
        optionalId("action.agent", presence.getAgent());
    }

    private static void optionalId(String path, String id) throws MalformedException {
        if (id != null) {
            id(path, id);
        }
    }

    private static void id(String path, String id) throws MalformedException {
        if (id == null) {
            throw missing(path, "an id");
        }
        boolean good = !id.isEmpty() && id.length() <= MAX_ID;
        for (int i = 0; good && i < id.length(); i++) {
            char c = id.charAt(i);
            good = c < ID_CHARACTER.length && ID_CHARACTER[c];
        }
        if (!good) {
            throw new MalformedException(
                    path,
                    "found " + quoted(id) + ", expected 1 to " + MAX_ID
                            + " characters out of ASCII letters, digits and -_.:@");
        }
    }

    private static void token(String path, String token) throws MalformedException {
        if (token == null) {
            throw missing(path, "an id");
        }
        boolean good = !token.isEmpty() && token.length() <= MAX_ID;
        for (int i = 0; good && i < token.length(); i++) {
            char c = token.charAt(i);
            good = c > ' ' && c <= '~';
        }
        if (!good) {
            throw new MalformedException(
                    path,
                    "found " + quoted(token) + ", expected 1 to " + MAX_ID
                            + " printable ASCII characters without spaces");
        }
    }

    private static <E extends Enum<E>> void value(String path, E value, Class<E> type) throws MalformedException {
        if (value == null) {
            throw missing(path, "one of " + Expected.symbols(type));
        }
        if (value.name().equals(Expected.UNKNOWN)) {
            throw new MalformedException(path, "found " + value + ", expected one of " + Expected.symbols(type));
        }
    }

    private static void time(String path, Instant time) throws MalformedException {
        if (time.isBefore(FIRST_TIME) || time.isAfter(LAST_TIME)) {
            throw new MalformedException(
                    path, "found " + time + ", expected a time from " + FIRST_TIME + " to " + LAST_TIME);
        }
    }

    private static void optionalCapacity(String path, Integer capacity) throws MalformedException {
        if (capacity != null) {
            number(path, capacity, 1, MAX_CAPACITY);
        }
    }

    private static void durationOrOff(String path, Long milliseconds) throws MalformedException {
        if (milliseconds != null && milliseconds != 0) {
            number(path, milliseconds, MIN_DURATION_MS, MAX_DURATION_MS);
        }
    }

    private static void number(String path, long number, long least, long most) throws MalformedException {
        if (number < least || number > most) {
            throw new MalformedException(
                    path, "found " + number + ", expected a whole number from " + least + " to " + most);
        }
    }

    private static MalformedException missing(String path, String expected) {
        return new MalformedException(path, "missing, expected " + expected);
    }

    private static String quoted(String text) {
        return Expected.shortened("\"" + text + "\"");
    }
}
