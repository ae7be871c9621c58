package org.ticketdesk.cli.audit;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.seal.Heads;
import org.ticketdesk.audit.seal.Seal;
import org.ticketdesk.audit.seal.SealFile;
import org.ticketdesk.audit.seal.SealKeys;
import org.ticketdesk.cli.errors.CommandFailed;
import org.ticketdesk.cli.options.ArchiveOption;
import org.ticketdesk.cli.screen.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code desk audit seal}: what the log is now, to be held against it later. */
@Command(
        name = "seal",
        description = {
            "Writes the last entry of every desk, with its hash, to a file: keep it where the log is not.",
            "",
            "Each hash rests on all entries and actions before it, so `desk audit verify --seal FILE` proves later that the log"
                    + " still begins with what was sealed, even against who forged log and journal together. Signed, the"
                    + " file itself cannot be forged either."
        })
final class SealCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ArchiveOption records;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The file to write, as JSON.")
    private Path out;

    @Option(
            names = "--key",
            paramLabel = "PRIVATE.pem",
            description =
                    "The key to sign with: PKCS#8, Ed25519 or EC or RSA; `openssl genpkey -algorithm ed25519` makes one.")
    private Path key;

    @Override
    public Integer call() {
        var signing = key == null ? null : SealKeys.privateKey(key);
        Seal seal;
        try (Archive archive = records.open();
                Progress progress = Progress.start()) {
            progress.step("Reading the journal");
            seal = Heads.seal(archive, Instant.now());
        }
        if (signing != null) {
            try {
                seal = seal.signedBy(signing);
            } catch (GeneralSecurityException e) {
                throw new CommandFailed("The key in " + key + " cannot sign: " + e.getMessage() + ".");
            }
        }
        SealFile.write(seal, out);
        spec.commandLine()
                .getOut()
                .printf(
                        "Sealed %,d desks in %s, %s.%n",
                        seal.heads().size(),
                        out,
                        seal.signature() == null
                                ? "not signed"
                                : "signed with " + seal.signature().algorithm());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
