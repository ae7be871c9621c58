package org.ticketdesk.cli.options;

import java.nio.file.Path;
import java.util.Map;
import org.ticketdesk.cli.local.DataFolder;
import org.ticketdesk.processor.Placement;
import org.ticketdesk.processor.ProcessorConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The settings of a processor, and the broker that it works on. */
public final class ProcessorOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private BrokerOption broker;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".data/processor",
            description = "Where the stores and the log are kept; each processor of a machine needs its own. Default:"
                    + " ${DEFAULT-VALUE}, in the current folder")
    private Path data;

    @Option(
            names = "--application-id",
            paramLabel = "ID",
            defaultValue = ProcessorConfig.DEFAULT_APPLICATION_ID,
            description = "Names the consumer group and the changelogs. Default: ${DEFAULT-VALUE}")
    private String applicationId;

    @Option(
            names = "--in-memory",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Keep the stores in memory: quicker, and restored from Kafka at each start.")
    private boolean inMemory;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Stream threads, 1 to 256. Default: ${DEFAULT-VALUE}")
    private int threads;

    @Option(
            names = "--standbys",
            paramLabel = "N",
            defaultValue = "0",
            description = "Copies of each store that others keep ready, 0 to 10. Default: ${DEFAULT-VALUE}")
    private int standbys;

    @Option(
            names = "--commit-interval-ms",
            paramLabel = "MS",
            defaultValue = "25",
            description = "How long a transaction takes up actions, 1 to 60000; what is decided is visible after it."
                    + " Default: ${DEFAULT-VALUE}")
    private int commitIntervalMs;

    @Option(
            names = "--transaction-timeout-ms",
            paramLabel = "MS",
            defaultValue = "10000",
            description =
                    "After how long the broker aborts the transaction of a processor that is gone, 1000 to 900000."
                            + " Default: ${DEFAULT-VALUE}")
    private int transactionTimeoutMs;

    @Option(
            names = "--session-timeout-ms",
            paramLabel = "MS",
            defaultValue = "6000",
            description =
                    "After how long a processor that is gone loses its partitions, 1000 to 300000; below 6000 only where"
                            + " the brokers' group.min.session.timeout.ms allows it. Default: ${DEFAULT-VALUE}")
    private int sessionTimeoutMs;

    @Option(
            names = "--timer-check-ms",
            paramLabel = "MS",
            defaultValue = "100",
            description = "How often clocks are looked at, 10 to 100. Default: ${DEFAULT-VALUE}")
    private int timerCheckMs;

    @Option(
            names = "--stay-in-group",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description =
                    "Keep the partitions when asked to end, for a restart that takes less than the session time-out;"
                            + " else others get them at once.")
    private boolean stayInGroup;

    @Option(
            names = "--rack",
            paramLabel = "RACK",
            description =
                    "Where this processor stands, as brokers say it in broker.rack: it gets the partitions that are led"
                            + " there, when it can.")
    private String rack;

    @Option(
            names = "--tag",
            paramLabel = "NAME=VALUE",
            split = ",",
            description =
                    "Something that processors which fail together have in common, zone=a for example: a copy is kept"
                            + " where it differs. Several with commas between, the same names at each processor.")
    private Map<String, String> tags = Map.of();

    @Mixin
    private JsonMirrorOption jsonMirror;

    /** The broker. */
    public BrokerOption broker() {
        return broker;
    }

    /** Where the stores and the log are kept; made when it is not there. */
    public DataFolder folder() {
        return DataFolder.open(data);
    }

    /**
     * The settings, but for the name of the process, which is in the folder.
     *
     * @throws ParameterException when one of them is not what it must be
     */
    public ProcessorConfig config() {
        try {
            return new ProcessorConfig(
                    broker.bootstrap(),
                    applicationId,
                    null,
                    DataFolder.at(data).stores(),
                    inMemory,
                    threads,
                    standbys,
                    commitIntervalMs,
                    transactionTimeoutMs,
                    sessionTimeoutMs,
                    timerCheckMs,
                    jsonMirror.isWanted(),
                    stayInGroup,
                    new Placement(rack, tags),
                    broker.properties());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
