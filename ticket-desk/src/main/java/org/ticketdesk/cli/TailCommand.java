package org.ticketdesk.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ticketdesk.cli.options.BrokerOption;
import org.ticketdesk.cli.records.RecordJson;
import org.ticketdesk.cli.records.TopicTail;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.FramingCheck;
import org.ticketdesk.events.topics.SchemaTopic;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code desk tail}: what stands in a topic, decoded. */
@Command(
        name = "tail",
        description = {
            "Prints a topic's committed records, decoded: one JSON object a line, with partition, offset, key and timestamp.",
            "",
            "Records of one partition come in their order. Without --follow it ends where the topic ended when it began."
        })
final class TailCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(200);

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Desk desk;

    @Mixin
    private BrokerOption broker;

    @Parameters(
            index = "0",
            paramLabel = "TOPIC",
            completionCandidates = TopicNames.class,
            converter = TopicByName.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private DeskTopic topic;

    @Option(
            names = "--from",
            paramLabel = "WHEN",
            defaultValue = "beginning",
            converter = StartConverter.class,
            description = "beginning, now (which goes with --follow), or a time, as 2026-11-22T10:15:30Z. Default:"
                    + " ${DEFAULT-VALUE}")
    private TopicTail.Start from;

    @Option(names = "--max", paramLabel = "N", description = "End after N records.")
    private Long max;

    @Option(names = "--follow", description = "Go on with what is written from now on, until Ctrl-C or --max.")
    private boolean follow;

    @Override
    public Integer call() {
        if (max != null && max < 1) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--max': " + max + " is not 1 or more");
        }
        if (from instanceof TopicTail.Start.Now && !follow) {
            throw new ParameterException(
                    spec.commandLine(), "Option '--from now' shows nothing without '--follow': add it");
        }
        Ending ending = desk.ending().listen();
        PrintWriter out = spec.commandLine().getOut();
        DeskClients clients = broker.clients();
        if (topic.record().isPresent()) {
            FramingCheck.check(clients, topic);
        }
        long left = max == null ? Long.MAX_VALUE : max;
        try (SchemaTopic schemas = new SchemaTopic(clients);
                TopicTail tail = new TopicTail(clients, topic, from)) {
            RecordJson json = new RecordJson(topic, schemas);
            while (left > 0 && !ending.isAsked() && !out.checkError() && (follow || !tail.isAtEnd())) {
                List<ConsumerRecord<byte[], byte[]>> records = tail.poll(POLL);
                for (Iterator<ConsumerRecord<byte[], byte[]>> next = records.iterator();
                        next.hasNext() && left > 0;
                        left--) {
                    out.println(json.line(next.next()));
                }
                out.flush();
            }
        }
        return 0;
    }

    /** The topics that can be named. */
    static final class TopicNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(DeskTopic.values()).map(DeskTopic::topicName).iterator();
        }
    }

    private static final class TopicByName implements ITypeConverter<DeskTopic> {
        @Override
        public DeskTopic convert(String name) {
            return Arrays.stream(DeskTopic.values())
                    .filter(topic -> topic.topicName().equals(name))
                    .findFirst()
                    .orElseThrow(
                            () -> new TypeConversionException("'" + name + "' is no topic of the desk, expected one of "
                                    + Arrays.stream(DeskTopic.values())
                                            .map(DeskTopic::topicName)
                                            .collect(Collectors.joining(", "))));
        }
    }

    private static final class StartConverter implements ITypeConverter<TopicTail.Start> {
        @Override
        public TopicTail.Start convert(String text) {
            return switch (text) {
                case "beginning" -> new TopicTail.Start.Beginning();
                case "now" -> new TopicTail.Start.Now();
                default -> new TopicTail.Start.At(time(text));
            };
        }

        private static Instant time(String text) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "'" + text + "' is neither beginning nor now nor a time such as 2026-11-22T10:15:30Z");
            }
        }
    }
}
