package org.ticketdesk.events.topics;

import java.util.List;

/** The topics are not such that the promises could be kept. Starting all the same would break one, so nothing is started. */
public final class TopicsRefusedException extends RuntimeException {

    private final transient List<String> problems;

    TopicsRefusedException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * What is wrong, one sentence each: the topic, what was found, what was expected, what to do.
     *
     * @return at least one sentence
     */
    public List<String> problems() {
        return problems;
    }
}
