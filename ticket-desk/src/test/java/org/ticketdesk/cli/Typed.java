package org.ticketdesk.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** What was typed, and what came of it: the command run in this JVM, as {@code bin/desk} runs it. */
public record Typed(int exitCode, String out, String err) {

    /** Types it, with nobody who asks it to end. */
    public static Typed desk(String... args) {
        return desk(new Ending(), args);
    }

    /** Types it, with somebody who asks it to end. */
    static Typed desk(Ending ending, String... args) {
        return desk(ending, Map.of(), args);
    }

    /** With these variables in the environment. */
    static Typed desk(Map<String, String> environment, String... args) {
        return desk(new Ending(), environment, args);
    }

    /** With both. */
    static Typed desk(Ending ending, Map<String, String> environment, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Desk.commandLine(ending, environment);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return new Typed(line.execute(args), out.toString(), err.toString());
    }

    List<String> outLines() {
        return out.lines().toList();
    }

    List<String> errLines() {
        return err.lines().toList();
    }
}
