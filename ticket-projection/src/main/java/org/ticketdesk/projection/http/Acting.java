package org.ticketdesk.projection.http;

import static org.ticketdesk.projection.http.Routes.ACTION_ID;
import static org.ticketdesk.projection.http.Routes.DESK;
import static org.ticketdesk.projection.http.Routes.OFFSET;
import static org.ticketdesk.projection.http.Routes.PARTITION;
import static org.ticketdesk.projection.http.Routes.WAIT;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.ticketdesk.events.Actor;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.FireTimer;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.OpenTicket;
import org.ticketdesk.events.Reason;
import org.ticketdesk.events.Role;
import org.ticketdesk.events.SendMessage;
import org.ticketdesk.events.json.JsonForm;
import org.ticketdesk.events.json.MalformedException;
import org.ticketdesk.events.publisher.ActionPublisher;
import org.ticketdesk.events.publisher.Publication;
import org.ticketdesk.events.publisher.PublisherFullException;
import org.ticketdesk.events.publisher.Receipt;
import org.ticketdesk.events.topics.TraceContext;
import org.ticketdesk.projection.http.Problem.Status;
import org.ticketdesk.projection.http.access.Caller;
import org.ticketdesk.projection.views.Applied;
import org.ticketdesk.projection.views.Views;

/** Takes actions, and tells their outcomes. Thread-safe. */
final class Acting {
    /** How long the brokers have to acknowledge an action. */
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(10);

    private static final Map<String, String> RETRY = Map.of("Retry-After", "1");

    private static final ObjectReader TREE = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerFor(JsonNode.class);

    private final Views views;
    private final ActionPublisher publisher;
    private final Feed feed;
    private final Waits waits;
    private final Duration maxBehind;

    Acting(Views views, ActionPublisher publisher, Feed feed, Waits waits, Duration maxBehind) {
        this.views = views;
        this.publisher = publisher;
        this.feed = feed;
        this.waits = waits;
        this.maxBehind = maxBehind;
    }

    /** Puts an action into the log; with a wait, answers with its outcome as soon as the views have it. */
    Answer publish(Asked asked) {
        DeskAction action = read(asked.get(DESK), asked.caller(), asked.body());
        if (!action.getDesk().equals(asked.get(DESK))) {
            throw Asked.malformed("desk", "The body names another desk than the path; leave it out.");
        }
        if (action.getActor().getRole() == Role.SYSTEM || action.getAction() instanceof FireTimer) {
            throw new ProblemException(Problem.of(
                    Status.FORBIDDEN,
                    "Only the desk's own clock speaks as SYSTEM and fires timers, and not at this door."));
        }
        seeToItThatTheySpeakForThemselves(asked.caller(), action);
        seeToItThatTheDeskHasBegun(asked.caller(), action.getDesk());
        if (asked.isOfCustomer()) {
            seeToItThatItIsTheirs(asked.caller(), action);
        }
        long seconds = asked.get(WAIT);
        Receipt receipt;
        boolean inTime;
        long until;
        try (Feed.Expected expected = feed.expect(action.getDesk(), action.getActionId())) {
            receipt = acknowledged(published(action, asked.trace()));
            if (seconds <= 0) {
                return accepted(action, receipt);
            }
            until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            var outcome = expected.at(receipt.partition(), receipt.offset());
            inTime = waits.await(outcome, Duration.ofSeconds(seconds));
            if (inTime && outcome.join() != null) {
                return outcome(asked, outcome.join());
            }
        }
        Optional<JournalEntry> found = lookedUp(action, receipt, inTime, until);
        return found.isPresent() ? outcome(asked, found.get()) : accepted(action, receipt);
    }

    /** The actor of an action is the token's: who names another is told so, and nothing is published. */
    private static void seeToItThatTheySpeakForThemselves(Caller caller, DeskAction action) {
        Actor actor = action.getActor();
        if (!actor.getRole().name().equals(caller.role().name())
                || !actor.getId().equals(caller.id())) {
            throw new ProblemException(Problem.of(
                    Status.FORBIDDEN,
                    "The body names " + actor.getRole() + " " + actor.getId()
                            + " as its actor, and the token is that of " + caller.role() + " " + caller.id()
                            + ": leave the actor out, the token says who it is."));
        }
    }

    /**
     * A desk begins with its first action, and who may be at every desk could make up any. One that began just now is waited for, as
     * long as the views may be behind.
     */
    private void seeToItThatTheDeskHasBegun(Caller caller, String desk) {
        if (caller.mayBeginDesks()) {
            return;
        }
        try (Feed.Reached begun = feed.reached(desk, 1)) {
            if (hasBegun(desk) || waits.await(begun.future(), maxBehind) && hasBegun(desk)) {
                return;
            }
        }
        throw new ProblemException(Problem.of(
                Status.NOT_FOUND,
                "There is no desk " + desk
                        + " yet, and who may be at every desk begins one only as an admin: let an admin"
                        + " begin it, by adding an agent for example."));
    }

    private boolean hasBegun(String desk) {
        return waits.query(() -> views.sequence(desk)) > 0;
    }

