package org.ticketdesk.audit.history;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.records.BrokenJournal;
import org.ticketdesk.audit.records.DeskJournal;
import org.ticketdesk.audit.records.NothingKnown;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Fact;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.journey.Timer;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.FireTimer;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.mapping.ActionReader;
import org.ticketdesk.mapping.Entries;
import org.ticketdesk.mapping.RejectedException;

/**
 * The whole story of a ticket: each action that named it, refused ones and repetitions too, and each that named another ticket or
 * none and moved it. The desk's journal is read from its beginning, and the log in step with it: each entry says where its action
 * stands. Nothing is kept of what was read but since when the ticket has its status. Not thread-safe.
 */
public final class TicketStory {
    private final String desk;
    private final TicketId ticket;
    private final byte[] ticketBytes;
    private final DeskJournal journal;
    private final Records log;
    private final ActionReader reader;
    private final Consumer<StoryItem> told;
    private Instant since;
    private AgentId assignee;
    private boolean isEmpty = true;

    private TicketStory(
            String desk,
            TicketId ticket,
            DeskJournal journal,
            Records log,
            ActionReader reader,
            Consumer<StoryItem> told) {
        this.desk = desk;
        this.ticket = ticket;
        this.ticketBytes = ticket.value().getBytes(StandardCharsets.UTF_8);
        this.journal = journal;
        this.log = log;
        this.reader = reader;
        this.told = told;
    }

    /**
     * Tells the story of a ticket, the oldest first.
     *
     * @param archive where it stands
     * @param desk the ticket's desk
     * @param ticket its id; also one of which there are refused attempts only
     * @param told is given each item as it is found
     * @throws NothingKnown when there is no entry of the desk, or none about the ticket
     * @throws BrokenJournal when the journal cannot be read, or names an action that the log does not have
     */
    public static void tell(Archive archive, String desk, String ticket, Consumer<StoryItem> told) {
        int partitions = archive.partitions(DeskTopic.ACTIONS);
        ActionReader reader = new ActionReader(Codec.of(DeskAction.class, archive.schemas()), partitions);
        // The journal first: so the log, whose end is found later, has the actions of all its entries.
        try (DeskJournal journal = DeskJournal.open(archive, desk);
                Records log = archive.open(DeskTopic.ACTIONS, journal.partition())) {
            new TicketStory(desk, new TicketId(ticket), journal, log, reader, told).tell();
        }
    }

    private void tell() {
        long entries = 0;
        while (journal.hasNext()) {
            JournalEntry entry = journal.next();
            entries++;
            List<Touch> touches = touches(entry);
            ConsumerRecord<byte[], byte[]> record = recordOf(entry);
            // An id stands in an action as its bytes: where they are not, nobody named the ticket.
            if (touches.isEmpty() && !names(record.value())) {
                continue;
            }
            DeskAction action = actionIn(record, entry);
            if (!touches.isEmpty() || ticket.value().equals(action.getTicket())) {
                isEmpty = false;
                told.accept(new StoryItem(action, entry, journal.offset(), touches, timer(action, entry)));
            }
        }
        if (entries == 0) {
            throw NothingKnown.desk(desk);
        }
        if (isEmpty) {
            throw new NothingKnown("Nothing is known of a ticket " + ticket + " at desk " + desk + ": none of its "
                    + entries + " entries is about one.");
        }
    }

    private List<Touch> touches(JournalEntry entry) {
        if (entry.getFacts().isEmpty() || !(Entries.outcome(entry) instanceof Outcome.Accepted accepted)) {
            return List.of();
        }
        List<Touch> touches = new ArrayList<>();
        List<Fact> facts = accepted.facts();
        for (int i = 0; i < facts.size(); i++) {
            if (ticket.equals(ticketOf(facts.get(i)))) {
                touches.add(touch(i, facts.get(i), entry.getAt()));
            }
        }
        return touches;
    }

    private Touch touch(int index, Fact fact, Instant at) {
        return switch (fact) {
            case Fact.StatusChanged changed -> {
                Touch touch = new Touch(
                        index,
                        fact,
                        since,
                        since == null ? null : Duration.between(since, at).toMillis(),
                        assignee);
                since = at;
                assignee = changed.assignee();
                yield touch;
            }
            case Fact.AssigneeChanged changed -> {
                assignee = changed.to();
                yield plain(index, fact);
            }
            case Fact.TicketOpened f -> plain(index, fact);
            case Fact.ProactiveChatStarted f -> plain(index, fact);
            case Fact.MessageNoted f -> plain(index, fact);
            case Fact.PriorityChanged f -> plain(index, fact);
            case Fact.TimerDismissed f -> plain(index, fact);
            case Fact.AgentAdded f -> plain(index, fact);
            case Fact.AgentRemoved f -> plain(index, fact);
            case Fact.PresenceChanged f -> plain(index, fact);
            case Fact.CapacityChanged f -> plain(index, fact);
            case Fact.SettingsChanged f -> plain(index, fact);
        };
    }

    private static Touch plain(int index, Fact fact) {
        return new Touch(index, fact, null, null, null);
    }

    private static TicketId ticketOf(Fact fact) {
        return switch (fact) {
            case Fact.TicketOpened f -> f.ticket();
            case Fact.ProactiveChatStarted f -> f.ticket();
            case Fact.MessageNoted f -> f.ticket();
            case Fact.StatusChanged f -> f.ticket();
            case Fact.AssigneeChanged f -> f.ticket();
            case Fact.PriorityChanged f -> f.ticket();
            case Fact.TimerDismissed f -> f.ticket();
            case Fact.AgentAdded f -> null;
            case Fact.AgentRemoved f -> null;
            case Fact.PresenceChanged f -> null;
            case Fact.CapacityChanged f -> null;
            case Fact.SettingsChanged f -> null;
        };
    }

    private ConsumerRecord<byte[], byte[]> recordOf(JournalEntry entry) {
        while (log.hasNext()) {
            ConsumerRecord<byte[], byte[]> record = log.next();
            if (record.offset() >= entry.getSource().getOffset()) {
                if (record.offset() == entry.getSource().getOffset()) {
                    return record;
                }
                break;
            }
        }
        throw new BrokenJournal("Entry " + entry.getSequence() + " of desk " + desk + " says that its action stands in"
                + " partition " + entry.getSource().getPartition() + " of the log at offset "
                + entry.getSource().getOffset() + ", where there is none after the one before");
    }

    private boolean names(byte[] action) {
        if (action == null) {
            return false;
        }
        int last = action.length - ticketBytes.length;
        for (int i = 0; i <= last; i++) {
            if (action[i] == ticketBytes[0]
                    && Arrays.equals(action, i, i + ticketBytes.length, ticketBytes, 0, ticketBytes.length)) {
                return true;
            }
        }
        return false;
    }

    private DeskAction actionIn(ConsumerRecord<byte[], byte[]> record, JournalEntry entry) {
        try {
            return reader.read(record.key(), record.value(), record.partition());
        } catch (RejectedException e) {
            throw new BrokenJournal("Entry " + entry.getSequence() + " of desk " + desk + " is about the record of the"
                    + " log at offset " + record.offset() + ", which is no action (" + e.getMessage() + ")");
        }
    }

    private static FiredTimer timer(DeskAction action, JournalEntry entry) {
        if (!(action.getAction() instanceof FireTimer fired)) {
            return null;
        }
        return new FiredTimer(
                Timer.valueOf(fired.getTimer().name()),
                Instant.ofEpochMilli(fired.getDeadline()),
                entry.getAt().toEpochMilli() - fired.getDeadline());
    }
}
