package org.ticketdesk.projection.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ticketdesk.core.story.Voice.admin;
import static org.ticketdesk.core.story.Voice.agent;
import static org.ticketdesk.core.story.Voice.customer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Priority;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.Status;
import org.ticketdesk.events.StatusChanged;
import org.ticketdesk.events.codec.Codec;

/** Records that are at fault, entries that are missing, and how a story goes on after them. */
class HolesTest extends FoldedStory {

    @Test
    void bytesThatAreNoEntryAreAtFault() {
        story.online("bob");

        List<String> reasons = views().applyWhatFits(List.of(
                story.record(1), new JournalRecord(0, 7, "sales", "sales", new byte[] {7, 7}), story.record(2)));

        assertThat(reasons).singleElement().asString().contains("single-object");
        assertThat(views().row("SELECT record_offset AS o, sequence, tickets FROM set_aside"))
                .isEqualTo(Map.of("o", 7L, "sequence", "-", "tickets", ""));
        assertThat(views().row("SELECT sequence FROM desks")).containsEntry("sequence", 2L);
    }

    @Test
    void aRecordWithoutAValueIsAtFault() {
        List<String> reasons = views().applyWhatFits(List.of(new JournalRecord(0, 0, "sales", null, new byte[0])));

        assertThat(reasons).singleElement().asString().contains("single-object");
    }

    @Test
    void aRecordOfNoDeskIsSetAsideWithoutOne() {
        story.said(customer("c").opens("t"));
        byte[] value = story.record(1).value();

        List<String> reasons = views().applyWhatFits(List.of(new JournalRecord(0, 0, null, null, value)));

        assertThat(reasons)
                .containsExactly("Found the record key null on an entry of the desk sales; expected the desk.");
        assertThat(views().row("SELECT desk FROM set_aside")).containsEntry("desk", "");
    }

    @Test
    void anEntryOfAnotherDeskThanItsKeyIsAtFault() {
        story.said(customer("c").opens("t"));
        byte[] value = story.record(1).value();

        List<String> reasons = views().applyWhatFits(List.of(new JournalRecord(0, 0, "help", "help", value)));

        assertThat(reasons)
                .containsExactly("Found the record key help on an entry of the desk sales; expected the desk.");
        assertThat(views().rows("SELECT desk FROM desks")).isEmpty();
    }

    @Test
    void aChangeFromAStatusThatTheTicketHasNotIsAtFault() {
        story.online("bob").said(customer("c").opens("t"), agent("bob").parks("t"), admin().assigns("t", "bob"));
        List<JournalRecord> records = new ArrayList<>(story.records());
        records.set(3, changed(4, entry -> ((StatusChanged) entry.getFacts().getFirst()).setFrom(Status.IDLE)));

        List<String> reasons = views().applyWhatFits(records);

        assertThat(reasons)
                .containsExactly("Found that the ticket t goes from IDLE to IN_PROGRESS by R2, and is ACTIVE;"
                        + " expected it to be IDLE.");
    }

    @Test
    void afterAnEntryThatWasSetAsideItsTicketGoesOnAsTheEntriesSay() {
        story.online("bob")
                .said(customer("c").opens("t"))
                .after(1_000)
                .said(agent("bob").parks("t"))
                .after(1_000)
                .said(admin().assigns("t", "bob"))
                .after(1_000)
                .said(agent("bob").writes("t"), agent("bob").idles("t"));
        views().applyWhatFits(story.records().subList(0, 3));
        views().setAside(story.record(4), "It is in the way.");

        List<String> reasons =
                views().applyWhatFits(story.records().subList(4, story.records().size()));

        assertThat(reasons).isEmpty();
        assertThat(views().row("SELECT status, assignee, incomplete_since FROM tickets"))
                .isEqualTo(Map.of("status", "IDLE", "assignee", "bob", "incomplete_since", 4L));
        assertThat(
                        views().rows(
                                        "SELECT row_id, from_status AS f, lasted_ms AS ms FROM status_changes ORDER BY sequence, fact"))
                .containsExactly(
                        Map.of("row_id", "B1", "f", "-", "ms", "-"),
                        Map.of("row_id", "R1", "f", "PENDING", "ms", 0L),
                        Map.of("row_id", "R8", "f", "IN_PROGRESS", "ms", "-"),
                        Map.of("row_id", "R4", "f", "ACTIVE", "ms", 1_000L));
        assertThat(views().row("SELECT active, idle, in_progress FROM desks"))
                .isEqualTo(Map.of("active", 0L, "idle", 1L, "in_progress", 0L));
        assertThat(views().row("SELECT active, idle FROM agents")).isEqualTo(Map.of("active", 0L, "idle", 1L));
    }

    @Test
    void afterAnEntryThatWasSetAsideOtherTicketsAreStillLookedAtClosely() {
        story.online("bob")
                .said(
                        customer("c").opens("t"),
                        customer("c").opens("u"),
                        agent("bob").parks("u"));
        views().applyWhatFits(story.records().subList(0, 2));
        views().setAside(story.record(3), "It is in the way.");
        views().applyWhatFits(List.of(story.record(4)));

        List<String> reasons = views().applyWhatFits(List.of(
                changed(5, entry -> ((StatusChanged) entry.getFacts().getFirst()).setFrom(Status.IDLE))));

        assertThat(reasons).singleElement().asString().startsWith("Found that the ticket u goes from IDLE");
    }