    /**
     * A customer opens a ticket, or writes in one of their own, which is all that the rulebook lets a customer do: a refusal would tell of
     * others what is theirs, and stand in their story or their desk's, so nothing is published.
     */
    private void seeToItThatItIsTheirs(Caller customer, DeskAction action) {
        if (!(action.getAction() instanceof OpenTicket || action.getAction() instanceof SendMessage)) {
            throw new ProblemException(Problem.of(
                    Status.FORBIDDEN,
                    "A customer opens tickets and writes messages; the action is another than these."));
        }
        String ticket = action.getTicket();
        if (ticket == null) {
            return;
        }
        if (action.getAction() instanceof OpenTicket opening) {
            if (waits.query(() -> views.customer(action.getDesk(), ticket))
                    .filter(owner -> !owner.equals(customer.id()))
                    .isPresent()) {
                throw taken(ticket);
            }
            if (opening.getFollowsUp() != null) {
                seeToItThatTheyHave(customer, action.getDesk(), opening.getFollowsUp());
            }
        } else {
            seeToItThatTheyHave(customer, action.getDesk(), ticket);
        }
    }

    private void seeToItThatTheyHave(Caller customer, String desk, String ticket) {
        if (!waits.query(() -> Reading.isOf(views, customer, desk, ticket))) {
            throw waits.query(() -> Reading.nothing(views, desk, "ticket " + ticket));
        }
    }

