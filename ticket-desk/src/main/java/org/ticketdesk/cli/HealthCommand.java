package org.ticketdesk.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.ticketdesk.cli.errors.CommandFailed;
import org.ticketdesk.cli.options.HttpOption;
import org.ticketdesk.cli.settings.Configurable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code desk health}: what a container's health check runs. */
@Command(
        name = "health",
        description =
                "Asks a service of this machine whether it is ready: exit code 0 if so, and 1 with what it says if not.")
final class HealthCommand implements Callable<Integer> {
    private static final int PATIENCE_MS = (int) Duration.ofSeconds(5).toMillis();

    @Spec
    private CommandSpec spec;

    @Configurable
    @Option(
            names = "--management-port",
            paramLabel = "P",
            defaultValue = "9400",
            description = "Where it tells of its health. Default: ${DEFAULT-VALUE}, where `desk up` does")
    private int port;

    @Override
    public Integer call() {
        HttpOption.within(spec, "--management-port", port);
        URI asked = URI.create("http://127.0.0.1:" + port + "/health/ready");
        try {
            // Started often, so with the client that is there soonest.
            HttpURLConnection connection = (HttpURLConnection) asked.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MS);
            connection.setReadTimeout(PATIENCE_MS);
            if (connection.getResponseCode() == HttpURLConnection.HTTP_OK) {
                spec.commandLine().getOut().println("ready");
                return 0;
            }
            try (InputStream body = connection.getErrorStream()) {
                throw new CommandFailed("Not ready: " + (body == null ? connection.getResponseMessage() : text(body)));
            }
        } catch (IOException e) {
            throw new CommandFailed("Nothing tells of its health at " + asked + " (" + e.getMessage()
                    + "): start the service, or say where it does with --management-port P.");
        }
    }

    private static String text(InputStream body) throws IOException {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
}
