package org.ticketdesk.cli.screen;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * How large the terminal is, asked for every second, since a person may change it at any time; Java has no way to be told. Where
 * nothing answers, it is taken to be 80 by 24. Thread-safe.
 */
final class TerminalSize implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private volatile int lines = 24;
    private volatile int columns = 80;
    private final Thread watcher;

    private TerminalSize() {
        ask();
        watcher = Thread.ofPlatform().daemon().name("terminal-size").start(this::watch);
    }

    static TerminalSize watched() {
        return new TerminalSize();
    }

    int lines() {
        return lines;
    }

    int columns() {
        return columns;
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(BETWEEN);
                ask();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            if (answer.matches("[1-9]\\d* [1-9]\\d*")) {
                String[] size = answer.split(" ");
                lines = Integer.parseInt(size[0]);
                columns = Integer.parseInt(size[1]);
            }
        } catch (IOException nobodyToAsk) {
            columns = 80;
            lines = 24;
        }
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
