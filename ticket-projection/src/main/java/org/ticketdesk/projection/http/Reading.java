package org.ticketdesk.projection.http;

import static org.ticketdesk.projection.http.Routes.ACTOR;
import static org.ticketdesk.projection.http.Routes.AGENT;
import static org.ticketdesk.projection.http.Routes.AGENT_SORT;
import static org.ticketdesk.projection.http.Routes.ASSIGNEE;
import static org.ticketdesk.projection.http.Routes.BY;
import static org.ticketdesk.projection.http.Routes.CHANNEL;
import static org.ticketdesk.projection.http.Routes.CLOSED_FROM;
import static org.ticketdesk.projection.http.Routes.CLOSED_TO;
import static org.ticketdesk.projection.http.Routes.CURSOR;
import static org.ticketdesk.projection.http.Routes.CUSTOMER;
import static org.ticketdesk.projection.http.Routes.DESK;
import static org.ticketdesk.projection.http.Routes.ENTRY;
import static org.ticketdesk.projection.http.Routes.FROM;
import static org.ticketdesk.projection.http.Routes.ID;
import static org.ticketdesk.projection.http.Routes.LEFT;
import static org.ticketdesk.projection.http.Routes.LIMIT;
import static org.ticketdesk.projection.http.Routes.NEWEST_FIRST;
import static org.ticketdesk.projection.http.Routes.OF_AGENT;
import static org.ticketdesk.projection.http.Routes.OF_TICKET;
import static org.ticketdesk.projection.http.Routes.ONE_DESK;
import static org.ticketdesk.projection.http.Routes.OPENED_FROM;
import static org.ticketdesk.projection.http.Routes.OPENED_TO;
import static org.ticketdesk.projection.http.Routes.PRIORITY;
import static org.ticketdesk.projection.http.Routes.ROLE;
import static org.ticketdesk.projection.http.Routes.SORT;
import static org.ticketdesk.projection.http.Routes.STATUS;
import static org.ticketdesk.projection.http.Routes.TICKET;
import static org.ticketdesk.projection.http.Routes.TIME;
import static org.ticketdesk.projection.http.Routes.TO;
import static org.ticketdesk.projection.http.Routes.UNTIL_ENTRY;
import static org.ticketdesk.projection.http.Routes.UNTIL_TIME;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.ticketdesk.audit.asof.Difference;
import org.ticketdesk.audit.asof.PastDesk;
import org.ticketdesk.projection.http.Problem.Status;
import org.ticketdesk.projection.http.access.Caller;
import org.ticketdesk.projection.http.access.Desks;
import org.ticketdesk.projection.http.access.Role;
import org.ticketdesk.projection.views.AgentDetail;
import org.ticketdesk.projection.views.AgentView;
import org.ticketdesk.projection.views.AssignmentView;
import org.ticketdesk.projection.views.ChangeView;
import org.ticketdesk.projection.views.DeskSummary;
import org.ticketdesk.projection.views.DeskView;
import org.ticketdesk.projection.views.HistoryItem;
import org.ticketdesk.projection.views.MeasuresView;
import org.ticketdesk.projection.views.Page;
import org.ticketdesk.projection.views.RefusalView;
import org.ticketdesk.projection.views.SetAsideView;
import org.ticketdesk.projection.views.Standing;
import org.ticketdesk.projection.views.StoryHasHole;
import org.ticketdesk.projection.views.TicketDetail;
import org.ticketdesk.projection.views.TicketFilter;
import org.ticketdesk.projection.views.TicketView;
import org.ticketdesk.projection.views.Views;
import org.ticketdesk.projection.views.When;
import org.ticketdesk.projection.views.Who;

/** Answers what the views know. Thread-safe. */
final class Reading {
    private final Views views;

    Reading(Views views) {
        this.views = views;
    }

    Answer desks(Asked asked) {
        String one = asked.get(ONE_DESK);
        Desks theirs = asked.caller().desks();
        return list(
                asked,
                DeskSummary.class,
                (cursor, limit) -> one == null ? views.desks(named(theirs), cursor, limit) : only(one, theirs));
    }

    private static Set<String> named(Desks desks) {
        return desks.isEvery() ? null : desks.named();
    }

    private Page<DeskSummary> only(String desk, Desks theirs) {
        return new Page<>(theirs.has(desk) ? views.summary(desk).stream().toList() : List.of(), null, null);
    }

    /** Ends a customer's request about a ticket that is not theirs, as if there were no such ticket. */
    void seeToItThatTheTicketIsTheirs(Asked asked) {
        String desk = asked.get(DESK);
        String ticket = asked.get(TICKET);
        if (asked.isOfCustomer() && !isOf(views, asked.caller(), desk, ticket)) {
            throw nothing(views, desk, "ticket " + ticket);
        }
    }

    /** Whether the views know the ticket, and have it of this customer. */
    static boolean isOf(Views views, Caller customer, String desk, String ticket) {
        return views.customer(desk, ticket).filter(customer.id()::equals).isPresent();
    }

