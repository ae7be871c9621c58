package org.ticketdesk.core.journey;

import java.util.List;

/** What became of an action. A well-formed action has exactly one outcome. */
public sealed interface Outcome {

    /**
     * It was done.
     *
     * @param facts what it brought about, in the order in which it took effect; never empty
     */
    record Accepted(List<Fact> facts) implements Outcome {}

    /**
     * It was refused, and nothing changed.
     *
     * @param reason why, from the closed list
     * @param detail one sentence for people: what was found, and what was expected
     */
    record Refused(Reason reason, String detail) implements Outcome {}

    /**
     * The same request had come before (decision 12), and nothing changed.
     *
     * @param of the sequence of the first entry, which may have been a refusal
     */
    record Duplicate(long of) implements Outcome {}
}
