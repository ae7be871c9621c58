package org.ticketdesk.projection.http;

import static org.ticketdesk.projection.http.Parameter.header;
import static org.ticketdesk.projection.http.Parameter.path;
import static org.ticketdesk.projection.http.Parameter.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ticketdesk.audit.asof.AgentAsOf;
import org.ticketdesk.audit.asof.DeskAsOf;
import org.ticketdesk.audit.asof.Difference;
import org.ticketdesk.audit.asof.TicketAsOf;
import org.ticketdesk.events.Channel;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.Priority;
import org.ticketdesk.events.Status;
import org.ticketdesk.projection.http.Possibilities.Person;
import org.ticketdesk.projection.http.Route.Body;
import org.ticketdesk.projection.http.Route.Content;
import org.ticketdesk.projection.http.Route.Example;
import org.ticketdesk.projection.http.Route.Method;
import org.ticketdesk.projection.http.Route.Reply;
import org.ticketdesk.projection.http.Route.Work;
import org.ticketdesk.projection.http.access.Role;
import org.ticketdesk.projection.http.access.TokenMaker;
import org.ticketdesk.projection.measures.By;
import org.ticketdesk.projection.views.AgentDetail;
import org.ticketdesk.projection.views.AgentSort;
import org.ticketdesk.projection.views.AgentView;
import org.ticketdesk.projection.views.AssignmentView;
import org.ticketdesk.projection.views.ChangeView;
import org.ticketdesk.projection.views.DeskSummary;
import org.ticketdesk.projection.views.DeskView;
import org.ticketdesk.projection.views.HistoryItem;
import org.ticketdesk.projection.views.MeasuresView;
import org.ticketdesk.projection.views.RefusalView;
import org.ticketdesk.projection.views.SetAsideView;
import org.ticketdesk.projection.views.TicketDetail;
import org.ticketdesk.projection.views.TicketSort;
import org.ticketdesk.projection.views.TicketView;
import org.ticketdesk.projection.views.Views;

/**
 * All that can be asked under {@code /api}, as one table. The server serves it, reads what comes in by it, and describes itself by
 * it; there is no other list.
 */
final class Routes {
    /** The header with the sequence of the desk that an answer reflects. */
    static final String DESK_SEQUENCE = "Desk-Sequence";
    /** How many items a list in JSON has at most. */
    static final int MOST_IN_JSON = 500;
    /** For how long an outcome is waited for at most, in seconds. */
    static final int LONGEST_WAIT = 30;

    static final Parameter<String> DESK = path("desk", Kind.ID, "The desk.");
    static final Parameter<String> TICKET = path("ticket", Kind.ID, "The ticket.");
    static final Parameter<String> AGENT = path("agent", Kind.ID, "The agent.");
    static final Parameter<String> ACTION_ID = path("actionId", Kind.TOKEN, "The action's id, percent-encoded.");

    static final Parameter<Long> AT_LEAST = query(
            "at-least",
            Kind.whole(0, 999_999_999_999_999_999L),
            "Wait, 10 s at most, until the desk's sequence is at least this: what was written by then is read.");
    static final Parameter<Long> WAIT = query(
                    "wait",
                    Kind.whole(0, LONGEST_WAIT),
                    "For how many seconds to wait for the outcome; 0, or left out, does not wait.")
            .or(0L);
    static final Parameter<Long> PARTITION = query(
            "partition",
            Kind.whole(0, Integer.MAX_VALUE),
            "With `offset`: of the publication that stands there in the log, as the answer 202 to it says.");
    static final Parameter<Long> OFFSET = query(
            "offset", Kind.whole(0, 999_999_999_999_999_999L), "With `partition`: where in it the publication stands.");
    static final Parameter<String> CURSOR =
            query("cursor", Kind.CURSOR, "Go on where the answer with this `next` ended.");
    static final Parameter<Long> LIMIT = query(
            "limit",
            Kind.whole(1, Views.MOST),
            "How many items at most: in JSON " + Views.USUAL + " unless said, and up to " + MOST_IN_JSON + "; as CSV "
                    + Views.MOST + " unless said.");
    static final Parameter<String> FORMAT = query(
            "format",
            Kind.oneOf("json", "csv"),
            "The form of the answer, whatever the header Accept says. A cell of CSV that begins with `=`, `+`, `-`, `@` or an"
                    + " apostrophe has an apostrophe before it, so that no spreadsheet takes it for a formula.");

