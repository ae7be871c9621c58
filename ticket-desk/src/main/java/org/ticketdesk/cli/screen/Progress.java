package org.ticketdesk.cli.screen;

import java.io.PrintStream;
import java.time.Duration;

/**
 * Says on standard error what is being waited for, once it has taken longer than a second, and only where a person looks at it.
 * The line is wiped when this is closed.
 */
public final class Progress implements AutoCloseable {
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration BETWEEN = Duration.ofMillis(250);

    private final PrintStream out;
    private final Thread ticker;
    private volatile String step = "";
    private boolean shown;

    private Progress(PrintStream out) {
        this.out = out;
        this.ticker = out == null
                ? null
                : Thread.ofPlatform().daemon().name("progress").start(this::tick);
    }

    /** Progress on standard error; it says nothing where that is no terminal. */
    public static Progress start() {
        return new Progress(isSeen() ? System.err : null);
    }

    /** Whether standard error is a terminal. */
    public static boolean isSeen() {
        return Boolean.getBoolean("desk.terminal.err");
    }

    /** What is being waited for now, as "Starting the broker". */
    public void step(String what) {
        step = what;
    }

    @Override
    public void close() {
        if (ticker == null) {
            return;
        }
        ticker.interrupt();
        try {
            ticker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        long began = System.nanoTime();
        try {
            Thread.sleep(QUIET);
            while (true) {
                shown = true;
                out.print("\r" + step + "… "
                        + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s\u001B[K");
                out.flush();
                Thread.sleep(BETWEEN);
            }
        } catch (InterruptedException closed) {
            if (shown) {
                out.print("\r\u001B[K");
                out.flush();
            }
        }
    }
}
