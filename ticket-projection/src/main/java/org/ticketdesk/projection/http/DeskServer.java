package org.ticketdesk.projection.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.ticketdesk.projection.http.Problem.Status;

/** The server: the API, and the page. Thread-safe. */
public final class DeskServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeskServer.class);

    private final Javalin javalin;
    private final URI address;

    private DeskServer(Javalin javalin, URI address) {
        this.javalin = javalin;
        this.address = address;
    }

    /**
     * Starts a server.
     *
     * @param config its settings
     */
    public static DeskServer start(ServerConfig config) {
        Door door = new Door(config);
        StaticFiles files = new StaticFiles();
        Javalin javalin = Javalin.create(settings -> {
            base(settings, config);
            settings.routes.before(door::enter);
            for (String path : new String[] {"/", "/<file>"}) {
                settings.routes.get(path, files::serve);
            }
            settings.routes.exception(ProblemException.class, (e, context) -> answer(context, e));
            settings.routes.exception(HttpResponseException.class, DeskServer::answer);
            settings.routes.exception(Exception.class, DeskServer::failed);
        });
        javalin.start();
        String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        return new DeskServer(javalin, URI.create("http://" + host + ":" + javalin.port() + "/"));
    }

    /** Where the page is; the API is under {@code /api} there. */
    public URI address() {
        return address;
    }

    /** Ends open streams and stops listening. A second call does nothing. */
    @Override
    public void close() {
        javalin.stop();
    }

    private static void base(JavalinConfig settings, ServerConfig config) {
        settings.startup.showJavalinBanner = false;
        settings.startup.startupWatcherEnabled = false;
        settings.startup.showOldJavalinVersionWarning = false;
        settings.concurrency.useVirtualThreads = true;
        settings.http.maxRequestSize = config.maxBodyBytes();
        settings.http.prefer405over404 = true;
        settings.jetty.host = config.host();
        settings.jetty.port = config.port();
        settings.jetty.modifyHttpConfiguration(http -> http.setRequestHeaderSize(config.maxHeaderBytes()));
        settings.jetty.modifyServer(server -> server.setErrorHandler(new JettyProblems()));
        settings.jetty.modifyServletContextHandler(servlets -> servlets.setErrorHandler(new JettyProblems()));
    }

    private static void answer(Context context, ProblemException e) {
        e.headers().forEach(context::header);
        answer(context, e.problem());
    }

    private static void answer(HttpResponseException e, Context context) {
        if (e instanceof MethodNotAllowedResponse) {
            String allowed = e.getDetails().values().stream().findFirst().orElse("");
            context.header("Allow", allowed);
            answer(
                    context,
                    Problem.of(
                            Status.METHOD_NOT_ALLOWED,
                            "Found " + context.req().getMethod() + ", expected one of " + allowed + "."));
            return;
        }
        answer(context, new Problem("about:blank", e.getMessage(), e.getStatus(), e.getMessage(), java.util.Map.of()));
    }

    private static void failed(Exception e, Context context) {
        LOG.error("{} {} failed", context.req().getMethod(), context.path(), e);
        answer(context, Problem.of(Status.INTERNAL_ERROR, "Something is wrong with this server; its log says more."));
    }

    private static void answer(Context context, Problem problem) {
        try {
            context.status(problem.status())
                    .contentType(Problem.MEDIA_TYPE)
                    .result(Json.MAPPER.writeValueAsBytes(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
