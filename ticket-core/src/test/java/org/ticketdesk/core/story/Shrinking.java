package org.ticketdesk.core.story;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Makes a failing story as short as it gets, so that a person can read it. */
public final class Shrinking {
    private Shrinking() {}

    /**
     * Leaves out steps as long as the story still fails: first what comes after the failure, then halves, quarters, and so on down to single
     * steps, until none can be left out.
     *
     * @param story a story that fails
     * @param fails whether a story fails; asked often, and must answer alike for the same story
     * @return a part of the story, in its order, that fails, and of which no single step can be left out
     */
    public static List<Step> minimal(List<Step> story, Predicate<List<Step>> fails) {
        if (!fails.test(story)) {
            throw new IllegalArgumentException(
                    "A story of " + story.size() + " steps does not fail; nothing to shrink");
        }
        List<Step> smallest = shortestBeginning(story, fails);
        for (int length = smallest.size() / 2; length > 1; length /= 2) {
            smallest = withoutSome(smallest, length, fails);
        }
        List<Step> before;
        do {
            before = smallest;
            smallest = withoutSome(before, 1, fails);
        } while (smallest.size() < before.size());
        return smallest;
    }

    /** A story as lines of text. */
    public static String readable(List<Step> story) {
        return story.stream().map(Step::toString).collect(Collectors.joining("\n"));
    }

    /** The shortest beginning that fails, if whoever fails early fails later too; else some beginning that fails. */
    private static List<Step> shortestBeginning(List<Step> story, Predicate<List<Step>> fails) {
        int passes = 0;
        int failing = story.size();
        while (failing - passes > 1) {
            int middle = (passes + failing) >>> 1;
            if (fails.test(story.subList(0, middle))) {
                failing = middle;
            } else {
                passes = middle;
            }
        }
        return story.subList(0, failing);
    }

    /** Leaves out, from the end to the beginning, each run of this length without which the story still fails. */
    private static List<Step> withoutSome(List<Step> story, int length, Predicate<List<Step>> fails) {
        List<Step> smallest = story;
        for (int end = story.size(); end > 0; end -= length) {
            List<Step> smaller = new ArrayList<>(smallest.subList(0, Math.max(0, end - length)));
            smaller.addAll(smallest.subList(Math.min(end, smallest.size()), smallest.size()));
            if (smaller.size() < smallest.size() && fails.test(smaller)) {
                smallest = smaller;
            }
        }
        return smallest;
    }
}
