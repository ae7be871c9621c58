package org.ticketdesk.cli.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.ticketdesk.cli.ChildDesk;
import org.ticketdesk.cli.Typed;
import org.ticketdesk.embedded.ChildKafka;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.events.topics.TopicAdmin;
import org.ticketdesk.projection.http.access.Desks;
import org.ticketdesk.projection.http.access.Role;
import org.ticketdesk.projection.http.access.SharedSecret;
import org.ticketdesk.projection.http.access.TokenForm;
import org.ticketdesk.projection.http.access.TokenMaker;

/** Where services run as they do in an organisation: each in a process of its own, on a broker in another. */
final class Site implements AutoCloseable {
    private static final int PARTITIONS = 6;

    private final Path folder;
    private final ChildKafka kafka;
    private final DeskClients clients;
    private final String secret = SharedSecret.random();
    private final Path secretFile;
    private final List<ChildDesk> services = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    Site(Path folder) {
        this.folder = folder;
        this.secretFile = folder.resolve("secret");
        try {
            Files.writeString(secretFile, secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.kafka = ChildKafka.start(folder.resolve("kafka"), 1);
        this.clients = DeskClients.of(kafka.bootstrap());
        TopicAdmin.create(clients, PARTITIONS, (short) 1);
    }

    /** Where a desk is. */
    static int partition(String desk) {
        return DeskPartition.of(desk, PARTITIONS);
    }

    DeskClients clients() {
        return clients;
    }

    ChildKafka kafka() {
        return kafka;
    }

    /** Starts a service in a folder of that name, which it finds again when it is started again. */
    ChildDesk start(String name, String command, String... more) {
        return launch(command, words(List.of("--data", data(name), "--management-port", "0"), more));
    }

    private ChildDesk launch(String command, String... options) {
        ChildDesk service = ChildDesk.start(folder, words(List.of(command, "--bootstrap", kafka.bootstrap()), options));
        services.add(service);
        return service;
    }

    static String[] words(List<String> first, String... more) {
        return Stream.concat(first.stream(), Stream.of(more)).toArray(String[]::new);
    }

    /** Starts a projection, which serves on any port that is free, and waits until it does. */
    ChildDesk projection(String views, String... more) {
        ChildDesk projection = startProjection(views, more);
        projection.awaitOutput("Open http");
        return projection;
    }

    /** As {@link #projection}, without waiting. */
    ChildDesk startProjection(String views, String... more) {
        return start(
                "projection",
                "projection",
                words(List.of("--views", views, "--port", "0", "--jwt-secret-file", secretFile.toString()), more));
    }

    /** Starts a processor, and waits until it decides. */
    ChildDesk processor(String name, String... more) {
        ChildDesk processor = start(name, "processor", more);
        processor.awaitOutput("Ready: ");
        return processor;
    }

    /** Starts people who play at desks, without waiting. */
    ChildDesk startTraffic() {
        return launch("traffic");
    }

    /** Asks a service how it is. */
    HttpResponse<String> health(ChildDesk service, String path) {
        return watched(service, "/health/" + path);
    }

    /** What a service measures. */
    String metrics(ChildDesk service) {
        return watched(service, "/metrics").body();
    }

    private HttpResponse<String> watched(ChildDesk service, String path) {
        Matcher listener = Pattern.compile("Health and metrics: (http\\S+)").matcher(service.output());
        assertThat(listener.find()).as(service.output()).isTrue();
        return answer(HttpRequest.newBuilder(URI.create(listener.group(1)).resolve(path)));
    }

    /** What a service answers. */
    HttpResponse<String> answer(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A request to a projection, by somebody who may do what it asks at every desk. */
    HttpRequest.Builder request(ChildDesk projection, Role role, String path) {
        Matcher open = Pattern.compile("Open (http\\S+)").matcher(projection.output());
        assertThat(open.find()).as(projection.output()).isTrue();
        String token = new TokenMaker(SharedSecret.of(secret), TokenForm.USUAL)
                .token(role, "somebody", Desks.EVERY, Duration.ofHours(1));
        return HttpRequest.newBuilder(URI.create(open.group(1)).resolve(path))
                .header("Authorization", "Bearer " + token);
    }

    /** A customer opens a ticket at a desk at which people act. */
    HttpRequest.Builder opening(ChildDesk projection, String ticket) {
        return request(projection, Role.CUSTOMER, "/api/desks/desk-1/actions")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"actionId\":\"" + ticket + "\",\"ticket\":\"" + ticket
                        + "\",\"action\":{\"type\":\"OpenTicket\",\"channel\":\"IN_APP\"}}"));
    }

    /** Sees that a request is refused as one to be made again later. */
    static void isRefusedForNow(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    /** Waits until the log, the journal and these views say the same. */
    void awaitVerified(String views) {
        await(() -> Typed.desk("audit", "verify", "--bootstrap", kafka.bootstrap(), "--views", views)
                        .exitCode()
                == 0);
    }

    private String data(String name) {
        return folder.resolve(name).toString();
    }

    /** What a service has logged. */
    String log(String name) {
        try {
            Path log = folder.resolve(name).resolve("desk.log");
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sees that a service that is asked to end does so within ten seconds, as one that has done its work. */
    static void end(ChildDesk service) {
        long began = System.nanoTime();
        int exitCode;
        try {
            exitCode = service.interrupt();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertThat(exitCode).as(service.output()).isZero();
        assertThat(took).as(service.output()).isLessThan(Duration.ofSeconds(10));
    }

    static void await(Callable<Boolean> what) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(what);
    }

    /** Kills what still runs. */
    void killServices() {
        services.forEach(ChildDesk::close);
        services.clear();
    }

    @Override
    public void close() {
        killServices();
        http.close();
        kafka.close();
    }
}
