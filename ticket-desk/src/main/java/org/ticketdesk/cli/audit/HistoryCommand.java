package org.ticketdesk.cli.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.ticketdesk.audit.history.StoryItem;
import org.ticketdesk.audit.history.TicketStory;
import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.cli.ask.Story;
import org.ticketdesk.cli.ask.Table;
import org.ticketdesk.cli.ask.Words;
import org.ticketdesk.cli.options.ArchiveOption;
import org.ticketdesk.cli.options.IdConverter;
import org.ticketdesk.cli.screen.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code desk audit history}: the whole story of a ticket, from the log and the journal themselves. */
@Command(
        name = "history",
        description = {
            "Tells the whole story of a ticket from the log and the journal: each action that was about it or moved it, who asked"
                    + " and when, where it stands in the log and in the journal, what came of it and by which row; refused"
                    + " attempts and repetitions too; and of each timer, how late it was.",
            "",
            "Needs no views. Reads the desk's partition from its beginning."
        })
final class HistoryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ArchiveOption archive;

    @Option(
            names = "--desk",
            required = true,
            paramLabel = "DESK",
            converter = IdConverter.class,
            description = "The ticket's desk.")
    private String desk;

    @Option(
            names = "--ticket",
            required = true,
            paramLabel = "TICKET",
            converter = IdConverter.class,
            description = "The ticket.")
    private String ticket;

    @Option(names = "--json", description = "Print a JSON object a line: each item of the story.")
    private boolean json;

    @Option(names = "--csv", description = "Print CSV: a row for each fact, and for each entry without one.")
    private boolean csv;

    @Override
    public Integer call() {
        if (json && csv) {
            throw new ParameterException(
                    spec.commandLine(), "Options '--json' and '--csv' exclude each other: an answer has one form");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            read(item -> out.println(StoryJson.of(item)));
        } else if (csv) {
            csv(out);
        } else {
            text(out);
        }
        out.flush();
        return 0;
    }

    private void csv(PrintWriter out) {
        boolean[] begun = new boolean[1];
        read(item -> {
            if (!begun[0]) {
                begun[0] = true;
                StoryCsv.head(out);
            }
            StoryCsv.rows(out, StoryJson.of(item));
        });
    }

    private void text(PrintWriter out) {
        Table table = new Table("ENTRY", "LOG", "JOURNAL", "AT", "WHO", "WHAT");
        int[] partition = new int[1];
        try (Progress progress = Progress.start()) {
            progress.step("Reading the journal of " + desk);
            read(item -> {
                partition[0] = item.entry().getSource().getPartition();
                tell(item, table);
            });
        }
        out.println("Ticket " + ticket + " of desk " + desk + ": offsets of partition " + partition[0]
                + " of the log and of the journal");
        out.println();
        table.print(out);
    }

    private void tell(StoryItem item, Table table) {
        ObjectNode entry = StoryJson.of(item);
        boolean isElsewhere = !ticket.equals(item.action().getTicket());
        Object[] place = {item.entry().getSequence(), item.entry().getSource().getOffset(), item.journalOffset()};
        Story.tell(
                entry,
                (at, who, what) -> table.line(
                        place[0], place[1], place[2], at, who, isElsewhere ? elsewhere(item) + ": " + what : what));
    }

    private static String elsewhere(StoryItem item) {
        return "asked to " + Words.asks(item.entry().getType(), item.action().getTicket());
    }

    private void read(Consumer<StoryItem> told) {
        try (Archive records = archive.open()) {
            TicketStory.tell(records, desk, ticket, told);
        }
    }
}
