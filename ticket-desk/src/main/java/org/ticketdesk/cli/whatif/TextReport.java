package org.ticketdesk.cli.whatif;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.ticketdesk.audit.whatif.RefusedNow;
import org.ticketdesk.audit.whatif.Scenario;
import org.ticketdesk.cli.ask.Table;

/**
 * The comparison for a person at a terminal.
 *
 * @param scenario what might have been otherwise
 * @param most how many tickets of a desk to show
 * @param place what the place of an action is called: "line" or "offset"
 */
public record TextReport(Scenario scenario, int most, String place) {

    /** Prints a desk. */
    public void print(DeskComparison desk, PrintWriter out) {
        var played = desk.played();
        out.printf(
                "%s, %s to %s (UTC): %d actions, %d tickets%n",
                played.desk(), Say.time(played.from()), Say.time(played.to()), played.actions(), desk.tickets());
        out.println("What if: " + String.join("; ", Say.scenario(scenario)));
        out.println(Say.timers(desk));
        out.println(Say.outcomes(desk));
        played.notes().forEach(out::println);
        for (RefusedNow refused : played.firstRefused()) {
            out.printf(
                    "  %s %d, %s: %s by %s%s: %s%n",
                    place,
                    refused.place(),
                    Say.time(refused.at()),
                    refused.type(),
                    refused.actor(),
                    refused.ticket() == null ? "" : " on " + refused.ticket(),
                    refused.detail());
        }
        out.println();
        measures(desk, out);
        out.println();
        tickets(desk, out);
    }

    private void measures(DeskComparison desk, PrintWriter out) {
        Table table = new Table("GROUP", "MEASURE", "TELLING", "COUNT", "MEAN", "P50", "P90", "P99", "MAX");
        lines(table, desk.whole());
        desk.groups().forEach(group -> lines(table, group));
        table.print(out);
    }

    private static void lines(Table table, MeasuredGroup group) {
        for (MeasureLine line : group.lines()) {
            if (line.isSame()) {
                line(table, group.key(), line.name(), "both", Say.numbers(line.kind(), line.was()));
            } else {
                line(table, group.key(), line.name(), "was", Say.numbers(line.kind(), line.was()));
                line(table, "", "", "might have been", Say.numbers(line.kind(), line.mightHaveBeen()));
                line(table, "", "", "difference", Say.differences(line));
            }
        }
    }

    private static void line(Table table, String group, String measure, String telling, List<String> numbers) {
        table.line(
                group,
                measure,
                telling,
                numbers.get(0),
                numbers.get(1),
                numbers.get(2),
                numbers.get(3),
                numbers.get(4),
                numbers.get(5));
    }

    private void tickets(DeskComparison desk, PrintWriter out) {
        if (desk.differing().isEmpty()) {
            out.println("No ticket differs.");
            return;
        }
        Map<TicketDifference.Closing, Long> closings = desk.closings();
        out.printf(
                "%d of %d tickets differ: %d closed earlier, %d later, %d closed that were not, %d not closed that were; %d"
                        + " held by others.%n",
                desk.differing().size(),
                desk.tickets(),
                closings.get(TicketDifference.Closing.EARLIER),
                closings.get(TicketDifference.Closing.LATER),
                closings.get(TicketDifference.Closing.ONLY_NOW),
                closings.get(TicketDifference.Closing.NO_MORE),
                desk.heldByOthers());
        closedEarlier(desk, out);
        Table table = new Table("TICKET", "IN THE END", "CLOSING", "WAITED", "FIRST RESPONSE", "HELD BY");
        for (TicketDifference each :
                desk.differing().subList(0, Math.min(most, desk.differing().size()))) {
            table.line(
                    each.ticket(),
                    Say.both(Say.lastStatus(each.was()), Say.lastStatus(each.mightHaveBeen())),
                    Say.closing(each),
                    Say.both(Say.waited(each.was()), Say.waited(each.mightHaveBeen())),
                    Say.both(Say.firstResponse(each.was()), Say.firstResponse(each.mightHaveBeen())),
                    Say.both(Say.holders(each.was()), Say.holders(each.mightHaveBeen())));
        }
        table.print(out);
        if (desk.differing().size() > most) {
            out.println("There are more: --tickets N shows N, --json and --html FILE show them all.");
        }
    }

    private void closedEarlier(DeskComparison desk, PrintWriter out) {
        List<TicketDifference> earlier = desk.differing().stream()
                .filter(each -> each.closing() == TicketDifference.Closing.EARLIER)
                .toList();
        if (!earlier.isEmpty() && most > 0) {
            out.println("Closed earlier: "
                    + String.join(
                            ", ",
                            earlier.stream()
                                    .limit(most)
                                    .map(each -> each.ticket() + " by " + Say.duration(-each.closedLaterMs()))
                                    .toList())
                    + (earlier.size() > most ? ", …" : ""));
        }
    }
}
