package org.ticketdesk.cli.local;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.ticketdesk.cli.watch.Watch;
import org.ticketdesk.events.access.AccessCheck;
import org.ticketdesk.events.access.Party;
import org.ticketdesk.events.publisher.ActionPublisher;
import org.ticketdesk.projection.Projection;
import org.ticketdesk.projection.ProjectionConfig;
import org.ticketdesk.projection.ProjectionStats;
import org.ticketdesk.projection.http.DeskServer;
import org.ticketdesk.projection.http.Feed;
import org.ticketdesk.projection.http.ServerConfig;
import org.ticketdesk.projection.views.Views;

/** The projection, and the server that lets people and programs see what it has made. Thread-safe. */
public final class ServedViews implements AutoCloseable {
    /** How long a request waits for room or the brokers before it is told to come again. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long an action that no request waits for any more may take to be acknowledged. */
    private static final Duration LAST_ACKNOWLEDGEMENTS = Duration.ofSeconds(2);

    private final Projection projection;
    private final Views views;
    private final ActionPublisher publisher;
    private final DeskServer server;
    private final CompletableFuture<Void> ended;

    private ServedViews(Projection projection, Views views, ActionPublisher publisher, DeskServer server) {
        this.projection = projection;
        this.views = views;
        this.publisher = publisher;
        this.server = server;
        this.ended = projection.ended();
    }

    /**
     * Starts both; the server answers at once, with what was applied so far.
     *
     * @param config of the projection
     * @param http of the server
     * @param watch is told of each part when it is there
     * @param progress told of each step as it begins
     */
    public static ServedViews start(
            ProjectionConfig config, ServerConfig http, Watch watch, Consumer<String> progress) {
        progress.accept("Opening the views");
        AccessCheck.of(config.clients(), Party.PROJECTION);
        Feed feed = new Feed();
        Projection projection = Projection.start(config, watch.registry(), feed);
        ActionPublisher publisher = null;
        try {
            progress.accept("Starting the server");
            Views views = new Views(projection.database()::reader, projection.codec());
            watch.projection(projection, views);
            publisher = ActionPublisher.to(config.clients())
                    .from("/desk/http")
                    .patience(PATIENCE)
                    .measuredBy(watch::producer)
                    .open();
            DeskServer server = DeskServer.start(http, views, publisher, feed, watch.registry());
            return new ServedViews(projection, views, publisher, server);
        } catch (RuntimeException | Error e) {
            if (publisher != null) {
                publisher.close();
            }
            projection.close();
            throw e;
        }
    }

    /** Where the page is, and the API under {@code /api}. */
    public URI address() {
        return server.address();
    }

    /** The queries. */
    public Views views() {
        return views;
    }

    /** What the projection has done since it was started. */
    public ProjectionStats stats() {
        return projection.stats();
    }

    /** Completes, with the reason, when the projection stops by itself. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void close() {
        try (projection) {
            try {
                server.close();
            } finally {
                publisher.close(LAST_ACKNOWLEDGEMENTS);
            }
        }
    }
}
