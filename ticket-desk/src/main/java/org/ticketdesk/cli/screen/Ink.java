package org.ticketdesk.cli.screen;

/** How text is set off from other text. */
enum Ink {
    PLAIN("0"),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    BLUE("34"),
    MAGENTA("35"),
    CYAN("36");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    /** The ANSI sequence that switches to it. */
    String ansi() {
        return "\u001B[" + code + "m";
    }
}
