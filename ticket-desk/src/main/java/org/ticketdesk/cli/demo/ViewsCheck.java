package org.ticketdesk.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.ticketdesk.cli.traffic.KnownDesk;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.projection.views.Page;
import org.ticketdesk.projection.views.TicketFilter;
import org.ticketdesk.projection.views.TicketSort;
import org.ticketdesk.projection.views.TicketView;
import org.ticketdesk.projection.views.Views;

/** Compares what the views say of every ticket with what the journal says. Others may go on acting meanwhile. For one use. */
final class ViewsCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Views views;
    private final List<String> findings = new ArrayList<>();
    private long tickets;

    ViewsCheck(Views views) {
        this.views = views;
    }

    /** What is wrong; empty when nothing is. */
    List<String> of(Collection<KnownDesk> desks) throws InterruptedException {
        for (KnownDesk known : desks) {
            if (awaited(known)) {
                compare(known);
            }
        }
        return findings;
    }

    /** How many tickets were compared. */
    long tickets() {
        return tickets;
    }

    private boolean awaited(KnownDesk known) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (views.sequence(known.id()) < known.sequence()) {
            if (System.nanoTime() > deadline) {
                findings.add("The views of desk " + known.id() + " have come to " + views.sequence(known.id())
                        + ", expected " + known.sequence() + ".");
                return false;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return true;
    }

    private void compare(KnownDesk known) {
        long seen = 0;
        long younger = 0;
        String cursor = null;
        do {
            Page<TicketView> page = views.tickets(known.id(), TicketFilter.ALL, TicketSort.OPENED, cursor, Views.MOST);
            for (TicketView view : page.items()) {
                seen++;
                if (view.sequence() > known.sequence()) {
                    younger++;
                } else {
                    compare(known, view);
                }
            }
            cursor = page.next();
        } while (cursor != null);
        tickets += seen;
        if (seen < known.births() || seen - younger > known.births()) {
            findings.add(
                    "The views have " + seen + " tickets of desk " + known.id() + ", expected " + known.births() + ".");
        }
    }

    private void compare(KnownDesk known, TicketView view) {
        Ticket ticket = known.ticket(new TicketId(view.ticket()));
        String expected = ticket == null
                ? "nothing"
                : ticket.status().name() + " since " + ticket.since() + " with "
                        + Objects.toString(ticket.assignee(), "nobody");
        String found = view.status() + " since " + view.statusSince().toEpochMilli() + " with "
                + Objects.toString(view.assignee(), "nobody");
        if (!found.equals(expected)) {
            findings.add("The views say of " + known.id() + "/" + view.ticket() + ": " + found + "; expected "
                    + expected + ".");
        }
    }
}
