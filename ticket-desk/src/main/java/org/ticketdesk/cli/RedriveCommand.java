package org.ticketdesk.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ticketdesk.cli.errors.CommandFailed;
import org.ticketdesk.cli.options.BrokerOption;
import org.ticketdesk.cli.options.IdConverter;
import org.ticketdesk.cli.options.TimeConverter;
import org.ticketdesk.cli.redrive.Redrive;
import org.ticketdesk.cli.redrive.Rejected;
import org.ticketdesk.cli.redrive.Selection;
import org.ticketdesk.cli.screen.Progress;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.access.AccessCheck;
import org.ticketdesk.events.access.Party;
import org.ticketdesk.events.json.JsonForm;
import org.ticketdesk.events.publisher.ActionPublisher;
import org.ticketdesk.events.publisher.ActionRejectedException;
import org.ticketdesk.events.publisher.Publication;
import org.ticketdesk.events.topics.DeskClients;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code desk redrive}: rejected records into the log again. */
@Command(
        name = "redrive",
        description = {
            "Publishes rejected records again, once the cause is gone: a schema that was not known is, a record that stood on"
                    + " another partition than its desk's goes to its desk's.",
            "",
            "The bytes, the key and the headers are those that were published; a header redriven_from says where the record stood"
                    + " in the log. What has such a repetition there is passed over, so the command can be run again, also after"
                    + " it was interrupted; two at once could repeat a record twice. What is still no action stays, with the"
                    + " reason, and the exit code is 1. An action that its publisher has repeated meanwhile is a DUPLICATE within"
                    + " 24 hours of that, and is decided again after."
        })
final class RedriveCommand implements Callable<Integer> {
    private static final Duration WITHIN = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Mixin
    private BrokerOption broker;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only what came into the log from this time on, as 2026-11-22T10:15:30Z.")
    private Instant since;

    @Option(names = "--partition", paramLabel = "P", description = "Only what stands on this partition of the log.")
    private Integer partition;

    @Option(names = "--offset", paramLabel = "O", description = "Only what stands there at this offset.")
    private Long offset;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Only what has this text in its reason.")
    private String reason;

    @Option(
            names = "--desk",
            paramLabel = "DESK",
            converter = IdConverter.class,
            description = "Only records whose key is this desk.")
    private String only;

    @Option(names = "--dry-run", description = "Publish nothing; print each record and what would become of it.")
    private boolean dryRun;

    @Option(names = "--wait", description = "Wait for what becomes of each action, and print its journal entry.")
    private boolean wait;

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        check();
        DeskClients clients = broker.clients();
        AccessCheck.of(clients, Party.OPERATOR);
        Selection selection = new Selection(since, partition, offset, reason, only);
        List<Rejected> rejectedAgain = new ArrayList<>();
        Redrive plan;
        try (Progress progress = Progress.start()) {
            plan = Redrive.plan(clients, selection, progress::step);
            if (!dryRun && !plan.actions().isEmpty()) {
                publish(clients, plan.actions(), rejectedAgain, progress);
            }
        }
        tell(plan, rejectedAgain.size());
        return plan.staying().isEmpty() && rejectedAgain.isEmpty() ? 0 : CommandFailed.EXIT_CODE;
    }

    private void check() {
        if (partition != null && partition < 0) {
            throw wrong("Invalid value for option '--partition': " + partition + " is not 0 or more");
        }
        if (offset != null && offset < 0) {
            throw wrong("Invalid value for option '--offset': " + offset + " is not 0 or more");
        }
        if (offset != null && partition == null) {
            throw wrong("Option '--offset' needs '--partition': an offset is a place on one partition");
        }
        if (dryRun && wait) {
            throw wrong("Options '--dry-run' and '--wait' exclude each other: what is not published has no outcome");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void publish(DeskClients clients, List<Rejected> actions, List<Rejected> rejectedAgain, Progress progress)
            throws InterruptedException, ExecutionException {
        ActionPublisher.Builder builder = ActionPublisher.to(clients);
        try (ActionPublisher publisher = (wait ? builder.withOutcomes() : builder).open()) {
            List<CompletableFuture<?>> open = new ArrayList<>(actions.size());
            for (Rejected each : actions) {
                Publication publication = publisher.repeat(each.action(), each.bytes(), each.headers());
                open.add(wait ? publication.outcome() : publication.acknowledged());
                progress.step(open.size() + " of " + actions.size() + " published again");
            }
            for (int i = 0; i < open.size(); i++) {
                await(open.get(i), actions.get(i), rejectedAgain);
            }
        }
    }

    private void await(CompletableFuture<?> future, Rejected action, List<Rejected> rejectedAgain)
            throws InterruptedException, ExecutionException {
        try {
            if (future.get(WITHIN.toMillis(), TimeUnit.MILLISECONDS) instanceof JournalEntry entry) {
                spec.commandLine().getOut().println(JsonForm.write(entry));
            }
        } catch (TimeoutException e) {
            throw new CommandFailed("The action at " + action + " was published again, and "
                    + (wait ? "has no outcome" : "is not acknowledged")
                    + " after " + WITHIN.toSeconds() + " s: see that "
                    + (wait ? "a processor" : "the broker") + " runs; to run this again is harmless.");
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof ActionRejectedException rejected)) {
                throw e;
            }
            spec.commandLine()
                    .getOut()
                    .println(action + " was rejected again: "
                            + rejected.rejection().reason());
            rejectedAgain.add(action);
        }
    }

    private void tell(Redrive plan, int rejectedAgain) {
        PrintWriter out = spec.commandLine().getOut();
        if (dryRun) {
            plan.actions()
                    .forEach(each -> out.println(
                            each + " would go; was: " + each.rejection().reason()));
            plan.staying().forEach(out::println);
            byReason(plan.actions(), each -> each.rejection().reason())
                    .forEach((why, count) -> out.println(count + " would go that were rejected with: " + why));
        }
        byReason(plan.staying(), Rejected::flaw).forEach((why, count) -> out.println(count + " stay: " + why));
        out.println("%d %s, %d stay, %d went before."
                .formatted(
                        plan.actions().size() - rejectedAgain,
                        dryRun ? "would be published again" : "published again",
                        plan.staying().size() + rejectedAgain,
                        plan.wentBefore()));
        out.flush();
    }

    private static Map<String, Long> byReason(List<Rejected> records, Function<Rejected, String> reason) {
        return records.stream().collect(Collectors.groupingBy(reason, TreeMap::new, Collectors.counting()));
    }
}
