package org.ticketdesk.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.ticketdesk.cli.local.DataFolder;
import org.ticketdesk.cli.options.ProcessorOption;
import org.ticketdesk.cli.screen.Progress;
import org.ticketdesk.processor.ProcessorConfig;
import org.ticketdesk.processor.StateRebuild;
import org.ticketdesk.processor.recovery.WatchedJournal.Found;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code desk rebuild-state}: a processor's state, found again from the journal. */
@Command(
        name = "rebuild-state",
        description = {
            "Throws the state of a stopped processor away, its stores in the data folder and their changelog, and finds it"
                    + " again from the journal.",
            "",
            "Give it the options of the processor. Nothing is decided meanwhile: a processor that is started afterwards goes"
                    + " on after the last decided action. When it is interrupted, run it again.",
            "",
            "Processors of the same application on other machines have stores of their own, which would not fit the new"
                    + " changelog: delete the folder stores of each before it is started again."
        })
final class RebuildStateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Desk desk;

    @Mixin
    private ProcessorOption options;

    @Override
    public Integer call() {
        ProcessorConfig checked = options.config();
        DataFolder folder = options.folder();
        ProcessorConfig config = checked.withInstanceId(folder.instanceId());
        Ending ending = desk.ending().listen();
        Logs.to(folder.log());
        options.broker().clients();
        long began = System.nanoTime();
        List<Found> found;
        try (Progress progress = Progress.start()) {
            found = StateRebuild.run(config, progress::step, ending::isAsked);
        }
        tell(found, Duration.ofNanos(System.nanoTime() - began));
        return 0;
    }

    private void tell(List<Found> found, Duration took) {
        PrintWriter out = spec.commandLine().getOut();
        for (Found partition : found) {
            if (partition.entries() > 0) {
                out.println("partition %d: %s, %,d entries, %,d entries/s"
                        .formatted(
                                partition.partition(),
                                desks(partition.desks()),
                                partition.entries(),
                                Math.round(partition.entries() / seconds(partition.took()))));
            }
        }
        out.println("The state of %s was found again from %,d entries, in %.1f s."
                .formatted(
                        desks(found.stream().mapToInt(Found::desks).sum()),
                        found.stream().mapToLong(Found::entries).sum(),
                        seconds(took)));
    }

    private static String desks(int number) {
        return number == 1 ? "1 desk" : "%,d desks".formatted(number);
    }

    private static double seconds(Duration took) {
        return Math.max(1, took.toMillis()) / 1_000.0;
    }
}