    static final Parameter<Set<Status>> STATUS =
            query("status", Kind.someOf(Status.class), "In one of these statuses.");
    static final Parameter<String> ASSIGNEE = query("assignee", Kind.ID, "Held by this agent.");
    static final Parameter<String> CUSTOMER = query("customer", Kind.ID, "Of this customer.");
    static final Parameter<Channel> CHANNEL = query("channel", Kind.oneOf(Channel.class), "Through this channel.");
    static final Parameter<Priority> PRIORITY = query("priority", Kind.oneOf(Priority.class), "Of this priority.");
    static final Parameter<Instant> OPENED_FROM = query("openedFrom", Kind.TIME, "Opened first at this time or later.");
    static final Parameter<Instant> OPENED_TO = query("openedTo", Kind.TIME, "Opened first before this time.");
    static final Parameter<Instant> CLOSED_FROM = query("closedFrom", Kind.TIME, "Closed, at this time or later.");
    static final Parameter<Instant> CLOSED_TO = query("closedTo", Kind.TIME, "Closed, before this time.");
    static final Parameter<TicketSort> SORT = query(
                    "sort",
                    Kind.oneOf(TicketSort.class),
                    "The order: by first opening, by the time since when they have their status, by their last change, by closing"
                            + " (Closed ones only), each also backwards; or as they wait (Pending ones only).")
            .or(TicketSort.OPENED);

    static final Parameter<Boolean> LEFT = query(
                    "left", Kind.FLAG, "Whether those who have left the desk are listed too.")
            .or(false);
    static final Parameter<AgentSort> AGENT_SORT = query(
                    "sort",
                    Kind.oneOf(AgentSort.class),
                    "The order: by their ids; or by presence, ONLINE first, then AWAY, then OFFLINE.")
            .or(AgentSort.AGENT);
    static final Parameter<Boolean> NEWEST_FIRST = query(
                    "newestFirst", Kind.FLAG, "Whether the newest comes first, so that the first page is how it ends.")
            .or(false);
    static final Parameter<String> ONE_DESK =
            query("desk", Kind.ID, "This desk alone; the list is empty when nothing is known of it.");
    static final Parameter<String> OF_AGENT = query("agent", Kind.ID, "Of this agent.");
    static final Parameter<String> OF_TICKET = query("ticket", Kind.ID, "About this ticket.");
    static final Parameter<String> ACTOR = query("actor", Kind.ID, "Asked for by this person.");
    static final Parameter<Instant> FROM = query("from", Kind.TIME, "At this time or later.");
    static final Parameter<Instant> TO = query("to", Kind.TIME, "Before this time.");
    static final Parameter<By> BY =
            query("by", Kind.oneOf(By.class), "What the groups are.").or(By.DESK);

    private static final Kind<Long> SEQUENCE = Kind.whole(1, 999_999_999_999_999_999L);
    static final Parameter<Instant> TIME = query("time", Kind.TIME, "After all entries up to this time.");
    static final Parameter<Long> ENTRY =
            query("sequence", SEQUENCE, "After this entry. Instead of `time`; neither is the present.");
    static final Parameter<Instant> UNTIL_TIME =
            query("untilTime", Kind.TIME, "The second moment: after all entries up to this time.");
    static final Parameter<Long> UNTIL_ENTRY = query(
            "untilSequence",
            SEQUENCE,
            "The second moment: after this entry. Instead of `untilTime`; neither is the present.");

    static final Parameter<Person> ROLE =
            query("role", Kind.oneOf(Person.class), "Who would ask.").demanded();
    static final Parameter<String> ID = query("id", Kind.ID, "Their id.").demanded();

    static final Parameter<Place> LAST_EVENT_ID = header(
            "Last-Event-ID", Kind.PLACE, "The id of the last event that the client has; browsers send it themselves.");
    static final Parameter<Place> AFTER =
            query("after", Kind.PLACE, "As Last-Event-ID, for clients that cannot send that; a sequence will do.");

    private static final String AT = "/api/desks/{desk}";
    private static final List<Problem.Status> ONE_THING =
            List.of(Problem.Status.BAD_REQUEST, Problem.Status.NOT_FOUND, Problem.Status.TIMEOUT);

    private Routes() {}

    /**
     * The table.
     *
     * @param own what makes tokens, where a process has a key of its own
     */
    static List<Route> of(
            Reading reading, Acting acting, Streaming streaming, Work description, Optional<TokenMaker> own) {
        List<Route> routes = new ArrayList<>(everywhere(reading, acting, streaming, description));
        own.map(Routes::tokens).ifPresent(routes::add);
        return List.copyOf(routes);
    }

