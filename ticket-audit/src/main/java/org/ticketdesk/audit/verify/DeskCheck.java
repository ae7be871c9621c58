package org.ticketdesk.audit.verify;

import java.util.Map;
import org.ticketdesk.audit.replay.RefoldedDesk;
import org.ticketdesk.audit.seal.SealedHead;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.core.rules.Rules;

/** One desk while it is verified. */
final class DeskCheck {
    final RefoldedDesk refolded;
    /** The head that was sealed, to be met; null when none was, or it was met. */
    SealedHead sealed;
    /** The version of the rules that decided the last entry; 0 before the first. It never falls. */
    int rules;

    Rules decidedBy = Rulebook::decide;
    /** It cannot be decided any further: an action of it is newer than this software. */
    boolean lost;
    /** The record with the highest sequence that the journal had not come to; null when there is none. */
    Finding ahead;

    DeskCheck(String id, SealedHead sealed) {
        this.refolded = new RefoldedDesk(id);
        this.sealed = sealed;
    }

    /** A desk among those that were met; one that is new may have been opened since the log's end was looked up. */
    static DeskCheck of(String id, Map<String, DeskCheck> desks) {
        return desks.computeIfAbsent(id, unknown -> new DeskCheck(unknown, null));
    }

    String id() {
        return refolded.id();
    }

    /** The sequence of the last entry that was decided again. */
    long sequence() {
        return refolded.desk().sequence();
    }

    /** The desk's time then, epoch milliseconds. */
    long at() {
        return refolded.desk().at();
    }

    /** Remembers a record of an entry that had not been written when the journal's end was looked up. */
    void ahead(Finding record) {
        if (ahead == null || record.sequence() > ahead.sequence()) {
            ahead = record;
        }
    }
}
