package org.ticketdesk.cli.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.ticketdesk.cli.errors.CommandFailed;
import org.ticketdesk.projection.http.ThisMachine;

/**
 * The listener for those who watch a process: {@code /metrics}, {@code /health/live}, {@code /health/ready}. It tells and takes
 * nothing, and knows no accounts: it listens where only they can reach it; on this machine's own address it answers to that alone,
 * and not to another site's page that goes by a name of its own (DNS rebinding). Answers from the moment at which it is opened, before
 * anything is watched. Thread-safe.
 */
public final class ManagementServer implements AutoCloseable {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Watch watch;
    private final PrometheusMeterRegistry meters;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String host;

    private ManagementServer(Watch watch, HttpServer server, String host) {
        this.watch = watch;
        this.meters = (PrometheusMeterRegistry) watch.registry();
        this.server = server;
        this.host = host;
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Opens the listener.
     *
     * @param host the address to listen on
     * @param port the port; 0 for any free one
     * @param readyWithin how old the views of a projection may be while it is called ready
     * @param parts that the process is to have, by the names that {@link Watch} has for them: not ready until each is there
     * @return a listener, the caller's to close
     * @throws CommandFailed when the address cannot be listened on
     */
    public static ManagementServer open(String host, int port, Duration readyWithin, List<String> parts) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0);
        } catch (IOException e) {
            throw new CommandFailed("Health and metrics cannot be served on port " + port + " of " + host + " ("
                    + e.getMessage() + "): end the program that listens there, or choose another address with"
                    + " --management-host and --management-port (0 is any free port).");
        }
        return new ManagementServer(Watch.forPrometheus(readyWithin, parts), server, host);
    }

    /** What is watched, for each part to be added when it is there. */
    public Watch watch() {
        return watch;
    }

    /** Where it listens; ends with a slash. */
    public URI address() {
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + server.getAddress().getPort() + "/");
    }

    /** Stops listening at once. A second call does nothing. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        watch.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String asked = exchange.getRequestHeaders().getFirst("Host");
            if (server.getAddress().getAddress().isLoopbackAddress() && !ThisMachine.isMeantBy(asked)) {
                write(
                        exchange,
                        421,
                        TEXT,
                        "The request is for the host " + asked + "; expected localhost or 127.0.0.1.\n");
                return;
            }
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                write(exchange, 405, TEXT, "The method is " + method + "; expected GET or HEAD.\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/metrics" -> metrics(exchange);
                case "/health/live" -> {
                    Health health = watch.health();
                    health(exchange, health.isLive() ? "live" : "dead", health.isLive(), health);
                }
                case "/health/ready" -> {
                    Health health = watch.health();
                    health(exchange, health.isReady() ? "ready" : "not ready", health.isReady(), health);
                }
                default ->
                    write(exchange, 404, TEXT, "There is nothing here; try /metrics, /health/live or /health/ready.\n");
            }
        }
    }

    private void metrics(HttpExchange exchange) throws IOException {
        watch.refresh();
        String accepted = exchange.getRequestHeaders().getFirst("Accept");
        boolean open = accepted != null && accepted.contains("application/openmetrics-text");
        String type = open
                ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                : "text/plain; version=0.0.4; charset=utf-8";
        write(exchange, 200, type, meters.scrape(type));
    }

    private static void health(HttpExchange exchange, String status, boolean isWell, Health health) throws IOException {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", status);
        answer.put("parts", health.parts());
        write(exchange, isWell ? 200 : 503, "application/json", json(answer));
    }

    private static String json(Map<String, Object> answer) throws JsonProcessingException {
        return JSON.writeValueAsString(answer) + "\n";
    }

    private static void write(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
