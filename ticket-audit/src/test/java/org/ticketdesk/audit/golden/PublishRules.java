package org.ticketdesk.audit.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ticketdesk.core.rules.Rulebook;

/** Writes the golden logs of a new version of the rules. Those of versions that have them are never written anew. */
public final class PublishRules {
    private PublishRules() {}

    /** Writes them to the folder given. */
    public static void main(String[] args) throws IOException {
        publish(new GoldenLogs(Path.of(args[0])), Rulebook.VERSION);
    }

    static void publish(GoldenLogs logs, int version) throws IOException {
        if (logs.has(version)) {
            throw new IllegalStateException("There are golden logs of version " + version
                    + " of the rules, and they are never written anew: what was decided by that version must stay checkable."
                    + " If a decision has changed, raise Rulebook.VERSION first, and keep the rules that decided before in"
                    + " Rulebook.of.");
        }
        String before = logs.writtenIndex();
        logs.write(version, GoldenStories.decidedBy(Rulebook.of(version).orElseThrow()));
        String index = logs.index();
        if (!index.startsWith(before)) {
            throw new IllegalStateException(
                    "Golden logs of older versions have changed: put them back, with `git checkout`, and try again.");
        }
        Files.writeString(logs.indexFile(), index);
    }
}
