package org.ticketdesk.cli.whatif;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ticketdesk.projection.measures.Group;
import org.ticketdesk.projection.measures.Spread;

/**
 * A group in both tellings.
 *
 * @param key what it has in common: a desk, an agent, a channel or an hour
 * @param lines its measures
 */
public record MeasuredGroup(String key, List<MeasureLine> lines) {
    private static final Spread NOTHING = new Spread(0, null, null, null, null, null);

    /** The groups of either telling, by their keys. */
    static List<MeasuredGroup> of(List<Group> was, List<Group> might) {
        Map<String, Group> before = byKey(was);
        Map<String, Group> after = byKey(might);
        Map<String, Group> all = new TreeMap<>(before);
        after.forEach(all::putIfAbsent);
        List<MeasuredGroup> groups = new ArrayList<>();
        all.forEach((key, like) -> groups.add(new MeasuredGroup(
                key, MeasureLine.of(before.getOrDefault(key, emptied(like)), after.getOrDefault(key, emptied(like))))));
        return groups;
    }

    private static Map<String, Group> byKey(List<Group> groups) {
        Map<String, Group> byKey = new TreeMap<>();
        groups.forEach(group -> byKey.put(group.key(), group));
        return byKey;
    }

    /** A group of which nothing was measured, with the same measures. */
    private static Group emptied(Group like) {
        Map<String, Spread> stays = null;
        if (like.inStatus() != null) {
            stays = new LinkedHashMap<>(like.inStatus());
            stays.replaceAll((status, spread) -> NOTHING);
        }
        Group.Assignments none = new Group.Assignments(0, NOTHING, NOTHING, NOTHING);
        return new Group(like.key(), 0, 0, 0, NOTHING, NOTHING, NOTHING, NOTHING, stays, none);
    }
}
