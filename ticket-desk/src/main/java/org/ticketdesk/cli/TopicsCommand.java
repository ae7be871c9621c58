package org.ticketdesk.cli;

import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.ticketdesk.cli.local.Topics;
import org.ticketdesk.cli.options.BrokerOption;
import org.ticketdesk.cli.options.JsonMirrorOption;
import org.ticketdesk.cli.screen.Progress;
import org.ticketdesk.events.access.AccessCheck;
import org.ticketdesk.events.access.Party;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.TopicAdmin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code desk topics}: the topics of a cluster. */
@Command(
        name = "topics",
        description = "Creates, checks and describes the topics, and says who must be granted what.",
        subcommands = {
            TopicsCommand.Create.class,
            TopicsCommand.Check.class,
            TopicsCommand.Describe.class,
            AclsCommand.class
        })
final class TopicsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: create, check, describe or acls");
    }

    /** {@code desk topics create}. */
    @Command(
            name = "create",
            description =
                    "Creates the topics that are missing, waits until they can be written to, and publishes the schemas."
                            + " Where everything is there, nothing changes.")
    static final class Create implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private BrokerOption broker;

        @Option(
                names = "--partitions",
                paramLabel = "N",
                defaultValue = "" + Topics.PARTITIONS,
                description = "Partitions of the log, chosen once and for all. Default: ${DEFAULT-VALUE}")
        private int partitions;

        @Option(
                names = "--replicas",
                paramLabel = "N",
                description = "Copies of each partition. Default: one on each broker, at most 3")
        private Short replicas;

        @Mixin
        private JsonMirrorOption jsonMirror;

        @Override
        public Integer call() {
            atLeastOne("--partitions", partitions);
            if (replicas != null) {
                atLeastOne("--replicas", replicas);
            }
            try (Progress progress = Progress.start()) {
                progress.step("Creating the topics");
                DeskClients clients = broker.clients();
                AccessCheck.of(clients, Party.OPERATOR);
                short copies;
                try (Admin admin = clients.admin()) {
                    copies = replicas == null ? Topics.replicas(admin) : replicas;
                }
                TopicAdmin.create(clients, jsonMirror.topics(), partitions, copies);
            }
            spec.commandLine().getOut().println("The topics are there, with " + partitions + " partitions.");
            return 0;
        }

        private void atLeastOne(String option, int value) {
            if (value < 1) {
                throw new ParameterException(
                        spec.commandLine(),
                        "Invalid value for option '" + option + "': " + value + " is not 1 or more");
            }
        }
    }

    /** {@code desk topics check}. */
    @Command(
            name = "check",
            description =
                    "Checks that all topics are there, with settings that keep the promises: exit code 0 if so, and 1 with"
                            + " what is wrong if not.")
    static final class Check implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private BrokerOption broker;

        @Mixin
        private JsonMirrorOption jsonMirror;

        @Override
        public Integer call() {
            try (Admin admin = broker.clients().admin()) {
                int partitions = TopicAdmin.check(admin, jsonMirror.topics());
                spec.commandLine()
                        .getOut()
                        .println("The topics are as they must be, with " + partitions + " partitions.");
            }
            return 0;
        }
    }

    /** {@code desk topics describe}. */
    @Command(name = "describe", description = "Prints the topics as they are: partitions, replicas, key, settings.")
    static final class Describe implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private BrokerOption broker;

        @Override
        public Integer call() {
            try (Admin admin = broker.clients().admin()) {
                spec.commandLine().getOut().println(TopicAdmin.describe(admin));
            }
            return 0;
        }
    }
}
