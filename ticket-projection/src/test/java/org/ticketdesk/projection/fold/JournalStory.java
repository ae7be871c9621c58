package org.ticketdesk.projection.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ticketdesk.core.desk.Desk;
import org.ticketdesk.core.desk.Head;
import org.ticketdesk.core.desk.InMemoryRows;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Request;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.rules.Decision;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.core.story.DeskStory;
import org.ticketdesk.core.story.Said;
import org.ticketdesk.core.story.Step;
import org.ticketdesk.core.story.Voice;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.EventRecord;
import org.ticketdesk.events.Hash;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.Role;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.mapping.Entries;
import org.ticketdesk.mapping.TicketRecords;

/**
 * A desk's story as the rulebook decides it, and as the journal and the topic {@code ticket-status-changed} have it. Time stands
 * still unless {@link #after} moves it. Not thread-safe.
 */
public final class JournalStory {
    /** When every story begins, epoch milliseconds. */
    public static final long BEGINNING = DeskStory.BEGINNING;

    private final String name;
    private final int partition;
    private final InMemoryRows rows = new InMemoryRows();
    private final Desk desk = new Desk(rows, Head.OF_A_NEW_DESK);
    private final Map<TicketId, Ticket> before = new HashMap<>();
    private final List<JournalRecord> records = new ArrayList<>();
    private final List<JournalEntry> entries = new ArrayList<>();
    private final List<TicketStatusChanged> changes = new ArrayList<>();
    private long now = BEGINNING;

    private JournalStory(String name, int partition) {
        this.name = name;
        this.partition = partition;
    }

    /** A new desk called {@code sales}, on partition 0. */
    public static JournalStory story() {
        return of("sales", 0);
    }

    /** A new desk. */
    public static JournalStory of(String desk, int partition) {
        return new JournalStory(desk, partition);
    }

    /** Time passes, in milliseconds. */
    public JournalStory after(long ms) {
        now += ms;
        return this;
    }

    /** An agent who is ONLINE. */
    public JournalStory online(String agent) {
        return said(Voice.admin().adds(agent), Voice.agent(agent).goes(Presence.ONLINE));
    }

    /** These things are said, one after the other, and accepted. */
    public JournalStory said(Said... said) {
        for (Said each : said) {
            Decision decision = say(each);
            assertThat(decision.outcome()).as("%s", each).isInstanceOf(Outcome.Accepted.class);
        }
        return this;
    }

    /** This is said, and refused. */
    public JournalStory saidInVain(Said said) {
        assertThat(say(said).outcome()).as("%s", said).isInstanceOf(Outcome.Refused.class);
        return this;
    }

    /** The next lines of a log. */
    public JournalStory told(List<Step> steps) {
        for (Step step : steps) {
            decide(step.request(), step.appended());
        }
        return this;
    }

    private Decision say(Said said) {
        return decide(new Request(new ActionId("a-" + (records.size() + 1)), said.actor(), said.action()), now);
    }

    private Decision decide(Request request, long appended) {
        Decision decision = Rulebook.decide(desk, request, appended);
        DeskAction action = action(request);
        JournalEntry entry = Entries.of(action, decision, partition, records.size());
        entry.setHash(new Hash(new byte[32]));
        entries.add(entry);
        records.add(record(entry, request.action()));
        changes.addAll(TicketRecords.changes(action, decision, before::get, id -> desk.ticket(id)));
        if (decision.outcome() instanceof Outcome.Accepted accepted) {
            for (Fact fact : accepted.facts()) {
                if (fact instanceof Fact.StatusChanged changed) {
                    before.put(changed.ticket(), desk.ticket(changed.ticket()));
                } else if (fact instanceof Fact.AssigneeChanged changed) {
                    before.put(changed.ticket(), desk.ticket(changed.ticket()));
                }
            }
        }
        return decision;
    }

    private JournalRecord record(JournalEntry entry, Action action) {
        String subject =
                action instanceof Action.OnTicket on ? name + '/' + on.ticket().value() : name;
        return new JournalRecord(partition, records.size(), name, subject, Codec.JOURNAL_ENTRY.encode(entry));
    }

    private DeskAction action(Request request) {
        DeskAction action = new DeskAction();
        action.setActionId(request.id().value());
        action.setDesk(name);
        action.setActor(new org.ticketdesk.events.Actor(
                Role.valueOf(request.actor().role().name()), request.actor().name()));
        action.setAction(ofTheSameKind(request.action()));
        return action;
    }

    /** What is asked, without its fields: of it, an entry has the kind alone. */
    private static EventRecord ofTheSameKind(Action action) {
        try {
            return (EventRecord) Class.forName(EventRecord.class.getPackageName()
                            + '.'
                            + action.getClass().getSimpleName())
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** The records so far. */
    public List<JournalRecord> records() {
        return List.copyOf(records);
    }

    /** The entry of this sequence. */
    public JournalEntry entry(long sequence) {
        return entries.get((int) sequence - 1);
    }

    /** The record of the entry of this sequence. */
    public JournalRecord record(long sequence) {
        return records.get((int) sequence - 1);
    }

    /** The status changes so far, as their topic has them. */
    public List<TicketStatusChanged> changes() {
        return List.copyOf(changes);
    }

    /** The desk as it is. */
    public Desk desk() {
        return desk;
    }

    /** The desk's rows. */
    public InMemoryRows rows() {
        return rows;
    }

    /** The desk's name. */
    public String name() {
        return name;
    }
}
