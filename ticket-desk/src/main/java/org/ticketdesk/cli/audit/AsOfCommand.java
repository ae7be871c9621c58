package org.ticketdesk.cli.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.ticketdesk.audit.asof.AgentAsOf;
import org.ticketdesk.audit.asof.Difference;
import org.ticketdesk.audit.asof.Evolution;
import org.ticketdesk.audit.asof.Moment;
import org.ticketdesk.audit.asof.PastDesk;
import org.ticketdesk.audit.asof.TicketAsOf;
import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.records.DeskJournal;
import org.ticketdesk.cli.errors.CommandFailed;
import org.ticketdesk.cli.options.ArchiveOption;
import org.ticketdesk.cli.options.IdConverter;
import org.ticketdesk.cli.options.TimeConverter;
import org.ticketdesk.cli.screen.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code desk audit as-of}: a desk, a ticket or an agent exactly as it was, and what is different at another moment. */
@Command(
        name = "as-of",
        description = {
            "Shows a desk, one of its tickets or one of its agents exactly as it was at a moment, found from the journal's facts;"
                    + " with a second moment, what is different then.",
            "",
            "Needs no views. Reads the desk's partition of the journal from its beginning to the moment."
        })
final class AsOfCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ArchiveOption archive;

    @Option(
            names = "--desk",
            required = true,
            paramLabel = "DESK",
            converter = IdConverter.class,
            description = "The desk.")
    private String desk;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "As it was at this time of the desk's, ISO 8601 with an offset: after all entries up to it.")
    private Instant time;

    @Option(names = "--sequence", paramLabel = "N", description = "As it was after this entry, from 1.")
    private Long sequence;

    @Option(
            names = "--until-time",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Show what is different at this time.")
    private Instant untilTime;

    @Option(names = "--until-sequence", paramLabel = "N", description = "Show what is different after this entry.")
    private Long untilSequence;

    @Option(
            names = "--ticket",
            paramLabel = "TICKET",
            converter = IdConverter.class,
            description = "Of the desk, this ticket alone; also a Closed one.")
    private String ticket;

    @Option(
            names = "--agent",
            paramLabel = "AGENT",
            converter = IdConverter.class,
            description = "Of the desk, this agent alone.")
    private String agent;

    @Option(names = "--json", description = "Print the answer as a JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Moment moment = moment("", time, sequence);
        Moment until = moment("until-", untilTime, untilSequence);
        if (moment == null) {
            throw wrong("Missing required option: '--time' or '--sequence'");
        }
        if (ticket != null && agent != null) {
            throw wrong("Options '--ticket' and '--agent' exclude each other: ask twice");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (until == null) {
            show(out, read(List.of(moment)).getFirst());
        } else {
            compare(out, read(List.of(moment, until)));
        }
        out.flush();
        return 0;
    }

    private Moment moment(String prefix, Instant at, Long after) {
        if (at != null && after != null) {
            throw wrong("Options '--" + prefix + "time' and '--" + prefix
                    + "sequence' exclude each other: either says which moment");
        }
        if (after != null && after < 1) {
            throw wrong("Invalid value for option '--" + prefix + "sequence': " + after + " is not 1 or more");
        }
        return at != null ? new Moment.AtTime(at) : after != null ? new Moment.AfterEntry(after) : null;
    }

    private List<PastDesk> read(List<Moment> moments) {
        try (Progress progress = Progress.start();
                Archive records = archive.open();
                DeskJournal journal = DeskJournal.open(records, desk)) {
            progress.step("Reading the journal of " + desk);
            return Evolution.at(desk, journal, moments);
        }
    }

    private void show(PrintWriter out, PastDesk then) {
        if (ticket != null) {
            show(out, then, then.ticket(ticket).orElseThrow(() -> no("ticket " + ticket, then)));
        } else if (agent != null) {
            show(out, then, then.agent(agent).orElseThrow(() -> no("agent " + agent, then)));
        } else if (json) {
            out.println(AuditJson.of(then.summary())
                    .set("openTickets", AuditJson.of(then.openTickets()))
                    .toString());
        } else {
            PastText.desk(out, then);
        }
    }

    private void show(PrintWriter out, PastDesk then, TicketAsOf found) {
        if (json) {
            out.println(withMoment(found, then));
        } else {
            PastText.ticket(out, then, found);
        }
    }

    private void show(PrintWriter out, PastDesk then, AgentAsOf found) {
        if (json) {
            out.println(withMoment(found, then));
        } else {
            PastText.agent(out, then, found);
        }
    }

    /** A ticket or an agent alone does not say which moment was found. */
    private static ObjectNode withMoment(Record found, PastDesk then) {
        ObjectNode json = AuditJson.of(found);
        json.putObject("asOf").put("sequence", then.sequence()).put("at", AuditJson.time(then.at()));
        return json;
    }

    private CommandFailed no(String what, PastDesk then) {
        return new CommandFailed("The desk " + desk + " had no " + what + " after entry " + then.sequence() + ", of "
                + AuditJson.time(then.at()) + ".");
    }

    private void compare(PrintWriter out, List<PastDesk> both) {
        PastDesk was = both.getFirst();
        PastDesk is = both.getLast();
        if (is.sequence() < was.sequence()) {
            throw wrong("The second moment is that of entry " + is.sequence() + ", which comes before entry "
                    + was.sequence() + " of the first; say the earlier one with '--time' or '--sequence'");
        }
        if (ticket != null && is.ticket(ticket).isEmpty()) {
            throw no("ticket " + ticket, is);
        }
        if (agent != null && was.agent(agent).isEmpty() && is.agent(agent).isEmpty()) {
            throw no("agent " + agent, is);
        }
        Difference difference = Difference.between(was, is).about(ticket, agent);
        if (json) {
            out.println(AuditJson.of(difference));
        } else {
            DifferenceText.print(out, difference);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