    @Test
    void aTicketWhoseOpeningWasSetAsideIsThereFromItsNextChangeOn() {
        story.said(customer("c").opens("t"))
                .after(5_000)
                .said(customer("c").writes("t"), admin().sets("t", Priority.HIGH))
                .online("bob")
                .after(1_000)
                .said(agent("bob").writes("t"), admin().closes("t"))
                .after(1_000)
                .said(agent("bob").reopens("t"));
        views().setAside(story.record(1), "It is in the way.");

        List<String> reasons =
                views().applyWhatFits(story.records().subList(1, story.records().size()));

        assertThat(reasons).isEmpty();
        assertThat(ticket(
                        "customer",
                        "channel",
                        "priority",
                        "status",
                        "assignee",
                        "cycles",
                        "incomplete_since + 0 AS since"))
                .isEqualTo(Map.of(
                        "customer", "",
                        "channel", "UNKNOWN",
                        "priority", "UNKNOWN",
                        "status", "ACTIVE",
                        "assignee", "bob",
                        "cycles", 2L,
                        "since", 5L));
        assertThat(views().rows("SELECT cycle, began_by FROM cycles"))
                .containsExactly(Map.of("cycle", 2L, "began_by", "R20"));
        assertThat(views().row("SELECT pending, active, closed FROM desks"))
                .isEqualTo(Map.of("pending", 0L, "active", 1L, "closed", 0L));
        assertThat(views().rows("SELECT row_id, since FROM status_changes ORDER BY sequence LIMIT 1"))
                .containsExactly(Map.of("row_id", "R1", "since", "-"));
    }

    @Test
    void withoutAHoleATicketThatWasNeverOpenedIsAtFault() {
        story.said(customer("c").opens("t"), customer("c").writes("t"));
        JournalRecord message = changed(2, entry -> entry.setSequence(1));

        assertThat(views().applyWhatFits(List.of(message)))
                .containsExactly("Found the ticket t, which was never opened; expected its opening before it.");
    }

    @Test
    void anAgentWhoseJoiningWasSetAsideIsTakenToHaveJoinedWhenHeardOf() {
        story.online("bob").said(customer("c").opens("t"));
        views().setAside(story.record(1), "It is in the way.");

        List<String> reasons = views().applyWhatFits(story.records().subList(1, 3));

        assertThat(reasons).isEmpty();
        assertThat(views().row("SELECT agent, presence, active FROM agents"))
                .isEqualTo(Map.of("agent", "bob", "presence", "ONLINE", "active", 1L));
    }

    @Test
    void withoutAHoleAnAgentWhoNeverJoinedIsAtFault() {
        story.online("bob");
        JournalRecord came = changed(2, entry -> entry.setSequence(1));

        assertThat(views().applyWhatFits(List.of(came)))
                .containsExactly("Found that bob is in the entry, and is nobody who was ever added to the desk;"
                        + " expected an agent of the desk.");
    }

    @Test
    void entriesThatAreMissingAreNotedAndTheNextIsApplied() throws EntryAtFault {
        story.online("bob").said(customer("c").opens("t"), agent("bob").parks("t"), admin().assigns("t", "bob"));
        List<JournalRecord> records = new ArrayList<>(story.records());
        records.subList(1, 4).clear();

        List<AppliedEntry> applied = views().apply(records);

        assertThat(applied).extracting(each -> each.entry().getSequence()).containsExactly(1L, 5L);
        assertThat(views().row("SELECT record_offset AS o, sequence, tickets, reason FROM set_aside"))
                .isEqualTo(Map.of(
                        "o", 4L, "sequence", 5L, "tickets", "", "reason", "The entries 2 to 4 are missing before it."));
        assertThat(views().row("SELECT ticket, status, assignee, incomplete_since AS since FROM tickets"))
                .isEqualTo(Map.of("ticket", "t", "status", "ACTIVE", "assignee", "bob", "since", 5L));
    }

    @Test
    void whatIsMissingBeforeARecordThatIsSetAsideIsSaidWithItsReason() {
        story.online("bob").said(customer("c").opens("t"));
        views().applyWhatFits(story.records().subList(0, 1));

        views().setAside(story.record(3), "It is in the way.");

        assertThat(views().row("SELECT reason, tickets FROM set_aside"))
                .isEqualTo(Map.of("reason", "It is in the way. The entry 2 is missing before it.", "tickets", ""));
    }

    @Test
    void aDeskThatWasSetAsideFromItsFirstEntryGoesOn() {
        story.online("bob").said(agent("bob").goes(Presence.AWAY), customer("c").opens("t"));
        views().setAside(story.record(1), "It is in the way.");
        views().setAside(story.record(2), "It is in the way.");

        assertThat(views().applyWhatFits(story.records().subList(2, 4))).isEmpty();

        assertThat(views().row("SELECT presence FROM agents")).containsEntry("presence", "AWAY");
        assertThat(views().row("SELECT sequence, pending FROM desks")).isEqualTo(Map.of("sequence", 4L, "pending", 1L));
    }

    /** The record of an entry, with its entry changed. */
    private JournalRecord changed(long sequence, Consumer<JournalEntry> change) {
        JournalRecord record = story.record(sequence);
        JournalEntry entry = Codec.JOURNAL_ENTRY.decode(record.value());
        change.accept(entry);
        return new JournalRecord(
                record.partition(),
                record.offset(),
                record.desk(),
                record.subject(),
                Codec.JOURNAL_ENTRY.encode(entry));
    }
}
