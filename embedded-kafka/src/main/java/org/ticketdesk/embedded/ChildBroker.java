package org.ticketdesk.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The parent's end of a broker in a child JVM; {@link ChildMain} is the other end. */
final class ChildBroker {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = ChildMain.CLOSE.plusSeconds(5);

    private final Process process;
    private final Path log;

    private ChildBroker(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Returns at once, without waiting for the broker to be ready.
     *
     * @param properties the broker's, in a file
     */
    static ChildBroker launch(Path properties, String clusterId, Path log, List<String> classPathArguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Small and quick to start; such a broker spends more time in the kernel than in its own code.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms32m", "-Xmx512m"));
        // The standard output is for the one line to the parent.
        command.addAll(List.of("-Xlog:disable", "-Xlog:all=warning:stderr"));
        command.add("-Dlogback.configurationFile=" + ChildMain.LOGBACK);
        command.addAll(classPathArguments);
        command.addAll(List.of(ChildMain.class.getName(), properties.toString(), clusterId));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(Redirect.appendTo(log.toFile()))
                    .start();
            return new ChildBroker(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        String answer;
        try {
            answer = CompletableFuture.supplyAsync(this::answer).get(START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new BrokerStartException(
                    "A child broker was not ready within " + START.toSeconds() + " s: see " + log + ".", e);
        } catch (ExecutionException e) {
            throw new BrokerStartException("A child broker could not be heard: see " + log + ".", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerStartException("Interrupted while a child broker started.", e);
        }
        if (!ChildMain.READY.equals(answer)) {
            throw new BrokerStartException((answer == null ? "A child broker ended before it was ready" : answer)
                    + "; its log is " + log + ".");
        }
    }

    /** Null when the child ended without a word. */
    private String answer() {
        try {
            BufferedReader words = process.inputReader();
            return words.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void askToEnd() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether it ended by itself; when it does not in time, it is killed. */
    boolean awaitEnd() {
        try {
            if (process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
        return false;
    }
}
