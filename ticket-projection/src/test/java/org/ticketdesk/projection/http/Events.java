package org.ticketdesk.projection.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.ticketdesk.projection.Tokens;
import org.ticketdesk.projection.http.access.Role;

/** Somebody who reads a stream of events, on a thread of its own. */
final class Events implements AutoCloseable {
    private static final AtomicInteger WALLS = new AtomicInteger();

    private final Stream<String> lines;
    private final List<Event> events = new ArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private int heartbeats;

    /**
     * An event.
     *
     * @param name its kind
     * @param id its id; null when it has none
     * @param data its data
     */
    record Event(String name, String id, String data) {
        JsonNode json() {
            try {
                return Json.MAPPER.readTree(data);
            } catch (JsonProcessingException e) {
                throw new AssertionError(data, e);
            }
        }
    }

    private Events(Stream<String> lines) {
        this.lines = lines;
        Thread.ofVirtual().start(this::read);
    }

    /** Opens a stream as a dashboard of its own; {@code last} may be null. */
    static Events of(URI uri, String last) {
        return of(Tokens.of(Role.DASHBOARD, "wall-" + WALLS.incrementAndGet()), uri, last);
    }

    /** As {@link #of(URI, String)}, with this token. */
    static Events of(String token, URI uri, String last) {
        HttpRequest.Builder request = Client.asked(token, uri).header("Accept", "text/event-stream");
        if (last != null) {
            request.header("Last-Event-ID", last);
        }
        try {
            HttpResponse<Stream<String>> response = Client.HTTP.send(request.build(), BodyHandlers.ofLines());
            if (response.statusCode() != 200) {
                throw new AssertionError(
                        response.statusCode() + " " + response.body().toList());
            }
            return new Events(response.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void read() {
        try {
            String[] event = new String[3];
            lines.forEach(line -> {
                if (line.isEmpty()) {
                    if (event[0] != null) {
                        add(new Event(event[0], event[1], event[2]));
                    }
                    event[0] = event[1] = event[2] = null;
                } else if (line.startsWith(":")) {
                    heartbeat();
                } else if (line.startsWith("event: ")) {
                    event[0] = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    event[1] = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    event[2] = line.substring(6);
                }
            });
        } catch (UncheckedIOException e) {
            // Cut off: as ended as one that was ended.
        } finally {
            ended.complete(null);
        }
    }

    private synchronized void add(Event event) {
        events.add(event);
        notifyAll();
    }

    private synchronized void heartbeat() {
        heartbeats++;
        notifyAll();
    }

    /** The events of a kind so far. */
    synchronized List<Event> of(String name) {
        return events.stream().filter(event -> event.name().equals(name)).toList();
    }

    /** All events so far. */
    synchronized List<Event> all() {
        return List.copyOf(events);
    }

    synchronized int heartbeats() {
        return heartbeats;
    }

    /** Waits until something holds. */
    synchronized Events until(Predicate<Events> holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        try {
            while (!holds.test(this)) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("In vain; so far: " + events);
                }
                wait(Math.min(left, 1_000));
            }
            return this;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The places of the status changes so far. */
    List<String> places() {
        return of("status").stream().map(Event::id).toList();
    }

    /** Completes when the server has ended the stream, or it was cut off. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void close() {
        lines.close();
    }
}
