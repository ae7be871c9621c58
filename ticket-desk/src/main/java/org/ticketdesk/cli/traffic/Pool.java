package org.ticketdesk.cli.traffic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Things to pick from at random, each equally likely; every operation takes the same time however many there are. */
final class Pool<T> {
    private final List<T> things = new ArrayList<>();
    private final Map<T, Integer> places = new HashMap<>();

    void add(T thing) {
        if (places.putIfAbsent(thing, things.size()) == null) {
            things.add(thing);
        }
    }

    void remove(T thing) {
        Integer place = places.remove(thing);
        if (place == null) {
            return;
        }
        T last = things.removeLast();
        if (!last.equals(thing)) {
            things.set(place, last);
            places.put(last, place);
        }
    }

    Optional<T> pick(RandomGenerator random) {
        return things.isEmpty() ? Optional.empty() : Optional.of(things.get(random.nextInt(things.size())));
    }

    int size() {
        return things.size();
    }
}