    Answer desk(Asked asked) {
        DeskView desk = views.desk(asked.get(DESK)).orElseThrow(() -> noDesk(asked.get(DESK)));
        return Answer.Json.of(desk, desk.summary().sequence());
    }

    Answer tickets(Asked asked) {
        String customer = asked.isOfCustomer() ? asked.caller().id() : asked.get(CUSTOMER);
        boolean isOthers = asked.get(CUSTOMER) != null && !asked.get(CUSTOMER).equals(customer);
        TicketFilter filter = new TicketFilter(
                asked.get(STATUS) == null ? Set.of() : asked.get(STATUS),
                asked.get(ASSIGNEE),
                customer,
                asked.get(CHANNEL),
                asked.get(PRIORITY),
                asked.get(OPENED_FROM),
                asked.get(OPENED_TO),
                asked.get(CLOSED_FROM),
                asked.get(CLOSED_TO));
        return list(
                asked,
                TicketView.class,
                (cursor, limit) -> isOthers
                        ? new Page<>(List.of(), null, views.sequence(asked.get(DESK)))
                        : views.tickets(asked.get(DESK), filter, asked.get(SORT), cursor, limit));
    }

    Answer ticket(Asked asked) {
        TicketDetail ticket = views.ticket(asked.get(DESK), asked.get(TICKET)).orElseThrow(() -> noTicket(asked));
        return Answer.Json.of(ticket, ticket.deskSequence());
    }

    Answer history(Asked asked) {
        Who self = asked.isOfCustomer()
                ? new Who(Role.CUSTOMER.name(), asked.caller().id())
                : null;
        return list(asked, HistoryItem.class, (cursor, limit) -> {
            Page<HistoryItem> page =
                    views.history(asked.get(DESK), asked.get(TICKET), asked.get(NEWEST_FIRST), self, cursor, limit);
            if (cursor == null && page.items().isEmpty()) {
                throw noTicket(asked);
            }
            return self == null ? page : toldTo(self, page, asked.get(TICKET));
        });
    }

    private static Page<HistoryItem> toldTo(Who customer, Page<HistoryItem> page, String own) {
        return new Page<>(
                page.items().stream().map(item -> item.toldTo(customer, own)).toList(), page.next(), page.sequence());
    }

    Answer allowed(Asked asked) {
        if (asked.isOfCustomer()
                && !(asked.get(ROLE) == Possibilities.Person.CUSTOMER
                        && asked.get(ID).equals(asked.caller().id()))) {
            throw new ProblemException(Problem.of(
                    Status.FORBIDDEN,
                    "A customer may ask what they may do themselves; expected role=CUSTOMER and id="
                            + asked.caller().id() + "."));
        }
        Standing standing = views.standing(asked.get(DESK), asked.get(TICKET)).orElseThrow(() -> noTicket(asked));
        if (!Possibilities.areKnown(standing.ticket())) {
            throw new ProblemException(
                    Problem.of(
                            Status.CONFLICT,
                            "The ticket " + asked.get(TICKET)
                                    + " is not known completely, so the rulebook cannot be asked: an entry about it was set"
                                    + " aside, or is younger than this software. The list set-aside says more."),
                    Map.of(Routes.DESK_SEQUENCE, Long.toString(standing.deskSequence())));
        }
        Allowed allowed = Possibilities.of(standing, asked.get(ROLE), asked.get(ID));
        return Answer.Json.of(asked.isOfCustomer() ? allowed.withoutAgents() : allowed, standing.deskSequence());
    }

    Answer asOf(Asked asked) {
        PastDesk then = then(asked);
        return Answer.Json.of(then.summary(), then.sequence());
    }

    Answer ticketAsOf(Asked asked) {
        PastDesk then = then(asked);
        return then.ticket(asked.get(TICKET))
                .map(ticket -> Answer.Json.of(ticket, then.sequence()))
                .orElseThrow(() -> nothingThen(then, "ticket " + asked.get(TICKET)));
    }

    Answer agentAsOf(Asked asked) {
        PastDesk then = then(asked);
        return then.agent(asked.get(AGENT))
                .map(agent -> Answer.Json.of(agent, then.sequence()))
                .orElseThrow(() -> nothingThen(then, "agent " + asked.get(AGENT)));
    }

    Answer difference(Asked asked) {
        When until = new When("until", asked.get(UNTIL_TIME), asked.get(UNTIL_ENTRY));
        List<PastDesk> both = past(asked, List.of(when(asked), until));
        PastDesk was = both.getFirst();
        PastDesk is = both.getLast();
        if (is.sequence() < was.sequence()) {
            throw Asked.malformed(
                    (until.time() == null ? UNTIL_ENTRY : UNTIL_TIME).name(),
                    "The second moment is that of entry " + is.sequence() + ", expected one that is not before entry "
                            + was.sequence() + ", that of the first.");
        }
        return Answer.Json.of(Difference.between(was, is), is.sequence());
    }

    private PastDesk then(Asked asked) {
        return past(asked, List.of(when(asked))).getFirst();
    }

