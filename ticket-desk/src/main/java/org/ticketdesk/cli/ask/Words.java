package org.ticketdesk.cli.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Values of an answer as people read them; an empty text where there is none. */
public final class Words {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private Words() {}

    /** A text, or a number. */
    public static String text(JsonNode of, String field) {
        return of.hasNonNull(field) ? of.get(field).asText() : "";
    }

    /** A time, in this machine's zone. */
    public static String time(JsonNode of, String field) {
        return of.hasNonNull(field) ? TIME.format(Instant.parse(of.get(field).asText())) : "";
    }

    /** A duration in milliseconds, in its two largest units. */
    public static String duration(JsonNode of, String field) {
        return of.hasNonNull(field) ? duration(of.get(field).asLong()) : "";
    }

    /** A duration in its two largest units. */
    public static String duration(long ms) {
        Duration time = Duration.ofMillis(ms);
        if (ms < 1_000) {
            return ms + " ms";
        }
        if (ms < 10_000 && ms % 1_000 != 0) {
            return String.format(Locale.ROOT, "%.1f s", ms / 1e3);
        }
        if (time.toMinutes() == 0) {
            return time.toSeconds() + " s";
        }
        if (time.toHours() == 0) {
            return time.toMinutes() + " min " + time.toSecondsPart() + " s";
        }
        if (time.toDays() == 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toDays() + " d " + time.toHoursPart() + " h";
    }

    /** A status as the guide writes it. */
    public static String status(String status) {
        return switch (status) {
            case "PENDING" -> "Pending";
            case "ACTIVE" -> "Active";
            case "PROACTIVE" -> "Proactive";
            case "IN_PROGRESS" -> "In Progress";
            case "IDLE" -> "Idle";
            case "CLOSED" -> "Closed";
            default -> status;
        };
    }

    /**
     * What an action asks for, to follow "asked to"; the action's own name where it is not known here.
     *
     * @param type of the action
     * @param it what the ticket is called that it is about
     */
    public static String asks(String type, String it) {
        return switch (type) {
            case "OpenTicket" -> "open " + it;
            case "StartProactiveChat" -> "write first";
            case "SendMessage" -> "write in " + it;
            case "MoveToInProgress" -> "park " + it + " In Progress";
            case "MoveToIdle" -> "set " + it + " Idle";
            case "CloseTicket" -> "close " + it;
            case "ReopenTicket" -> "reopen " + it;
            case "AssignTicket" -> "assign " + it;
            case "ChangePriority" -> "change the priority of " + it;
            case "SetPresence" -> "change presence";
            case "AddAgent" -> "add an agent";
            case "RemoveAgent" -> "remove an agent";
            case "SetCapacity" -> "change a capacity";
            case "ConfigureDesk" -> "change the settings";
            case "FireTimer" -> "act on the time set";
            default -> type;
        };
    }
}
