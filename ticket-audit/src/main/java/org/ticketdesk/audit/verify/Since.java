package org.ticketdesk.audit.verify;

import java.time.Instant;

/** From where on findings are reported. What comes before is decided again all the same. */
public sealed interface Since {
    /** Whether a finding is reported; one that stands at no sequence and no time always is. */
    boolean admits(Finding finding);

    /** From the beginning. */
    record Beginning() implements Since {
        @Override
        public boolean admits(Finding finding) {
            return true;
        }
    }

    /**
     * From an entry of each desk on.
     *
     * @param first its sequence
     */
    record Sequence(long first) implements Since {
        @Override
        public boolean admits(Finding finding) {
            return finding.sequence() == null || finding.sequence() >= first;
        }
    }

    /**
     * From a time on: the desks' own.
     *
     * @param first that time
     */
    record Time(Instant first) implements Since {
        @Override
        public boolean admits(Finding finding) {
            return finding.at() == null || !Instant.ofEpochMilli(finding.at()).isBefore(first);
        }
    }
}
