package org.ticketdesk.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A message as the gateway's chat system knows it.
 *
 * @param company for whom
 * @param conversation in which conversation
 * @param id its own id
 * @param byCustomer whether a customer wrote it; else a care agent did
 * @param author who wrote
 * @param at when
 */
record Message(String company, String conversation, String id, boolean byCustomer, String author, Instant at) {

    /** All messages of the file, in time order. */
    static List<Message> all() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Message> messages = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Message.class.getResourceAsStream("/care-conversations.jsonl")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                messages.add(of(json.readTree(line)));
            }
        }
        return messages;
    }

    private static Message of(JsonNode line) {
        return new Message(
                line.required("company").textValue(),
                line.required("conversation").textValue(),
                line.required("message").textValue(),
                line.required("from").textValue().equals("customer"),
                line.required("author").textValue(),
                Instant.parse(line.required("at").textValue()));
    }
}
