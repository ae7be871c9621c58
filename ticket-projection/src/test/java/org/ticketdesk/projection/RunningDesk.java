package org.ticketdesk.projection;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.ticketdesk.events.publisher.ActionPublisher;
import org.ticketdesk.processor.Cluster;
import org.ticketdesk.processor.TicketProcessor;
import org.ticketdesk.projection.http.DeskServer;
import org.ticketdesk.projection.http.Feed;
import org.ticketdesk.projection.http.ServerConfig;
import org.ticketdesk.projection.views.Views;

/**
 * Everything for real, in one folder and on ports that were free: a broker, a processor, a projection on SQLite, and the server. It
 * keeps its port when the server starts again.
 */
public final class RunningDesk implements AutoCloseable {
    /** It is asked to close when the brokers are gone, too, and should not wait for them for a minute. */
    private static final Map<String, String> IMPATIENT =
            Map.of("default.api.timeout.ms", "10000", "request.timeout.ms", "5000");

    private final Cluster cluster;
    private TicketProcessor processor;
    private final ActionPublisher publisher;
    private final String jdbcUrl;
    private ServerConfig config;
    private Projection projection;
    private Feed feed;
    private DeskServer server;

    private RunningDesk(Path folder, ServerConfig config) {
        this.config = config;
        this.jdbcUrl = "jdbc:sqlite:" + folder.resolve("views");
        this.cluster = new Cluster(folder, 2);
        this.processor = cluster.start();
        this.publisher = ActionPublisher.to(cluster.clients())
                .from("/http")
                .patience(Duration.ofSeconds(5))
                .open();
        startProjection();
        startServer();
    }

    /** Starts everything. */
    public static RunningDesk in(Path folder) {
        return in(folder, ServerConfig.on("127.0.0.1", 0, Tokens.ACCESS));
    }

    /** Starts everything, the server with these settings. */
    public static RunningDesk in(Path folder, ServerConfig config) {
        return new RunningDesk(folder, config);
    }

    /** Where the page is; ends with a slash. */
    public URI address() {
        return server.address();
    }

    /** The cluster, to publish what no request can. */
    public Cluster cluster() {
        return cluster;
    }

    /** The server. */
    public DeskServer server() {
        return server;
    }

    /** Stops the server; everything else goes on. */
    public void stopServer() {
        server.close();
    }

    /** Starts the server again, on the port that it had. */
    public void startServer() {
        server = serve(config);
        config = config.withPort(server.address().getPort());
    }

    /** Starts another server beside this one, the caller's to close. */
    public DeskServer serve(ServerConfig settings) {
        return serve(settings, () -> {});
    }

    /** As {@link #serve(ServerConfig)}, with something that is done before each query, on its thread. */
    public DeskServer serve(ServerConfig settings, Runnable beforeQuery) {
        Views views = new Views(
                () -> {
                    beforeQuery.run();
                    return projection.database().reader();
                },
                projection.codec());
        return DeskServer.start(settings, views, publisher, feed);
    }

    /** Stops the processor: actions are taken, and nobody decides them. */
    public void stopProcessor() {
        processor.close();
    }

    /** Starts the processor again, and waits until it decides. */
    public void startProcessor() {
        processor = cluster.start();
    }

    private void startProjection() {
        feed = new Feed();
        projection = Projection.start(
                ProjectionConfig.of(cluster.bootstrap(), jdbcUrl).withClient(IMPATIENT), feed);
    }

    @Override
    public void close() {
        server.close();
        projection.close();
        publisher.close();
        processor.close();
        cluster.close();
    }
}
