package org.ticketdesk.cli.audit;

import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.seal.Seal;
import org.ticketdesk.audit.seal.SealFile;
import org.ticketdesk.audit.seal.SealKeys;
import org.ticketdesk.audit.verify.Comparer;
import org.ticketdesk.audit.verify.Since;
import org.ticketdesk.audit.verify.Verification;
import org.ticketdesk.audit.verify.Verifier;
import org.ticketdesk.audit.verify.VerifyOptions;
import org.ticketdesk.audit.verify.VerifyProgress;
import org.ticketdesk.cli.errors.CommandFailed;
import org.ticketdesk.cli.options.ArchiveOption;
import org.ticketdesk.cli.options.ViewsLoginOption;
import org.ticketdesk.cli.screen.Progress;
import org.ticketdesk.projection.database.Dialect;
import org.ticketdesk.projection.database.ViewsRefusedException;
import org.ticketdesk.projection.verify.ViewsComparer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code desk audit verify}: whether what was decided is what must have been decided. */
@Command(
        name = "verify",
        description = {
            "Decides the whole log again, each entry by the rules of its version, and compares record by record: the journal with"
                    + " its chain of hashes, the status changes, the tickets, the rejected records, and with --views the SQL"
                    + " views.",
            "",
            "Prints the first divergence of each desk, with the record, the field, what was expected and what was found. Actions"
                    + " that a running processor has not decided yet are counted, and are no divergence. Exit code 1 on any."
        })
final class VerifyCommand implements Callable<Integer> {
    private static final long BETWEEN_LINES = TimeUnit.SECONDS.toNanos(5);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ArchiveOption records;

    @Option(names = "--desk", paramLabel = "DESK", description = "Verify this desk alone.")
    private String desk;

    @Option(
            names = "--from",
            paramLabel = "WHEN",
            converter = SinceConverter.class,
            description =
                    "Report divergences from here on: a sequence of each desk, or a time, as 2026-11-22T10:15:30Z."
                            + " The log is decided again from its beginning all the same.")
    private Since from = new Since.Beginning();

    @Option(
            names = "--views",
            paramLabel = "URL",
            description = "Compare these views too: jdbc:sqlite:FOLDER or jdbc:postgresql://HOST:PORT/DATABASE.")
    private String views;

    @Mixin
    private ViewsLoginOption login;

    @Option(
            names = "--seal",
            paramLabel = "FILE",
            description = "Prove that the log still begins with what `desk audit seal` has sealed.")
    private Path seal;

    @Option(
            names = "--key",
            paramLabel = "PUBLIC.pem",
            description = "With --seal: the public key with which the seal's signature is checked.")
    private Path key;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many partitions are verified at once. Default: as many as there are cores.")
    private Integer threads;

    private long said = System.nanoTime();

    @Override
    public Integer call() {
        VerifyOptions options = options();
        Verification verification;
        try (Archive archive = records.open();
                Progress progress = Progress.start()) {
            verification = verify(archive, options, progress);
        }
        if (json) {
            spec.commandLine().getOut().println(VerificationJson.of(verification));
        } else {
            VerificationText.print(verification, spec.commandLine().getOut());
        }
        spec.commandLine().getOut().flush();
        return verification.isSound() ? 0 : CommandFailed.EXIT_CODE;
    }

    private VerifyOptions options() {
        if (key != null && seal == null) {
            throw new ParameterException(spec.commandLine(), "--key goes with --seal: it checks the seal's signature");
        }
        if (threads != null && threads < 1) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--threads': '" + threads + "' is less than 1");
        }
        if (views != null) {
            try {
                Dialect.of(views);
            } catch (ViewsRefusedException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
        }
        VerifyOptions options = VerifyOptions.ALL.of(desk).since(from);
        if (threads != null) {
            options = options.withThreads(threads);
        }
        if (seal == null) {
            return options;
        }
        Seal read = SealFile.read(seal);
        PublicKey publicKey = key == null ? null : SealKeys.publicKey(key);
        return options.against(read, publicKey);
    }

    private Verification verify(Archive archive, VerifyOptions options, Progress progress) {
        if (views == null) {
            return Verifier.run(archive, options, List.of(), reached -> tell(reached, progress));
        }
        try (Comparer comparer = ViewsComparer.open(views, login.properties(), desk, archive.schemas())) {
            return Verifier.run(archive, options, List.of(comparer), reached -> tell(reached, progress));
        }
    }

    /** On a terminal all the time; else a line now and then. */
    private void tell(VerifyProgress reached, Progress progress) {
        String words = "Verifying: %.0f %%, %,d actions, %,d actions/s"
                .formatted(100 * reached.part(), reached.actions(), reached.actionsPerSecond());
        progress.step(words);
        if (!Progress.isSeen() && System.nanoTime() - said > BETWEEN_LINES) {
            said = System.nanoTime();
            spec.commandLine().getErr().println(words);
        }
    }
}
