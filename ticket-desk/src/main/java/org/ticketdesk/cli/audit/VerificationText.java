package org.ticketdesk.cli.audit;

import java.io.PrintWriter;
import java.util.stream.Collectors;
import org.ticketdesk.audit.verify.Finding;
import org.ticketdesk.audit.verify.Verification;

/** What a verification came to, for people. */
final class VerificationText {
    private VerificationText() {}

    static void print(Verification verification, PrintWriter out) {
        for (Finding finding : verification.findings()) {
            out.println("WRONG: " + finding.sentence());
        }
        out.printf(
                "Decided again: %,d actions of %,d desks on %,d partitions, in %.1f s (%,d actions/s)%n",
                verification.actions() - verification.undecided(),
                verification.desks(),
                verification.partitions(),
                verification.took().toMillis() / 1e3,
                verification.actionsPerSecond());
        out.printf(
                "Compared: %,d journal entries, %,d status changes, %,d tickets; %,d records that are no actions%n",
                verification.entries(),
                verification.statusChanges(),
                verification.snapshots(),
                verification.rejected());
        verification.others().forEach(other -> out.println("Compared: " + other));
        if (!verification.rows().isEmpty()) {
            out.println("Rows: "
                    + verification.rows().entrySet().stream()
                            .map(row -> row.getKey() + " %,d".formatted(row.getValue()))
                            .collect(Collectors.joining(", ")));
        }
        if (verification.undecided() > 0) {
            out.printf("Not yet decided: %,d actions at the end of the log%n", verification.undecided());
        }
        if (verification.ahead() > 0) {
            out.printf("Written meanwhile, and not compared: %,d status changes and snapshots%n", verification.ahead());
        }
        if (verification.seal() != null) {
            out.printf(
                    "Sealed: %,d desks on %s; %s%n",
                    verification.seal().desks(),
                    verification.seal().at(),
                    signature(verification.seal().signature()));
        }
        out.println(
                verification.isSound()
                        ? "Nothing is wrong."
                        : "%,d findings: the first of each desk; what comes after it may follow from it."
                                .formatted(verification.findings().size()));
    }

    private static String signature(Verification.Signature signature) {
        return switch (signature) {
            case NONE -> "the seal is not signed";
            case NOT_CHECKED -> "the seal is signed, but its signature was NOT checked: give the public key with --key";
            case GENUINE -> "its signature is genuine";
            case FORGED -> "its signature is FORGED";
        };
    }
}
