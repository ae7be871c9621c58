package org.ticketdesk.cli.drills;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.cli.ChildDesk;

/**
 * Two processors share the desks, each keeping copies of the other's, and people act all the while. Says how long a desk waited at
 * most; that is no promise, and depends on the machine.
 */
class TwoProcessorsTest {
    private static final List<String> NAMES = List.of("first", "second");

    private final List<ChildDesk> processors = new ArrayList<>();
    private Site site;

    @BeforeEach
    void open(@TempDir Path folder) {
        site = new Site(folder);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Load startBoth(String options) {
        NAMES.forEach(name -> processors.add(ready(name, options)));
        Load load = Load.on(site.clients());
        load.awaitOutcomes(500);
        say("Two processors, undisturbed", options, load);
        return load;
    }

    private ChildDesk ready(String name, String options) {
        return site.processor(name, options.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--standbys 1", "--standbys 1 --stay-in-group"})
    void K10_aRollingRestartLosesAndDoublesNothing(String options) throws Exception {
        try (Load load = startBoth(options)) {
            for (int i = 0; i < NAMES.size(); i++) {
                Site.end(processors.get(i));
                ready(NAMES.get(i), options);
                say("The " + NAMES.get(i) + " restarted", options, load);
            }

            load.endAndVerify();
        }
    }

    @Test
    void K10_D9_oneThatIsKilledIsReplacedByTheOther() throws Exception {
        String options = "--standbys 1";
        try (Load load = startBoth(options)) {
            processors.getFirst().kill();
            say("One killed", options, load);
            ready(NAMES.getFirst(), options);
            say("It came back", options, load);

            load.endAndVerify();
        }
    }

    private static void say(String what, String options, Load load) {
        System.out.printf(
                "%s, %s: a desk waited %d ms at most%n",
                what, options, load.longestPause().toMillis());
    }
}
