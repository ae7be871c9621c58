package org.ticketdesk.cli.screen;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A picture in the terminal, drawn over itself five times a second: on the other screen, so that what stood there before comes
 * back at the end, and each picture in one write, with nothing wiped that stays, so that it does not flicker. Not thread-safe.
 */
public final class LiveView implements View {
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final String BEGIN = "\u001B[?1049h\u001B[?25l\u001B[2J";
    private static final String END = "\u001B[?25h\u001B[?1049l";
    private static final String HOME = "\u001B[H";
    private static final String WIPE_REST_OF_LINE = "\u001B[K";
    private static final String WIPE_BELOW = "\u001B[J";

    private final PrintStream out;
    private final TerminalSize size;

    private LiveView(PrintStream out, TerminalSize size) {
        this.out = out;
        this.size = size;
    }

    /** Takes the terminal that standard output is. */
    public static LiveView open() {
        LiveView view =
                new LiveView(new PrintStream(System.out, false, StandardCharsets.UTF_8), TerminalSize.watched());
        view.write(BEGIN);
        return view;
    }

    @Override
    public void show(Sight sight) {
        List<Line> lines = Picture.of(sight, size.columns(), size.lines());
        StringBuilder frame = new StringBuilder(HOME);
        for (int i = 0; i < lines.size(); i++) {
            frame.append(i == 0 ? "" : "\r\n").append(lines.get(i).ansi()).append(WIPE_REST_OF_LINE);
        }
        write(frame.append(WIPE_BELOW).toString());
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void close() {
        size.close();
        write(END);
    }

    private void write(String text) {
        out.print(text);
        out.flush();
    }
}
