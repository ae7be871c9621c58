package org.ticketdesk.audit.golden;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ticketdesk.audit.records.MemoryArchive;
import org.ticketdesk.audit.verify.WrittenDesks;
import org.ticketdesk.core.rules.Rules;
import org.ticketdesk.core.story.RandomStories;
import org.ticketdesk.core.story.Step;
import org.ticketdesk.mapping.Published;

/**
 * What is published for golden logs: four desks on two partitions, told by seeds that were searched for until together they had
 * everything: every kind of action and fact, every row, every reason of a refusal, a duplicate, every timer dismissed for every
 * reason.
 */
final class GoldenStories {
    private static final int LINES = 150;
    private static final int AGENTS = 4;
    private static final int TICKETS = 25;

    private GoldenStories() {}

    /** The log, and what these rules make of it. */
    static MemoryArchive decidedBy(Rules rules) {
        Map<String, RandomStories> stories = new LinkedHashMap<>();
        stories.put("sales", story(19_094));
        stories.put("help", story(2_476));
        stories.put("night", story(10_838));
        stories.put("billing", story(7_253));
        WrittenDesks desks = new WrittenDesks(2);
        desks.decideBy(rules);
        for (int line = 0; line < LINES; line++) {
            stories.forEach((desk, story) -> {
                Step step = story.next();
                desks.publish(Published.action(desk, step.request()), step.appended());
            });
        }
        return desks.archive();
    }

    private static RandomStories story(int seed) {
        return RandomStories.of(seed, AGENTS, TICKETS);
    }
}
