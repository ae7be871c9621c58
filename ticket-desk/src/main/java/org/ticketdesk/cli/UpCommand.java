package org.ticketdesk.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ticketdesk.cli.local.DataFolder;
import org.ticketdesk.cli.local.LocalDesk;
import org.ticketdesk.cli.options.BrokerOption;
import org.ticketdesk.cli.options.ClientOption;
import org.ticketdesk.cli.options.DatabaseOption;
import org.ticketdesk.cli.options.HttpOption;
import org.ticketdesk.cli.options.JsonMirrorOption;
import org.ticketdesk.cli.options.LogOption;
import org.ticketdesk.cli.options.ManagementOption;
import org.ticketdesk.cli.options.RegistryOption;
import org.ticketdesk.cli.options.ServerOption;
import org.ticketdesk.cli.screen.Progress;
import org.ticketdesk.cli.settings.Service;
import org.ticketdesk.cli.watch.ManagementServer;
import org.ticketdesk.cli.watch.Watch;
import org.ticketdesk.events.access.AccessCheck;
import org.ticketdesk.events.access.Party;
import org.ticketdesk.projection.ProjectionConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code desk up}: everything in one process. */
@Command(
        name = "up",
        description = {
            "Runs a desk in this process: a Kafka broker, its topics, the processor, the views, and a page that shows them.",
            "",
            "It goes on where it was, however it ended. Ctrl-C ends it."
        })
final class UpCommand implements Callable<Integer>, Service {
    private static final int KAFKA_PORT = 9092;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Desk desk;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".data",
            description = "Where the desk keeps its data. Default: ${DEFAULT-VALUE}, in the current folder")
    private Path data;

    @Option(
            names = "--kafka-port",
            paramLabel = "P",
            description = "The broker's port on 127.0.0.1; 0 is any free one. Default: 9092")
    private Integer kafkaPort;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Use this broker, which runs already, in place of one in this process.")
    private String bootstrap;

    @Mixin
    private ClientOption client;

    @Mixin
    private RegistryOption registry;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "" + ServerOption.DEFAULT_PORT,
            description = "The port of the page and the API on 127.0.0.1; 0 is any free one. Default: ${DEFAULT-VALUE}")
    private int port;

    @Mixin
    private JsonMirrorOption jsonMirror;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private ManagementOption management;

    @Mixin
    private LogOption log;

    /**
     * What a desk is told.
     *
     * @param data where everything is kept
     * @param bootstrap the brokers; null for one in this process
     * @param ports where it listens
     * @param jsonMirror whether status changes are written in JSON too
     * @param views what the views are made from and where, but for the brokers
     */
    record Configuration(
            Path data, String bootstrap, LocalDesk.Ports ports, boolean jsonMirror, ProjectionConfig views) {}

    @Override
    public Integer call() throws InterruptedException {
        DataFolder folder = DataFolder.open(data);
        Logs.to(folder.log(), log);
        Configuration told = configuration();
        Ending ending = desk.ending().listen();
        long began = System.nanoTime();
        try (ManagementServer watching = management.open(ManagementOption.UP, Watch.PROCESSOR, Watch.PROJECTION);
                LocalDesk running = start(told, folder, watching.watch(), ending)) {
            ready(running, folder, Duration.ofNanos(System.nanoTime() - began));
            while (!ending.await(Duration.ofMillis(200))) {
                if (running.ended().isDone()) {
                    running.ended().join();
                }
            }
        }
        return 0;
    }

    @Override
    public Configuration configuration() {
        if (bootstrap != null && kafkaPort != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Options '--bootstrap' and '--kafka-port' exclude each other: the broker is either another's or this process's");
        }
        if (bootstrap != null) {
            BrokerOption.checked(spec, bootstrap);
        }
        if (bootstrap == null && client.isTyped()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Option '--client' goes with '--bootstrap': the broker of this process asks for nothing");
        }
        if (bootstrap == null && !client.properties().isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("Warning: what the environment or a file of settings tells clients is left out ("
                            + String.join(", ", client.properties().keySet())
                            + "): the broker of this process asks for nothing, and --bootstrap names another");
        }
        HttpOption.within(spec, "--port", port);
        if (kafkaPort != null) {
            HttpOption.within(spec, "--kafka-port", kafkaPort);
        }
        management.check();
        return new Configuration(
                data,
                bootstrap,
                new LocalDesk.Ports(kafkaPort == null ? KAFKA_PORT : kafkaPort, port),
                jsonMirror.isWanted(),
                views(bootstrap == null ? BrokerOption.DEFAULT : bootstrap, DataFolder.at(data)));
    }

    private LocalDesk start(Configuration told, DataFolder folder, Watch watch, Ending ending)
            throws InterruptedException {
        try (Progress progress = Progress.start()) {
            if (told.bootstrap() == null) {
                return LocalDesk.withOwnBroker(
                        folder,
                        told.ports(),
                        broker -> views(broker, folder),
                        told.jsonMirror(),
                        watch,
                        progress::step,
                        ending::isAsked);
            }
            AccessCheck.of(
                    BrokerOption.reached(spec, told.bootstrap(), told.views().client()), Party.OPERATOR);
            return LocalDesk.on(
                    folder,
                    told.views(),
                    told.jsonMirror(),
                    told.ports().http(),
                    watch,
                    progress::step,
                    ending::isAsked);
        }
    }

    private ProjectionConfig views(String broker, DataFolder folder) {
        return database.config(broker, folder.views())
                .withClient(registry.with(bootstrap == null ? Map.of() : client.properties()));
    }

    private void ready(LocalDesk running, DataFolder folder, Duration took) {
        String where = running.bootstrap().equals(BrokerOption.DEFAULT) ? "" : " --bootstrap " + running.bootstrap();
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "Ready after %.1f s: broker %s, data %s%n", took.toMillis() / 1e3, running.bootstrap(), folder.path());
        out.println("Open " + running.page());
        out.println("Or try, in another terminal:");
        out.println("  desk tail ticket-status-changed --follow" + where);
        out.println(
                "  echo '{\"actionId\": \"a-1\", \"desk\": \"sales\", \"ticket\": \"t-1\", \"actor\": {\"role\": \"CUSTOMER\","
                        + " \"id\": \"c-1\"}, \"action\": {\"type\": \"OpenTicket\", \"channel\": \"IN_APP\"}}' | desk publish - --wait"
                        + where);
        out.println("Ctrl-C ends it.");
        out.flush();
    }
}
