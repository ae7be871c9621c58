package org.ticketdesk.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.json.JsonForm;

/**
 * A history from another system as a file: prints the real conversations as actions, one JSON object a line, in time order, each
 * with the time at which it came. What the desks are told before all else has the time of the first message. {@code desk audit
 * what-if --actions FILE} takes such a file, and needs no Kafka.
 */
public final class ConversationsExample {
    private ConversationsExample() {}

    /**
     * Prints the lines to standard output.
     *
     * @param args none
     * @throws IOException when the conversations cannot be read
     */
    public static void main(String... args) throws IOException {
        print(new PrintStream(System.out, false, StandardCharsets.UTF_8));
    }

    /**
     * Prints the lines.
     *
     * @param out where to
     * @throws IOException when the conversations cannot be read
     */
    public static void print(PrintStream out) throws IOException {
        List<Message> messages = Message.all();
        Instant beginning = messages.get(0).at();
        for (DeskAction action : Translation.of(messages)) {
            if (action.getOccurredAt() == null) {
                action.setOccurredAt(beginning);
            }
            out.println(JsonForm.write(action));
        }
        out.flush();
    }
}
