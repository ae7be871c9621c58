package org.ticketdesk.cli.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Entries of a ticket's history as lines of a story. */
public final class Story {

    private Story() {}

    /** Where the lines of a story go. */
    @FunctionalInterface
    public interface Lines {
        /**
         * Takes a line.
         *
         * @param at when
         * @param who who asked
         * @param what what happened
         */
        void line(String at, String who, String what);
    }

    /**
     * Tells one entry: a line for each of its facts, or for its refusal.
     *
     * @param entry of a ticket's history
     * @param lines told one after another
     */
    public static void tell(JsonNode entry, Lines lines) {
        String at = Words.time(entry, "at");
        JsonNode actor = entry.get("actor");
        String who = Words.text(actor, "role").toLowerCase(Locale.ROOT) + " " + Words.text(actor, "id");
        String asked = "asked to " + Words.asks(Words.text(entry, "type"), "it");
        switch (Words.text(entry, "outcome")) {
            case "REFUSED" -> lines.line(at, who, asked + ", and was refused: " + Words.text(entry, "detail"));
            case "DUPLICATE" -> lines.line(at, who, asked + " again, as in entry " + Words.text(entry, "of"));
            default -> {
                String lateness = lateness(entry.path("timer"));
                for (JsonNode fact : entry.get("facts")) {
                    lines.line(at, who, sentence(fact) + lateness);
                    lateness = "";
                }
            }
        }
    }

    private static String lateness(JsonNode timer) {
        if (!timer.hasNonNull("lateMs")) {
            return "";
        }
        long late = timer.get("lateMs").asLong();
        return ", " + (late < 0 ? Words.duration(-late) + " early" : Words.duration(late) + " late");
    }

    private static String sentence(JsonNode fact) {
        String type = Words.text(fact, "type");
        return switch (type) {
            case "TicketOpened" -> "opened through " + Words.text(fact, "channel");
            case "ProactiveChatStarted" -> "wrote first, to " + Words.text(fact, "customer");
            case "MessageNoted" -> "wrote " + Words.text(fact, "messageId");
            case "StatusChanged" -> changed(fact);
            case "AssigneeChanged" -> "handed over from " + Words.text(fact, "from") + " to " + Words.text(fact, "to");
            case "PriorityChanged" -> "priority " + Words.text(fact, "from") + " to " + Words.text(fact, "to");
            case "TimerDismissed" -> "clock " + Words.text(fact, "timer") + " dismissed: " + Words.text(fact, "why");
            default -> type;
        };
    }

    private static String changed(JsonNode fact) {
        String from = Words.text(fact, "from");
        String lasted = Words.duration(fact, "lastedMs");
        String assignee = Words.text(fact, "assignee");
        return (from.isEmpty() ? "" : Words.status(from) + (lasted.isEmpty() ? "" : " (" + lasted + ")") + " → ")
                + Words.status(Words.text(fact, "to"))
                + (assignee.isEmpty() ? "" : ", with " + assignee)
                + "  [" + Words.text(fact, "row") + ": " + Words.text(fact, "because") + "]";
    }
}
