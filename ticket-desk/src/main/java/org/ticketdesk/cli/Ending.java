package org.ticketdesk.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ticketdesk.cli.errors.CommandFailed;

/**
 * When to end. At a signal (Ctrl-C, kill) a command that {@link #listen listens} is asked to end, and has time to close what it
 * opened and to say its last words; then the process ends with the command's own exit code. A command that does not listen ends
 * at once. Thread-safe.
 */
public final class Ending {
    private static final Duration LAST_WORDS = Duration.ofSeconds(30);
    private static final Duration SERVICE = Duration.ofMillis(9_500);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean listening;
    private volatile Duration patience = LAST_WORDS;
    private volatile int code = CommandFailed.EXIT_CODE;

    /** An ending that only {@link #ask} brings about. */
    Ending() {}

    static Ending onSignals() {
        Ending ending = new Ending();
        Runtime.getRuntime().addShutdownHook(new Thread(ending::shutDown, "ending"));
        return ending;
    }

    /** From now on the command looks out for being asked to end. */
    public Ending listen() {
        listening = true;
        return this;
    }

    /** As {@link #listen}, for a service: within ten seconds its process has ended, whatever it waits for. */
    Ending listenAsService() {
        patience = SERVICE;
        return listen();
    }

    /** Asks the command to end. */
    void ask() {
        asked.countDown();
    }

    /** Whether the command is asked to end. */
    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Waits until the command is asked to end, at most for a time; returns whether it is asked to. */
    public boolean await(Duration most) throws InterruptedException {
        return asked.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The last call of the main thread: ends the JVM, also while it is shutting down already because of a signal. */
    void exit(int exitCode) {
        code = exitCode;
        done.countDown();
        System.exit(exitCode);
    }

    private void shutDown() {
        if (!listening || done.getCount() == 0) {
            return;
        }
        ask();
        try {
            if (!done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("desk: not ended in an orderly way within " + patience.toSeconds()
                        + " s, so the process is ended; what was not committed is done again by who goes on.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(code);
    }
}