    private static Route tokens(TokenMaker maker) {
        return new Route(
                Method.POST,
                "/api/tokens",
                "A token of somebody else",
                "For who plays all parts at a desk of their own. It lasts for an hour, for every desk.",
                Rule.OPERATOR,
                List.of(ROLE, ID),
                Optional.empty(),
                List.of(new Reply(200, "The token.", new Content.One(MadeToken.class), false)),
                List.of(Problem.Status.BAD_REQUEST),
                new Work.Wait(asked -> Answer.Json.of(
                        MadeToken.of(maker, Role.valueOf(asked.get(ROLE).name()), asked.get(ID)), null)));
    }

    private static List<Route> everywhere(Reading reading, Acting acting, Streaming streaming, Work description) {
        return List.of(
                new Route(
                        Method.POST,
                        AT + "/actions",
                        "Ask something of a desk",
                        "Puts an action into the desk's log. With `wait`, answers with what became of it as soon as the views have it,"
                                + " so that what is read afterwards reflects it: a repetition says which outcome was the first. Without it,"
                                + " or when the time is over, answers with where its outcome will be. Sending an action again with the same"
                                + " `actionId` within 24 hours is harmless. The desk is the path's, and the actor the token's: leave both out. A"
                                + " customer opens tickets, and writes in their own as soon as the views have them.",
                        Rule.ACTING,
                        List.of(DESK, WAIT),
                        Optional.of(new Body(DeskAction.getClassSchema(), "desk", "actor", EXAMPLES)),
                        List.of(
                                new Reply(200, "It was accepted, or is a repetition.", new Content.WireOutcome(), true),
                                new Reply(
                                        202,
                                        "It stands in the log; what becomes of it is not known yet.",
                                        new Content.One(Accepted.class),
                                        false)),
                        List.of(
                                Problem.Status.BAD_REQUEST,
                                Problem.Status.FORBIDDEN,
                                Problem.Status.CONFLICT,
                                Problem.Status.CONTENT_TOO_LARGE,
                                Problem.Status.UNSUPPORTED_MEDIA_TYPE,
                                Problem.Status.UNAVAILABLE),
                        new Work.Wait(acting::publish)),
                new Route(
                        Method.GET,
                        AT + "/actions/{actionId}",
                        "What became of an action",
                        "The latest outcome of an action of this id that is no repetition: accepted, or refused. With the place of a"
                                + " publication in the log, the outcome of that one, also when it is a repetition.",
                        Rule.OWN_PART,
                        List.of(DESK, ACTION_ID, PARTITION, OFFSET, WAIT, AT_LEAST),
                        Optional.empty(),
                        List.of(new Reply(200, "Its outcome.", new Content.WireOutcome(), true)),
                        ONE_THING,
                        new Work.Wait(acting::outcome)),
                new Route(
                        Method.GET,
                        "/api/me",
                        "Who asks",
                        "As the token says.",
                        Rule.ONESELF,
                        List.of(),
                        Optional.empty(),
                        List.of(new Reply(200, "Who asks.", new Content.One(Me.class), false)),
                        List.of(),
                        new Work.Wait(asked -> Answer.Json.of(Me.of(asked.caller()), null))),
                new Route(
                        Method.GET,
                        "/api/desks",
                        "Desks at a glance",
                        "By their ids.",
                        Rule.DESKS,
                        List.of(ONE_DESK, CURSOR, LIMIT, FORMAT),
                        Optional.empty(),
                        List.of(new Reply(200, "Desks.", new Content.Part(DeskSummary.class), false)),
                        List.of(Problem.Status.BAD_REQUEST),
                        new Work.Query(reading::desks)),
                one(
                        AT,
                        "A desk",
                        "The desk at a glance, its settings, and the first 50 of its waiting line.",
                        Rule.DESK,
                        DeskView.class,
                        new Work.Query(reading::desk)),
                list(
                        AT + "/tickets",
                        "Tickets of a desk",
                        "Those for which all holds that is asked for.",
                        Rule.OWN_PART,
                        TicketView.class,
                        new Work.Query(reading::tickets),
                        STATUS,
                        ASSIGNEE,
                        CUSTOMER,
                        CHANNEL,
                        PRIORITY,
                        OPENED_FROM,
                        OPENED_TO,
                        CLOSED_FROM,
                        CLOSED_TO,
                        SORT),
                one(
                        AT + "/tickets/{ticket}",
                        "A ticket",
                        "The ticket as it is, with its open cycles and its assignments.",
                        Rule.TICKET,
                        TicketDetail.class,
                        new Work.Query(reading::ticket),
                        TICKET),
                list(
                        AT + "/tickets/{ticket}/history",
                        "A ticket's story",
                        "Each action about it, the oldest first unless said, with what it brought about for this ticket, or why"
                                + " it was refused.",
                        Rule.TICKET,
                        HistoryItem.class,
                        new Work.Query(reading::history),
                        TICKET,
                        NEWEST_FIRST),
                new Route(
                        Method.GET,
                        AT + "/tickets/{ticket}/allowed",
                        "What somebody may do with a ticket",
                        "Each action that there is for a ticket: whether this person's request would be accepted now, and why not."
                                + " The rulebook is asked; by the time of a request, the desk may have moved on. A customer may ask for themselves.",
                        Rule.TICKET,
                        List.of(DESK, TICKET, ROLE, ID, AT_LEAST),
                        Optional.empty(),
                        List.of(new Reply(200, "What they may do.", new Content.One(Allowed.class), true)),
                        Stream.concat(ONE_THING.stream(), Stream.of(Problem.Status.CONFLICT))
                                .toList(),
                        new Work.Query(reading::allowed)),
                list(
                        AT + "/agents",
                        "Agents of a desk",
                        "By their ids unless said.",
                        Rule.DESK,
                        AgentView.class,
                        new Work.Query(reading::agents),
                        LEFT,
                        AGENT_SORT),
                one(
                        AT + "/agents/{agent}",
                        "An agent",
                        "The agent, also one who has left, with the tickets they hold and their latest assignments.",
                        Rule.DESK,
                        AgentDetail.class,
                        new Work.Query(reading::agent),
                        AGENT),
                list(
                        AT + "/assignments",
                        "Assignments",
                        "Who held which ticket, the newest first; the time is that of their beginning.",
                        Rule.DESK,
                        AssignmentView.class,
                        new Work.Query(reading::assignments),
                        OF_AGENT,
                        OF_TICKET,
                        FROM,
                        TO),
                list(
                        AT + "/changes",
                        "Status changes",
                        "The newest first, each with its row, its cause, and how long the status before had lasted.",
                        Rule.DESK,
                        ChangeView.class,
                        new Work.Query(reading::changes),
                        OF_TICKET,
                        FROM,
                        TO),
                list(
                        AT + "/refusals",
                        "Refused actions",
                        "The newest first, each with its reason.",
                        Rule.DESK,
                        RefusalView.class,
                        new Work.Query(reading::refusals),
                        OF_TICKET,
                        ACTOR,
                        FROM,
                        TO),
                then(
                        AT + "/as-of",
                        "A desk as it was",
                        "Its settings, how many tickets were in each status, the whole waiting line, and its agents.",
                        Rule.DESK,
                        DeskAsOf.class,
                        reading::asOf),
                then(
                        AT + "/as-of/tickets/{ticket}",
                        "A ticket as it was",
                        "Also a Closed one.",
                        Rule.DESK,
                        TicketAsOf.class,
                        reading::ticketAsOf,
                        TICKET),
                then(
                        AT + "/as-of/agents/{agent}",
                        "An agent as they were",
                        "With the tickets that they held.",
                        Rule.DESK,
                        AgentAsOf.class,
                        reading::agentAsOf,
                        AGENT),
                then(
                        AT + "/as-of/difference",
                        "What is different between two moments of a desk",
                        "Settings, agents and tickets that are not as they were: what each was, and what it is.",
                        Rule.DESK,
                        Difference.class,
                        reading::difference,
                        UNTIL_TIME,
                        UNTIL_ENTRY),
                list(
                        AT + "/set-aside",
                        "Entries that could not be applied",
                        "The newest first, each with its reason. What the views say of their tickets is not complete.",
                        Rule.DESK,
                        SetAsideView.class,
                        new Work.Query(reading::setAside)),
                new Route(
                        Method.GET,
                        AT + "/measures",
                        "Measures",
                        "What was complete in a time, by default the desk's last 24 hours, summed up by group, and the desk as it is."
                                + " Times are in milliseconds; percentiles are by nearest rank. As CSV, the groups alone, a row for"
                                + " each measure of each.",
                        Rule.DESK,
                        List.of(DESK, FROM, TO, BY, FORMAT, AT_LEAST),
                        Optional.empty(),
                        List.of(new Reply(200, "Measures.", new Content.Table(MeasuresView.class), true)),
                        ONE_THING,
                        new Work.Query(reading::measures)),
                new Route(
                        Method.GET,
                        AT + "/stream",
                        "What happens at a desk, as it happens",
                        "Server-Sent Events. `hello` comes first and says the desk's sequence; `status` is a status change as in"
                                + " /changes, each exactly once and in order, and its id is where to go on from; `counts` is the desk at a"
                                + " glance, the latest only. A comment comes when nothing else does for a while. A customer is told of their own"
                                + " tickets, and no counts. It ends with the token.",
                        Rule.OWN_PART,
                        List.of(DESK, LAST_EVENT_ID, AFTER),
                        Optional.empty(),
                        List.of(new Reply(200, "Events.", new Content.Events(), true)),
                        List.of(Problem.Status.BAD_REQUEST, Problem.Status.NOT_FOUND, Problem.Status.UNAVAILABLE),
                        new Work.Stream(streaming::stream)),
                new Route(
                        Method.GET,
                        "/openapi.json",
                        "This description",
                        "OpenAPI 3.1, made from what the server serves.",
                        Rule.ANYBODY,
                        List.of(),
                        Optional.empty(),
                        List.of(new Reply(200, "OpenAPI.", new Content.Free(), false)),
                        List.of(),
                        description));
    }

