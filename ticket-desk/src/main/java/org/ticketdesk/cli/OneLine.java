package org.ticketdesk.cli;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.LoggerFactory;
import org.ticketdesk.audit.folder.FolderRefusedException;
import org.ticketdesk.audit.folder.ImportRefusedException;
import org.ticketdesk.audit.records.BrokenJournal;
import org.ticketdesk.audit.records.NothingKnown;
import org.ticketdesk.audit.seal.SealException;
import org.ticketdesk.cli.errors.CommandFailed;
import org.ticketdesk.cli.errors.EndedEarly;
import org.ticketdesk.cli.errors.KafkaWords;
import org.ticketdesk.cli.settings.Settings;
import org.ticketdesk.embedded.BrokerStartException;
import org.ticketdesk.events.access.AccessRefusedException;
import org.ticketdesk.events.registry.RegistryAwayException;
import org.ticketdesk.events.registry.RegistryRefusedException;
import org.ticketdesk.events.topics.TopicsRefusedException;
import org.ticketdesk.processor.ProcessorRefusedException;
import org.ticketdesk.projection.ProjectionRefusedException;
import org.ticketdesk.projection.database.ViewsRefusedException;
import org.ticketdesk.projection.http.ServerStartException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Errors as a person at a terminal reads them: one line on standard error, without a stack trace. */
final class OneLine {
    private OneLine() {}

    /** Exit code 2: what was typed is not what the command takes. */
    static int wrongUse(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        String name = line.getCommandSpec().qualifiedName();
        String sentence = explained(line, flat(e.getMessage()));
        line.getErr().println(name + ": " + stop(sentence) + " See: " + name + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    /** Exit code 1: what was asked could not be done; 0 when it was to end before. */
    static int failure(Exception e, CommandLine line, ParseResult parsed) {
        line.getErr().println(line.getCommandSpec().qualifiedName() + ": " + explained(line, sentence(unwrapped(e))));
        return unwrapped(e) instanceof EndedEarly ? CommandLine.ExitCode.OK : CommandFailed.EXIT_CODE;
    }

    private static String explained(CommandLine line, String sentence) {
        return Settings.of(line).explained(line, sentence);
    }

    private static Throwable unwrapped(Throwable e) {
        boolean wraps = e instanceof ExecutionException
                || e instanceof CompletionException
                || e instanceof KafkaException && e.getCause() instanceof ApiException;
        return wraps && e.getCause() != null ? unwrapped(e.getCause()) : e;
    }

    private static String sentence(Throwable e) {
        return switch (e) {
            case CommandFailed known -> flat(known.getMessage());
            case EndedEarly known -> flat(known.getMessage());
            case BrokerStartException known -> flat(known.getMessage());
            case ProcessorRefusedException known -> flat(known.getMessage());
            case ProjectionRefusedException known -> flat(known.getMessage());
            case ViewsRefusedException known -> flat(known.getMessage());
            case ServerStartException known -> flat(known.getMessage());
            case FolderRefusedException known -> flat(known.getMessage());
            case ImportRefusedException known -> flat(known.getMessage());
            case SealException known -> flat(known.getMessage());
            case AccessRefusedException known -> flat(known.getMessage());
            case TopicsRefusedException known -> flat(known.getMessage());
            case RegistryAwayException known -> flat(known.getMessage());
            case RegistryRefusedException known -> flat(known.getMessage());
            case NothingKnown known -> flat(known.getMessage());
            case BrokenJournal known -> flat(known.getMessage());
            case AuthenticationException kafka -> "The Kafka broker is not entered: " + KafkaWords.of(kafka);
            case AuthorizationException kafka -> KafkaWords.of(kafka);
            case KafkaException kafka -> "Kafka says: " + KafkaWords.of(kafka);
            default -> {
                LoggerFactory.getLogger(OneLine.class).error("A defect", e);
                yield "This is a defect of the program, please report it: " + flat(e.toString())
                        + Logs.file()
                                .map(file -> " (the trace is in " + file + ")")
                                .orElse("");
            }
        };
    }

    private static String flat(String message) {
        return message == null ? "(no message)" : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static String stop(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