    private static When when(Asked asked) {
        return new When("", asked.get(TIME), asked.get(ENTRY));
    }

    private List<PastDesk> past(Asked asked, List<When> moments) {
        try {
            return views.asOf(asked.get(DESK), moments).orElseThrow(() -> noDesk(asked.get(DESK)));
        } catch (StoryHasHole e) {
            throw new ProblemException(Problem.of(
                    Status.CONFLICT,
                    "The story of the desk " + asked.get(DESK)
                            + " is not known completely up to this moment, so how the desk"
                            + " was cannot be told: an entry was set aside, or is younger than this software. The list set-aside"
                            + " says more."));
        }
    }

    private static ProblemException nothingThen(PastDesk then, String what) {
        return new ProblemException(
                Problem.of(
                        Status.NOT_FOUND,
                        "The desk " + then.id() + " had no " + what + " after entry " + then.sequence() + "."),
                Map.of(Routes.DESK_SEQUENCE, Long.toString(then.sequence())));
    }

    Answer agents(Asked asked) {
        return list(
                asked,
                AgentView.class,
                (cursor, limit) ->
                        views.agents(asked.get(DESK), asked.get(LEFT), asked.get(AGENT_SORT), cursor, limit));
    }

    Answer agent(Asked asked) {
        AgentDetail agent = views.agent(asked.get(DESK), asked.get(AGENT))
                .orElseThrow(() -> nothing(views, asked.get(DESK), "agent " + asked.get(AGENT)));
        return Answer.Json.of(agent, agent.deskSequence());
    }

    Answer assignments(Asked asked) {
        return list(
                asked,
                AssignmentView.class,
                (cursor, limit) -> views.assignments(
                        asked.get(DESK),
                        asked.get(OF_AGENT),
                        asked.get(OF_TICKET),
                        asked.get(FROM),
                        asked.get(TO),
                        cursor,
                        limit));
    }

    Answer changes(Asked asked) {
        return list(
                asked,
                ChangeView.class,
                (cursor, limit) -> views.changes(
                        asked.get(DESK), asked.get(OF_TICKET), asked.get(FROM), asked.get(TO), cursor, limit));
    }

    Answer refusals(Asked asked) {
        return list(
                asked,
                RefusalView.class,
                (cursor, limit) -> views.refusals(
                        asked.get(DESK),
                        asked.get(OF_TICKET),
                        asked.get(ACTOR),
                        asked.get(FROM),
                        asked.get(TO),
                        cursor,
                        limit));
    }

    Answer setAside(Asked asked) {
        return list(asked, SetAsideView.class, (cursor, limit) -> views.setAside(asked.get(DESK), cursor, limit));
    }

    Answer measures(Asked asked) {
        MeasuresView measures = views.measures(asked.get(DESK), asked.get(FROM), asked.get(TO), asked.get(BY))
                .orElseThrow(() -> noDesk(asked.get(DESK)));
        return asked.wantsCsv()
                ? new Answer.Csv(Measured.class, Measured.of(measures.groups()), null, measures.sequence())
                : Answer.Json.of(measures, measures.sequence());
    }

    private <T> Answer list(Asked asked, Class<T> item, BiFunction<String, Integer, Page<T>> pages) {
        Long limit = asked.get(LIMIT);
        if (!asked.wantsCsv()) {
            if (limit != null && limit > Routes.MOST_IN_JSON) {
                throw Asked.malformed(
                        LIMIT.name(),
                        "The parameter limit is " + limit + "; expected at most " + Routes.MOST_IN_JSON
                                + ", or format=csv, which takes " + Views.MOST + ".");
            }
            Page<T> page = known(asked, pages.apply(asked.get(CURSOR), limit == null ? null : limit.intValue()));
            return Answer.Json.of(page, page.sequence());
        }
        Page<T> page = known(asked, pages.apply(asked.get(CURSOR), limit == null ? Views.MOST : limit.intValue()));
        return new Answer.Csv(item, page.items(), page.next(), page.sequence());
    }

    private <T> Page<T> known(Asked asked, Page<T> page) {
        if (page.sequence() != null && page.sequence() == 0) {
            throw noDesk(asked.get(DESK));
        }
        return page;
    }

    private ProblemException noTicket(Asked asked) {
        return nothing(views, asked.get(DESK), "ticket " + asked.get(TICKET));
    }

    /** There is no such thing at this desk. */
    static ProblemException nothing(Views views, String desk, String what) {
        long sequence = views.sequence(desk);
        return sequence == 0
                ? noDesk(desk)
                : new ProblemException(
                        Problem.of(Status.NOT_FOUND, "The desk " + desk + " has no " + what + "."),
                        Map.of(Routes.DESK_SEQUENCE, Long.toString(sequence)));
    }

    /** There is no such desk, or none for whoever asks: nobody is told which. */
    static ProblemException noDesk(String desk) {
        return new ProblemException(Problem.of(
                Status.NOT_FOUND,
                "Nothing is known of a desk " + desk
                        + " for this token: there is one as soon as somebody has asked something of it."));
    }
}
