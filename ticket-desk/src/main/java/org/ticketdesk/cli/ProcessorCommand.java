package org.ticketdesk.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.ticketdesk.cli.local.DataFolder;
import org.ticketdesk.cli.local.LocalDesk;
import org.ticketdesk.cli.options.LogOption;
import org.ticketdesk.cli.options.ManagementOption;
import org.ticketdesk.cli.options.ProcessorOption;
import org.ticketdesk.cli.screen.Progress;
import org.ticketdesk.cli.settings.Service;
import org.ticketdesk.cli.watch.ManagementServer;
import org.ticketdesk.cli.watch.Watch;
import org.ticketdesk.processor.ProcessorConfig;
import org.ticketdesk.processor.TicketProcessor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code desk processor}: the processor alone, on a cluster that exists. */
@Command(
        name = "processor",
        description = {
            "Runs a processor on a cluster that exists, whose topics have been created.",
            "",
            "Several processors of one application id share the partitions. Ctrl-C ends it."
        })
final class ProcessorCommand implements Callable<Integer>, Service {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Desk desk;

    @Mixin
    private ProcessorOption options;

    @Mixin
    private ManagementOption management;

    @Mixin
    private LogOption log;

    @Override
    public ProcessorConfig configuration() {
        management.check();
        return options.config();
    }

    @Override
    public Integer call() throws InterruptedException {
        DataFolder folder = options.folder();
        Logs.to(folder.log(), log);
        ProcessorConfig config = configuration();
        Ending ending = desk.ending().listenAsService();
        try (ManagementServer watching = management.open(ManagementOption.PROCESSOR, Watch.PROCESSOR);
                TicketProcessor processor =
                        start(config.withInstanceId(folder.instanceId()), watching.watch(), ending)) {
            spec.commandLine().getOut().println("Ready: " + config.applicationId() + " on " + config.bootstrap());
            spec.commandLine().getOut().flush();
            while (!ending.await(Duration.ofMillis(200))) {
                if (processor.ended().isDone()) {
                    processor.ended().join();
                }
            }
        }
        return 0;
    }

    private TicketProcessor start(ProcessorConfig config, Watch watch, Ending ending) throws InterruptedException {
        try (Progress progress = Progress.start()) {
            progress.step("Waiting for the broker");
            options.broker().awaited(watch, ending::isAsked);
            return LocalDesk.running(config, watch, progress::step, ending::isAsked);
        }
    }
}
