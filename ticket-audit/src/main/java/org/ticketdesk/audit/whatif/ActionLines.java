package org.ticketdesk.audit.whatif;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.function.Consumer;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.json.JsonForm;
import org.ticketdesk.events.json.MalformedException;

/** A past in a file: actions as JSON lines in time order, each with its {@code occurredAt}. Stateless. */
public final class ActionLines {
    private ActionLines() {}

    /**
     * Reads all lines; empty ones are passed over.
     *
     * @param lines the file, the caller's to close
     * @param each is given the actions in their order
     * @throws WrongPastException at the first line that is no action, has no time, or is older than the one before
     * @throws IOException when the file cannot be read
     */
    public static void read(BufferedReader lines, Consumer<PastAction> each) throws WrongPastException, IOException {
        PastAction before = null;
        long number = 0;
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    PastAction past = read(line, number, before);
                    each.accept(past);
                    before = past;
                }
            }
        } catch (CharacterCodingException e) {
            throw new WrongPastException(number + 1, "found bytes that are not UTF-8, expected JSON lines in UTF-8");
        }
    }

    private static PastAction read(String line, long number, PastAction before) throws WrongPastException {
        DeskAction action;
        try {
            action = JsonForm.read(line);
        } catch (MalformedException e) {
            throw new WrongPastException(number, e.getMessage());
        }
        if (action.getOccurredAt() == null) {
            throw new WrongPastException(
                    number, "occurredAt: missing, expected when the action came, for a file has no other time");
        }
        long at = action.getOccurredAt().toEpochMilli();
        if (before != null && at < before.at()) {
            throw new WrongPastException(
                    number,
                    "occurredAt: found " + action.getOccurredAt() + ", which is before "
                            + before.action().getOccurredAt() + " of line " + before.place()
                            + ", expected actions in time order");
        }
        return new PastAction(action, at, number);
    }
}