    private static Route one(
            String path,
            String summary,
            String description,
            Rule rule,
            Class<?> type,
            Work work,
            Parameter<?>... parameters) {
        return new Route(
                Method.GET,
                path,
                summary,
                description,
                rule,
                Stream.concat(Stream.of(DESK), Stream.concat(Stream.of(parameters), Stream.of(AT_LEAST)))
                        .toList(),
                Optional.empty(),
                List.of(new Reply(200, summary + ".", new Content.One(type), true)),
                ONE_THING,
                work);
    }

    /** Something that is found from the desk's entries up to a moment. */
    private static Route then(
            String path,
            String summary,
            String description,
            Rule rule,
            Class<?> type,
            Function<Asked, Answer> answer,
            Parameter<?>... parameters) {
        return new Route(
                Method.GET,
                path,
                summary,
                description + " Found from the desk's entries, so exactly as it was; the header " + DESK_SEQUENCE
                        + " says after which of them. What it takes grows with their number, which is bounded.",
                rule,
                Stream.concat(Stream.of(DESK, TIME, ENTRY), Stream.concat(Stream.of(parameters), Stream.of(AT_LEAST)))
                        .toList(),
                Optional.empty(),
                List.of(new Reply(200, summary + ".", new Content.One(type), true)),
                Stream.concat(ONE_THING.stream(), Stream.of(Problem.Status.CONFLICT))
                        .toList(),
                new Work.Query(answer));
    }

