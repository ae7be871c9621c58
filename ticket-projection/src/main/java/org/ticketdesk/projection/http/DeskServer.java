package org.ticketdesk.projection.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import io.javalin.util.JavalinBindException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.ticketdesk.events.publisher.ActionPublisher;
import org.ticketdesk.events.topics.TraceContext;
import org.ticketdesk.projection.http.Problem.Status;
import org.ticketdesk.projection.http.Route.Method;
import org.ticketdesk.projection.http.Route.Work;
import org.ticketdesk.projection.http.access.Access;
import org.ticketdesk.projection.http.access.TokenMaker;
import org.ticketdesk.projection.views.DatabaseAwayException;
import org.ticketdesk.projection.views.Page;
import org.ticketdesk.projection.views.Views;
import org.ticketdesk.projection.views.Who;
import org.ticketdesk.projection.views.WrongParameter;

/**
 * The desk over HTTP: {@link Routes} under {@code /api}, their description at {@code /openapi.json} and {@code /docs/}, the page at
 * {@code /}. Whoever asks shows a token, and may ask what the {@link Rule} of the route says; the description and the files carry no
 * data, and are anybody's. Thread-safe.
 */
public final class DeskServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeskServer.class);
    /** How long those who wait when the server stops have to be told so. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(4);

    /** How many queries of one person are done or wait. */
    static final int QUERIES_OF_ONE = 100;

    private static final Problem BROKEN =
            Problem.of(Status.INTERNAL_ERROR, "Something is wrong with this server; its log says more.");

    private final ServerConfig config;
    private final Feed feed;
    private final Views views;
    private final Waits waits;
    private final Turns turns;
    private final Gate gate;
    private final Reading reading;
    private final Streams streams;
    private final List<Route> routes;
    private final ObjectNode description;
    private final HttpMeters meters;
    private final Javalin javalin;
    private final URI address;

    private DeskServer(ServerConfig config, Views views, ActionPublisher publisher, Feed feed, MeterRegistry registry) {
        this.config = config;
        this.feed = feed;
        this.views = views;
        this.waits = new Waits(Views.AT_ONCE);
        this.turns = new Turns(Views.AT_ONCE / 2, QUERIES_OF_ONE);
        this.gate = new Gate(config);
        this.reading = new Reading(views);
        this.streams = new Streams(feed, views, waits, config);
        this.routes = Routes.of(
                reading,
                new Acting(views, publisher, feed, waits, Duration.ofMillis(config.maxBehindMs())),
                new Streaming(views, streams, turns, waits, config),
                new Work.Wait(asked -> Answer.Json.of(description(), null)),
                config.access() instanceof Access.Own own
                        ? Optional.of(new TokenMaker(own.secret(), own.form()))
                        : Optional.empty());
        this.description = OpenApi.describe(routes);
        this.meters = new HttpMeters(registry, routes, streams);
        this.javalin = Javalin.create(this::configure);
        String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            throw new ServerStartException(
                    "Port " + config.port() + " on " + host
                            + " cannot be listened on: end the program that listens there,"
                            + " or choose another port (0 is any free one).",
                    e);
        }
        this.address = URI.create("http://" + host + ":" + javalin.port() + "/");
    }

    /** As {@link #start(ServerConfig, Views, ActionPublisher, Feed, MeterRegistry)}, with meters that nobody else reads. */
    public static DeskServer start(ServerConfig config, Views views, ActionPublisher publisher, Feed feed) {
        return start(config, views, publisher, feed, new SimpleMeterRegistry());
    }

    /**
     * Starts a server.
     *
     * @param config its settings
     * @param views what it answers from
     * @param publisher what it puts actions into the log with; its patience is how long a request waits when there is no room
     * @param feed a listener of the projection that writes these views
     * @param registry gets the meters
     * @return a server that answers
     * @throws ServerStartException when the address cannot be listened on
     */
    public static DeskServer start(
            ServerConfig config, Views views, ActionPublisher publisher, Feed feed, MeterRegistry registry) {
        return new DeskServer(config, views, publisher, feed, registry);
    }

    /** Where the page is; the API is under {@code /api} there. */
    public URI address() {
        return address;
    }

    /** Ends streams, tells those who wait to ask again, and stops listening. A second call does nothing. */
    @Override
    public void close() {
        streams.close();
        waits.close();
        javalin.stop();
    }

    /** How many streams are open. */
    int openStreams() {
        return streams.open();
    }

    /** How many requests wait for something to be applied, and how many desks have streams. */
    int waiting() {
        return feed.waiting();
    }

    List<Route> routes() {
        return routes;
    }

    private ObjectNode description() {
        return description;
    }

    private void configure(JavalinConfig settings) {
        settings.startup.showJavalinBanner = false;
        settings.startup.startupWatcherEnabled = false;
        settings.startup.showOldJavalinVersionWarning = false;
        settings.concurrency.useVirtualThreads = true;
        settings.http.maxRequestSize = config.limits().bodyBytes();
        settings.http.prefer405over404 = true;
        settings.router.ignoreTrailingSlashes = false;
        settings.jetty.host = config.host();
        settings.jetty.port = config.port();
        settings.jetty.modifyHttpConfiguration(
                http -> http.setRequestHeaderSize(config.limits().headerBytes()));
        settings.jetty.modifyServer(server -> {
            server.setErrorHandler(new JettyProblems());
            server.insertHandler(new GracefulHandler());
            server.setStopTimeout(ANSWERED_WITHIN.toMillis());
        });
        settings.jetty.modifyServletContextHandler(servlets -> servlets.setErrorHandler(new JettyProblems()));

        settings.requestLogger.http((context, ms) -> meters.answered(context, ms));
        settings.routes.before(new Door(config)::enter);
        for (Route route : routes) {
            if (route.method() == Method.GET) {
                settings.routes.addHttpHandler(HandlerType.GET, route.path(), context -> serve(route, context));
                settings.routes.addHttpHandler(HandlerType.HEAD, route.path(), context -> head(route, context));
            } else {
                settings.routes.addHttpHandler(HandlerType.POST, route.path(), context -> serve(route, context));
            }
        }
        for (String shortcut : List.of("/api", "/docs")) {
            settings.routes.get(shortcut, context -> context.redirect(StaticFiles.DOCS));
        }
        // What a browser asks for where a document names no icon, as JSON does not.
        settings.routes.get("/favicon.ico", context -> context.redirect("/favicon.svg"));
        settings.resourceHandler(new StaticFiles());
        settings.routes.exception(ProblemException.class, (e, context) -> answer(context, e));
        settings.routes.exception(
                WrongParameter.class,
                (e, context) ->
                        answer(context, Asked.malformed(e.parameter(), "The parameter " + e.getMessage() + ".")));
        settings.routes.exception(DatabaseAwayException.class, DeskServer::databaseAway);
        settings.routes.exception(HttpResponseException.class, this::answer);
        settings.routes.exception(Exception.class, DeskServer::failed);
        settings.router.javaLangErrorHandler(DeskServer::failed);
    }

    private void serve(Route route, Context context) {
        Asked asked = Asked.of(route, context, gate.admit(route, context));
        asked.trace().ifPresent(trace -> context.header(TraceContext.TRACEPARENT, trace.traceparent()));
        switch (route.work()) {
            case Work.Query(var query) -> {
                awaitSequence(asked);
                Who person =
                        new Who(asked.caller().role().name(), asked.caller().id());
                write(
                        context,
                        turns.take(
                                person,
                                () -> waits.query(() -> {
                                    if (route.rule() == Rule.TICKET) {
                                        reading.seeToItThatTheTicketIsTheirs(asked);
                                    }
                                    return query.apply(asked);
                                })));
            }
            case Work.Wait(var work) -> {
                awaitSequence(asked);
                write(context, work.apply(asked));
            }
            case Work.Stream(var stream) -> stream.accept(asked, new EventWriter(context.res()));
        }
    }

    private void head(Route route, Context context) {
        if (route.work() instanceof Work.Stream) {
            gate.admit(route, context);
            throw new ProblemException(
                    Problem.of(Status.METHOD_NOT_ALLOWED, "The method is HEAD; expected GET, as a stream has no end."),
                    Map.of("Allow", Method.GET.name()));
        }
        serve(route, context);
    }

    private void awaitSequence(Asked asked) {
        Long atLeast = asked.knows(Routes.AT_LEAST) ? asked.get(Routes.AT_LEAST) : null;
        if (atLeast == null) {
            return;
        }
        String desk = asked.get(Routes.DESK);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(config.maxBehindMs());
        boolean inTime = true;
        while (true) {
            try (Feed.Reached reached = feed.reached(desk, atLeast)) {
                long sequence = waits.query(() -> views.sequence(desk));
                if (sequence >= atLeast) {
                    return;
                }
                if (!inTime) {
                    throw new ProblemException(
                            Problem.of(
                                    Status.TIMEOUT,
                                    "The sequence of the desk " + desk + " is not " + atLeast + " after "
                                            + config.maxBehindMs() + " ms; it was " + sequence
                                            + ". Ask again, or ask for less."),
                            Map.of("Retry-After", "1"));
                }
                inTime = waits.await(reached.future(), Duration.ofNanos(until - System.nanoTime()));
            }
        }
    }

    private static void write(Context context, Answer answer) {
        if (answer.sequence() != null) {
            context.header(Routes.DESK_SEQUENCE, Long.toString(answer.sequence()));
        }
        switch (answer) {
            case Answer.Json json -> {
                json.headers().forEach(context::header);
                if (json.value() instanceof Page<?> page) {
                    linkNext(context, page.next());
                }
                context.status(json.status()).contentType(MediaTypes.JSON).result(Json.bytes(json.value()));
            }
            case Answer.Csv csv -> {
                linkNext(context, csv.next());
                context.header("Content-Disposition", "attachment; filename=\"" + lastWord(context.path()) + ".csv\"");
                context.contentType(Csv.MEDIA_TYPE + "; charset=utf-8; header=present")
                        .result(Csv.write(csv.item(), csv.items()).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Says where a list goes on, for clients that follow links rather than read what is in it. */
    private static void linkNext(Context context, String cursor) {
        if (cursor != null) {
            Stream<String> others = context.queryParamMap().entrySet().stream()
                    .filter(parameter -> !parameter.getKey().equals(Routes.CURSOR.name()))
                    .flatMap(parameter -> parameter.getValue().stream()
                            .map(value -> encoded(parameter.getKey()) + "=" + encoded(value)));
            String query = Stream.concat(others, Stream.of(Routes.CURSOR.name() + "=" + encoded(cursor)))
                    .collect(Collectors.joining("&"));
            context.header("Link", "<" + context.path() + "?" + query + ">; rel=\"next\"");
        }
    }

    private static String lastWord(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void answer(Context context, ProblemException e) {
        e.headers().forEach(context::header);
        answer(context, e.problem());
    }

    private void answer(HttpResponseException e, Context context) {
        if (e instanceof MethodNotAllowedResponse) {
            String allowed = e.getDetails().values().stream().findFirst().orElse("");
            context.header("Allow", allowed);
            answer(
                    context,
                    Problem.of(
                            Status.METHOD_NOT_ALLOWED,
                            "The method is " + context.req().getMethod() + "; expected one of " + allowed + "."));
        } else if (e instanceof NotFoundResponse) {
            answer(
                    context,
                    Problem.of(
                            Status.NOT_FOUND,
                            "There is nothing at " + context.path() + "; the page is at /, the API is described at "
                                    + StaticFiles.DOCS + "."));
        } else if (e.getStatus() == Status.CONTENT_TOO_LARGE.code()) {
            answer(
                    context,
                    Problem.of(
                            Status.CONTENT_TOO_LARGE,
                            "The body has " + sizeOf(context) + " bytes; expected at most "
                                    + config.limits().bodyBytes() + "."));
        } else {
            answer(context, new Problem("about:blank", e.getMessage(), e.getStatus(), e.getMessage(), Map.of()));
        }
    }

    private String sizeOf(Context context) {
        long length = context.req().getContentLengthLong();
        return length < 0 ? "more than " + config.limits().bodyBytes() : Long.toString(length);
    }

    private static void failed(Exception e, Context context) {
        about(context, LOG.atError())
                .setCause(e)
                .log("{} {} failed", context.req().getMethod(), context.path());
        answer(context, BROKEN);
    }

    private static void databaseAway(DatabaseAwayException e, Context context) {
        about(context, LOG.atWarn())
                .setCause(e)
                .log("{} {} had no answer", context.req().getMethod(), context.path());
        context.header("Retry-After", "5");
        answer(context, Problem.of(Status.UNAVAILABLE, "The database of the views does not answer: ask again later."));
    }

    /** What the path names stands as fields beside the line. */
    private static LoggingEventBuilder about(Context context, LoggingEventBuilder line) {
        context.pathParamMap().forEach(line::addKeyValue);
        return line;
    }

    private static void failed(HttpServletResponse response, Error error) {
        LOG.error("A request failed", error);
        try {
            response.setStatus(BROKEN.status());
            response.setContentType(Problem.MEDIA_TYPE);
            response.getOutputStream().write(Json.bytes(BROKEN));
        } catch (IOException e) {
            LOG.debug("The client is gone", e);
        }
    }

    private static void answer(Context context, Problem problem) {
        if (!context.res().isCommitted()) {
            context.status(problem.status()).contentType(Problem.MEDIA_TYPE).result(Json.bytes(problem));
        }
    }
}
