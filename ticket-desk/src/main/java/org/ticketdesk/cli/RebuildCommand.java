package org.ticketdesk.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.ticketdesk.cli.options.ViewsOption;
import org.ticketdesk.cli.screen.Progress;
import org.ticketdesk.projection.ProjectionConfig;
import org.ticketdesk.projection.rebuild.Rebuild;
import org.ticketdesk.projection.rebuild.RebuildProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code desk rebuild}: the views anew. */
@Command(
        name = "rebuild",
        description = {
            "Builds the views anew from the beginning of the journal, in bulk, beside those in use, and puts them in their place.",
            "",
            "A projection that runs goes on with the old views until then, and with the new ones from then on. Interrupted, it"
                    + " leaves the old ones in use."
        })
final class RebuildCommand implements Callable<Integer> {
    private static final long BETWEEN_LINES = TimeUnit.SECONDS.toNanos(5);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ViewsOption views;

    private long said = System.nanoTime();

    @Override
    public Integer call() {
        ProjectionConfig config = views.config();
        views.broker().clients();
        Rebuild.Report report;
        try (Progress progress = Progress.start()) {
            report = Rebuild.run(config, reached -> tell(reached, progress));
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "The views are built anew, as generation %d: %,d entries in %.1f s; %,d records set aside.%n",
                        report.generation(), report.entries(), report.took().toMillis() / 1e3, report.setAside());
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** On a terminal all the time; else a line now and then. */
    private void tell(RebuildProgress reached, Progress progress) {
        String words = words(reached);
        progress.step(words);
        if (!Progress.isSeen() && System.nanoTime() - said > BETWEEN_LINES) {
            said = System.nanoTime();
            spec.commandLine().getErr().println(words);
        }
    }

    private static String words(RebuildProgress reached) {
        return switch (reached.step()) {
            case APPLYING, REPLACING ->
                "%s: %d %%, %,d entries, %,d entries/s"
                        .formatted(
                                reached.step() == RebuildProgress.Step.APPLYING
                                        ? "Applying the journal"
                                        : "Taking the place of the views in use",
                                reached.total() == 0 ? 100 : 100 * reached.done() / reached.total(),
                                reached.entries(),
                                reached.entriesPerSecond());
            case INDEXING -> String.format(Locale.ROOT, "Making the indexes over %,d entries", reached.entries());
            case DONE -> "Done";
        };
    }
}