    /** What the rulebook would say; nobody else's ticket gets an entry for it. */
    private static ProblemException taken(String ticket) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("reason", Reason.TICKET_EXISTS.name());
        more.put("ticketStatus", null);
        return new ProblemException(Problem.of(
                Status.CONFLICT, "This desk has a ticket " + ticket + " already; a new ticket needs a new id.", more));
    }

    /** Looks for the outcome in the views, as nobody told of it, and while there is time again whenever it may be there. */
    private Optional<JournalEntry> lookedUp(DeskAction action, Receipt receipt, boolean isTimeLeft, long until) {
        String desk = action.getDesk();
        boolean inTime = isTimeLeft;
        while (true) {
            try (Feed.Expected expected = feed.expect(desk, action.getActionId())) {
                var outcome = expected.at(receipt.partition(), receipt.offset());
                Optional<JournalEntry> found = waits.query(
                                () -> views.outcome(desk, action.getActionId(), receipt.partition(), receipt.offset()))
                        .map(Applied::entry);
                if (found.isPresent() || !inTime) {
                    return found;
                }
                inTime = waits.await(outcome, Duration.ofNanos(until - System.nanoTime()));
                if (inTime && outcome.join() != null) {
                    return Optional.of(outcome.join());
                }
            }
        }
    }

    /** The outcome of an action, whoever published it. */
    Answer outcome(Asked asked) {
        String desk = asked.get(DESK);
        String actionId = asked.get(ACTION_ID);
        Optional<Accepted.Place> place = place(asked);
        Callable<Optional<Applied>> query = () -> place.isEmpty()
                ? views.outcome(desk, actionId)
                : views.outcome(
                        desk, actionId, place.get().partition(), place.get().offset());
        long seconds = asked.get(WAIT);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        boolean inTime = seconds > 0;
        while (true) {
            try (Feed.Expected expected = feed.expect(desk, actionId)) {
                CompletableFuture<JournalEntry> entry = place.isEmpty()
                        ? expected.any()
                        : expected.at(place.get().partition(), place.get().offset());
                Optional<Applied> outcome = waits.query(query).filter(applied -> isTheirs(asked, applied.entry()));
                if (outcome.isPresent()) {
                    Applied found = outcome.get();
                    return Answer.Json.of(withFirst(asked, found.entry()), found.deskSequence());
                }
                if (!inTime) {
                    throw new ProblemException(Problem.of(
                            Status.NOT_FOUND,
                            "The desk " + desk + " has no outcome of an action " + actionId
                                    + (seconds > 0 ? " after " + seconds + " s" : " so far")
                                    + ": it was not published, or is not decided yet."));
                }
                inTime = waits.await(entry, Duration.ofNanos(until - System.nanoTime()));
            }
        }
    }

    /** Whether whoever asks may see the outcome: a customer, of what they asked for themselves. */
    private static boolean isTheirs(Asked asked, JournalEntry entry) {
        return !asked.isOfCustomer()
                || entry.getActor().getRole() == Role.CUSTOMER
                        && entry.getActor().getId().equals(asked.caller().id());
    }

    private static Optional<Accepted.Place> place(Asked asked) {
        Long partition = asked.get(PARTITION);
        Long offset = asked.get(OFFSET);
        if (partition == null && offset == null) {
            return Optional.empty();
        }
        if (partition == null || offset == null) {
            throw Asked.malformed(
                    partition == null ? PARTITION.name() : OFFSET.name(),
                    "Found one of the parameters partition and offset, expected both or none.");
        }
        return Optional.of(new Accepted.Place(partition.intValue(), offset));
    }

    private static DeskAction read(String desk, Caller caller, byte[] body) {
        try {
            return JsonForm.read(completed(desk, caller, body));
        } catch (MalformedException e) {
            throw Asked.malformed(e.path(), "The body is no action: " + e.getMessage() + ".");
        }
    }

    /** The body with the path's desk and the token's actor in it. One that cannot be read stays as it is: reading it then says what is wrong. */
    private static byte[] completed(String desk, Caller caller, byte[] body) {
        try {
            if (!(TREE.readTree(body) instanceof ObjectNode action)) {
                return body;
            }
            JsonNode given = action.get("desk");
            if (given != null && !given.equals(action.textNode(desk))) {
                throw Asked.malformed(
                        "desk",
                        "The body is no action for this desk: desk: found " + given + ", expected \"" + desk
                                + "\" as in the path; leave it out.");
            }
            if (!action.has("actor")) {
                action.putObject("actor").put("role", caller.role().name()).put("id", caller.id());
            }
            return Json.MAPPER.writeValueAsBytes(action.put("desk", desk));
        } catch (NumberFormatException e) {
            throw Asked.malformed(
                    "",
                    "The body is no action: it has a number of more digits than can be counted; expected a smaller one.");
        } catch (IOException e) {
            return body;
        }
    }

    private Publication published(DeskAction action, Optional<TraceContext> trace) {
        try {
            return publisher.publish(action, trace.map(TraceContext::headers).orElse(Map.of()));
        } catch (MalformedException e) {
            throw new IllegalStateException("An action that was read is malformed", e);
        } catch (PublisherFullException e) {
            throw new ProblemException(
                    Problem.of(
                            Status.UNAVAILABLE,
                            "Too many actions are on their way to the log, and this one was not sent: send it again later."),
                    RETRY);
        } catch (KafkaException | IllegalStateException e) {
            throw notKnown(e);
        }
    }

    private Receipt acknowledged(Publication publication) {
        var acknowledged = publication.acknowledged();
        try {
            if (waits.await(acknowledged, ACKNOWLEDGED_WITHIN)) {
                return acknowledged.join();
            }
        } catch (KafkaException | CompletionException | IllegalStateException e) {
            throw notKnown(e);
        }
        throw notKnown(null);
    }

    private static ProblemException notKnown(RuntimeException cause) {
        return new ProblemException(
                Problem.of(
                        Status.UNAVAILABLE,
                        "The log did not take the action in time, and it is not known whether it will"
                                + (cause == null ? "" : " (" + cause.getMessage() + ")")
                                + ": send it again with the same actionId, which is harmless."),
                RETRY);
    }

    private static Answer accepted(DeskAction action, Receipt receipt) {
        String outcome = "/api/desks/" + encoded(action.getDesk()) + "/actions/" + encoded(action.getActionId())
                + "?partition=" + receipt.partition() + "&offset=" + receipt.offset();
        return new Answer.Json(
                202,
                new Accepted(
                        action.getActionId(),
                        action.getDesk(),
                        new Accepted.Place(receipt.partition(), receipt.offset()),
                        outcome),
                null,
                Map.of("Location", outcome));
    }

    private Answer outcome(Asked asked, JournalEntry entry) {
        return switch (entry.getOutcome()) {
            case ACCEPTED, DUPLICATE -> Answer.Json.of(withFirst(asked, entry), entry.getSequence());
            case REFUSED -> throw refused(asked, entry);
        };
    }

    /** An entry, a repetition with what became of the action the first time. */
    private ObjectNode withFirst(Asked asked, JournalEntry entry) {
        ObjectNode outcome = told(asked, entry);
        if (entry.getOf() != null) {
            waits.query(() -> views.entry(entry.getDesk(), entry.getOf()))
                    .map(Applied::entry)
                    .filter(first -> isTheirs(asked, first))
                    .ifPresent(first -> outcome.set("first", told(asked, first)));
        }
        return outcome;
    }

    /** An entry as whoever asks may see it: a customer with the facts about the ticket of the first, which is what they asked for. */
    private static ObjectNode told(Asked asked, JournalEntry entry) {
        ObjectNode outcome = wire(entry);
        if (asked.isOfCustomer() && outcome.path("facts") instanceof ArrayNode facts) {
            JsonNode own = facts.path(0).path("ticket");
            facts.removeIf(fact -> !fact.path("ticket").equals(own));
        }
        return outcome;
    }

    private ProblemException refused(Asked asked, JournalEntry entry) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("reason", entry.getReason().name());
        more.put(
                "ticketStatus",
                waits.query(() -> views.entry(entry.getDesk(), entry.getSequence())
                        .filter(applied -> !asked.isOfCustomer()
                                || applied.ticket() != null
                                        && Reading.isOf(views, asked.caller(), entry.getDesk(), applied.ticket()))
                        .map(Applied::ticketStatus)
                        .orElse(null)));
        more.put("outcome", told(asked, entry));
        return new ProblemException(
                Problem.of(Status.CONFLICT, entry.getDetail(), more),
                Map.of(Routes.DESK_SEQUENCE, Long.toString(entry.getSequence())));
    }

    private static ObjectNode wire(JournalEntry entry) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(JsonForm.write(entry));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An entry's own JSON cannot be read", e);
        }
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
