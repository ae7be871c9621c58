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
            description = "Keep the stores in memory: quicker, and restored from Kafka at each start.")
    private boolean inMemory;

    @Option(names = "--threads", paramLabel = "N", description = "Stream threads. Default: 1")
    private Integer threads;

    @Option(
            names = "--standbys",
            paramLabel = "N",
            description = "Copies of each store that others keep ready. Default: 0")
    private Integer standbys;

    @Option(
            names = "--commit-interval-ms",
            paramLabel = "MS",
            description = "How long a transaction takes up actions; what is decided is visible after it. Default: 25")
    private Integer commitIntervalMs;

    @Option(
            names = "--transaction-timeout-ms",
            paramLabel = "MS",
            description =
                    "After how long the broker aborts the transaction of a processor that is gone. Default: 10000")
    private Integer transactionTimeoutMs;

    @Option(
            names = "--session-timeout-ms",
            paramLabel = "MS",
            description = "After how long a processor that is gone loses its partitions. Default: 6000")
    private Integer sessionTimeoutMs;

    @Option(names = "--timer-check-ms", paramLabel = "MS", description = "How often clocks are looked at. Default: 100")
    private Integer timerCheckMs;

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
            description =
                    "Something that processors which fail together have in common, zone=a for example: a copy is kept"
                            + " where it differs. May be given more than once, the same names at each processor.")
    private Map<String, String> tags = Map.of();

    /** The broker. */
    public BrokerOption broker() {
        return broker;
    }

    /** Where the stores and the log are kept; made when it is not there. */
    public DataFolder folder() {
        return DataFolder.open(data);
    }

    /**
     * The settings.
     *
     * @param folder as {@link #folder} gave it
     * @throws ParameterException when one of them is not what it must be
     */
    public ProcessorConfig config(DataFolder folder) {
        ProcessorConfig defaults = ProcessorConfig.of(broker.bootstrap(), folder.stores());
        try {
            return new ProcessorConfig(
                    defaults.bootstrap(),
                    applicationId,
                    folder.instanceId(),
                    defaults.stateDir(),
                    inMemory,
                    or(threads, defaults.threads()),
                    or(standbys, defaults.standbys()),
                    or(commitIntervalMs, defaults.commitIntervalMs()),
                    or(transactionTimeoutMs, defaults.transactionTimeoutMs()),
                    or(sessionTimeoutMs, defaults.sessionTimeoutMs()),
                    or(timerCheckMs, defaults.timerCheckMs()),
                    new Placement(rack, tags),
                    broker.properties());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static int or(Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }
}
