package org.ticketdesk.projection;

import java.time.Instant;
import java.util.List;
import org.ticketdesk.events.Actor;
import org.ticketdesk.events.Hash;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.Outcome;
import org.ticketdesk.events.Role;
import org.ticketdesk.events.Source;
import org.ticketdesk.events.codec.Codec;

/** Entries of the desk {@code forged}, which no processor decided. */
final class Forged {
    private Forged() {}

    /** The bytes of an entry with one fact; its action's id is {@code forged-SEQUENCE}. */
    static byte[] entry(long sequence, Object fact) {
        JournalEntry entry = new JournalEntry();
        entry.setDesk("forged");
        entry.setSequence(sequence);
        entry.setActionId("forged-" + sequence);
        entry.setAt(Instant.ofEpochMilli(1_800_000_000_000L));
        entry.setRules(1);
        entry.setActor(new Actor(Role.ADMIN, "ada"));
        entry.setType("AddAgent");
        entry.setOutcome(Outcome.ACCEPTED);
        entry.setFacts(List.of(fact));
        entry.setSource(new Source(0, sequence));
        entry.setHash(new Hash(new byte[32]));
        return Codec.JOURNAL_ENTRY.encode(entry);
    }
}
