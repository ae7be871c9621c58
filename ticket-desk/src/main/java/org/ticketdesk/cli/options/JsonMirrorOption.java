package org.ticketdesk.cli.options;

import java.util.Set;
import org.ticketdesk.events.topics.DeskTopic;
import picocli.CommandLine.Option;

/** {@code --json-mirror}: whether status changes are wanted in JSON too. */
public final class JsonMirrorOption {
    @Option(
            names = "--json-mirror",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description =
                    "With ticket-status-changed-json: each status change in JSON too, for consumers without Avro. It"
                            + " begins when it is switched on.")
    private boolean wanted;

    /** Whether it is. */
    public boolean isWanted() {
        return wanted;
    }

    /** The topics that must be there. */
    public Set<DeskTopic> topics() {
        return DeskTopic.needed(wanted);
    }
}
