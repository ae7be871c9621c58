package org.ticketdesk.cli.screen;

import java.io.PrintWriter;
import java.time.Duration;

/** A line every second or so, for where the output is no terminal. Not thread-safe. */
public final class PlainView implements View {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final PrintWriter out;

    /** Writes there. */
    public PlainView(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void show(Sight sight) {
        long rows = sight.rows().values().stream().filter(count -> count > 0).count();
        out.println(sight.phase() + ": " + sight.rate() + " actions/s; " + Picture.words(sight.counts()) + "; rows "
                + rows
                + "; latency p50 " + Picture.ms(sight.latency(), 50) + " ms, p99 " + Picture.ms(sight.latency(), 99)
                + " ms");
        out.flush();
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void close() {
        out.flush();
    }
}
