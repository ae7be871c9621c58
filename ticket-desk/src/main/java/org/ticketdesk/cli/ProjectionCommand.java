package org.ticketdesk.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.ticketdesk.cli.local.DataFolder;
import org.ticketdesk.cli.local.ServedViews;
import org.ticketdesk.cli.options.HttpOption;
import org.ticketdesk.cli.options.LogOption;
import org.ticketdesk.cli.options.ManagementOption;
import org.ticketdesk.cli.options.ViewsOption;
import org.ticketdesk.cli.screen.Progress;
import org.ticketdesk.cli.settings.Service;
import org.ticketdesk.cli.watch.ManagementServer;
import org.ticketdesk.cli.watch.Watch;
import org.ticketdesk.projection.ProjectionConfig;
import org.ticketdesk.projection.http.ServerConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code desk projection}: the views, the API and the page alone, on a cluster that exists. */
@Command(
        name = "projection",
        description = {
            "Makes the views of a cluster's journal, and serves them with the API and the page.",
            "",
            "One at a time writes a database's views: whoever starts last takes over, and the one before ends. Ctrl-C ends it."
        })
final class ProjectionCommand implements Callable<Integer>, Service {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Desk desk;

    @Mixin
    private ViewsOption views;

    @Mixin
    private HttpOption http;

    @Mixin
    private ManagementOption management;

    @Mixin
    private LogOption log;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".data/projection",
            description = "Where the log is kept. Default: ${DEFAULT-VALUE}, in the current folder")
    private Path data;

    /**
     * What a projection is told.
     *
     * @param data where its log is kept
     * @param projection from where to where
     * @param server where it is seen
     */
    record Configuration(Path data, ProjectionConfig projection, ServerConfig server) {}

    @Override
    public Configuration configuration() {
        management.check();
        return new Configuration(data, views.config(), http.config());
    }

    @Override
    public Integer call() throws InterruptedException {
        Logs.to(DataFolder.open(data).log(), log);
        Configuration told = configuration();
        Ending ending = desk.ending().listenAsService();
        try (ManagementServer watching = management.open(ManagementOption.PROJECTION, Watch.PROJECTION);
                ServedViews served = start(told, watching.watch(), ending)) {
            spec.commandLine().getOut().println("Open " + served.address());
            spec.commandLine().getOut().flush();
            while (!ending.await(Duration.ofMillis(200))) {
                if (served.ended().isDone()) {
                    served.ended().join();
                }
            }
        }
        return 0;
    }

    private ServedViews start(Configuration told, Watch watch, Ending ending) {
        try (Progress progress = Progress.start()) {
            progress.step("Waiting for the broker");
            views.broker().awaited(watch, ending::isAsked);
            return ServedViews.start(told.projection(), told.server(), watch, progress::step);
        }
    }
}
