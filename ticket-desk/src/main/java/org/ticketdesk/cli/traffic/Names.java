package org.ticketdesk.cli.traffic;

import java.util.List;

/** What desks and agents are called. */
final class Names {
    /** Somebody who helps out, and comes and goes. */
    static final String TEMP = "temp";

    private static final List<String> AGENTS = List.of(
            "ann", "bob", "cho", "dia", "eli", "fay", "gus", "hal", "ivy", "jon", "kim", "leo", "mia", "ned", "oda",
            "pia", "ray", "sue", "tom", "uma");
    private static final List<String> DESKS =
            List.of("sales", "support", "billing", "returns", "delivery", "repairs", "partners", "press");

    private Names() {}

    static String agent(int index) {
        return named(AGENTS, index);
    }

    static String desk(int index) {
        return named(DESKS, index);
    }

    private static String named(List<String> names, int index) {
        int round = index / names.size();
        return names.get(index % names.size()) + (round == 0 ? "" : "-" + (round + 1));
    }
}
