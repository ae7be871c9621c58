package org.ticketdesk.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ticketdesk.cli.errors.CommandFailed;
import org.ticketdesk.cli.options.BrokerOption;
import org.ticketdesk.cli.screen.Progress;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.access.AccessCheck;
import org.ticketdesk.events.access.Party;
import org.ticketdesk.events.json.JsonForm;
import org.ticketdesk.events.json.MalformedException;
import org.ticketdesk.events.publisher.ActionPublisher;
import org.ticketdesk.events.publisher.Publication;
import org.ticketdesk.events.topics.DeskClients;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code desk publish}: actions from a file into the log. */
@Command(
        name = "publish",
        description = {
            "Publishes actions: one JSON object a line.",
            "",
            "A line that is no action is reported on standard error with its number and the path of the flaw, and left out; the"
                    + " lines after it still go, and the exit code is 2. To publish a corrected file again is harmless: what has"
                    + " gone before is a DUPLICATE."
        })
final class PublishCommand implements Callable<Integer> {
    private static final Duration OUTCOMES_WITHIN = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Mixin
    private BrokerOption broker;

    @Parameters(index = "0", paramLabel = "FILE", description = "The file, or - for standard input.")
    private String file;

    @Option(
            names = "--wait",
            description =
                    "Wait for what becomes of each action, and print its journal entry as a JSON line, in the order of the"
                            + " actions.")
    private boolean wait;

    private final Deque<CompletableFuture<?>> open = new ArrayDeque<>();
    private long published;
    private long printed;
    private long badLines;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        try (BufferedReader lines = lines();
                Progress progress = Progress.start();
                ActionPublisher publisher = publisher()) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    publish(publisher, line, number);
                    progress.step(published + " actions published");
                }
                printWhatIsThere();
            }
            finish(progress);
        } catch (CharacterCodingException e) {
            throw new CommandFailed("Found bytes in " + file + " that are not UTF-8, expected JSON lines in UTF-8.");
        }
        if (!wait) {
            spec.commandLine().getOut().println(published + (published == 1 ? " action" : " actions") + " published");
        }
        return badLines == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.USAGE;
    }

    private BufferedReader lines() throws IOException {
        if (file.equals("-")) {
            return new BufferedReader(new InputStreamReader(
                    System.in, StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)));
        }
        Path path = Path.of(file);
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for FILE: '" + file + "' is no file that can be read");
        }
        return Files.newBufferedReader(path);
    }

    private ActionPublisher publisher() {
        DeskClients clients = broker.clients();
        AccessCheck.of(clients, wait ? Party.GATEWAY_WITH_OUTCOMES : Party.GATEWAY);
        ActionPublisher.Builder builder = ActionPublisher.to(clients).from("/desk/publish");
        return (wait ? builder.withOutcomes() : builder).open();
    }

    private void publish(ActionPublisher publisher, String line, long number) {
        try {
            Publication publication = publisher.publish(JsonForm.read(line));
            open.add(wait ? publication.outcome() : publication.acknowledged());
            published++;
        } catch (MalformedException e) {
            badLines++;
            CommandLine commands = spec.commandLine();
            commands.getErr().println(spec.qualifiedName() + ": line " + number + ": " + e.getMessage());
            commands.getErr().flush();
        }
    }

    private void printWhatIsThere() throws InterruptedException, ExecutionException {
        while (!open.isEmpty() && open.peek().isDone()) {
            print(open.remove().get());
        }
    }

    private void finish(Progress progress) throws InterruptedException, ExecutionException {
        while (!open.isEmpty()) {
            progress.step("Waiting for " + (wait ? "outcomes, " : "acknowledgements, ") + open.size() + " to come");
            try {
                print(open.peek().get(OUTCOMES_WITHIN.toMillis(), TimeUnit.MILLISECONDS));
                open.remove();
            } catch (TimeoutException e) {
                throw new CommandFailed("Of " + published + " published actions, " + printed + " have "
                        + (wait ? "an outcome" : "been acknowledged") + ", and no other for "
                        + OUTCOMES_WITHIN.toSeconds()
                        + " s: see that a processor runs (`desk up` or `desk processor`); to publish them again is"
                        + " harmless.");
            }
        }
    }

    private void print(Object done) {
        printed++;
        if (done instanceof JournalEntry entry) {
            spec.commandLine().getOut().println(JsonForm.write(entry));
            spec.commandLine().getOut().flush();
        }
    }
}
