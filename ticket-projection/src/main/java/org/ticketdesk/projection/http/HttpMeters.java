package org.ticketdesk.projection.http;

import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.ticketdesk.projection.http.Route.Work;

/**
 * The meters of a server. Requests are told apart by the route's template, never by what was asked for; a stream is counted while it
 * is open, and its length is no duration. Thread-safe.
 */
final class HttpMeters {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
    private static final Duration[] DURATION = Arrays.stream(
                    new long[] {5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000})
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Set<String> streams;
    private final Set<String> known;

    HttpMeters(MeterRegistry registry, List<Route> routes, Streams open) {
        this.registry = registry;
        this.known = routes.stream().map(Route::path).collect(Collectors.toSet());
        this.streams = routes.stream()
                .filter(route -> route.work() instanceof Work.Stream)
                .map(Route::path)
                .collect(Collectors.toSet());
        Gauge.builder("desk.http.streams", open, Streams::open)
                .description("Streams of changes that are open")
                .register(registry);
    }

    /** A request was answered within so many milliseconds. */
    void answered(Context context, float ms) {
        Endpoint endpoint = context.endpoints().matchedHttpEndpoint();
        String route = endpoint == null || !known.contains(endpoint.path) ? "other" : endpoint.path;
        if (streams.contains(route) && context.statusCode() == 200) {
            return;
        }
        String method = context.req().getMethod();
        Timer.builder("desk.http.requests")
                .description(
                        "How long a request took until it was answered, by the route's template; other is the page's files and"
                                + " what is no route")
                .tag("method", METHODS.contains(method) ? method : "other")
                .tag("route", route)
                .tag("status", Integer.toString(context.statusCode()))
                .serviceLevelObjectives(DURATION)
                .register(registry)
                .record((long) (ms * 1_000), TimeUnit.MICROSECONDS);
    }
}