    private static Route list(
            String path,
            String summary,
            String description,
            Rule rule,
            Class<?> item,
            Work work,
            Parameter<?>... parameters) {
        List<Parameter<?>> all = new ArrayList<>(List.of(DESK));
        all.addAll(List.of(parameters));
        all.addAll(List.of(CURSOR, LIMIT, FORMAT, AT_LEAST));
        return new Route(
                Method.GET,
                path,
                summary,
                description,
                rule,
                all,
                Optional.empty(),
                List.of(new Reply(200, summary + ".", new Content.Part(item), true)),
                ONE_THING,
                work);
    }

    private static final List<Example> EXAMPLES = List.of(
            new Example("A customer opens a ticket", """
                    {"actionId": "a-1", "ticket": "t-1",
                     "action": {"type": "OpenTicket", "channel": "IN_APP"}}"""),
            new Example("Somebody has written", """
                    {"actionId": "a-2", "ticket": "t-1",
                     "action": {"type": "SendMessage", "messageId": "m-3"}}"""),
            new Example("An admin adds an agent", """
                    {"actionId": "a-3",
                     "action": {"type": "AddAgent", "agent": "bob", "capacity": 3}}"""),
            new Example("An agent comes online", """
                    {"actionId": "a-4",
                     "action": {"type": "SetPresence", "presence": "ONLINE"}}"""),
            new Example("An agent closes a ticket", """
                    {"actionId": "a-5", "ticket": "t-1",
                     "action": {"type": "CloseTicket"}}"""));
}
