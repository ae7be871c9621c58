package org.ticketdesk.examples;

import java.time.Duration;
import org.ticketdesk.events.feed.StatusFeed;
import org.ticketdesk.events.topics.DeskClients;

/**
 * A dashboard: reads what has happened, then follows, and prints how many tickets are in which status. Ends with 2 when it is
 * started wrongly; else it goes on until it is stopped, or with {@code --once} until it has caught up.
 */
public final class DashboardExample {

    private DashboardExample() {}

    /**
     * Runs the example.
     *
     * @param args {@code --bootstrap host:port}, and perhaps {@code --once}
     */
    public static void main(String... args) {
        try {
            Arguments arguments = Arguments.of(args);
            run(arguments.bootstrap(), arguments.once());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    /**
     * Follows the status changes, and prints the counts.
     *
     * @param bootstrap {@code host:port} of a broker
     * @param once whether to return when all that was there has been shown
     */
    public static void run(String bootstrap, boolean once) {
        // tag::follow[]
        StatusCounts counts = new StatusCounts();
        boolean caughtUp = false;
        try (StatusFeed feed = StatusFeed.fromBeginning(DeskClients.of(bootstrap))) {
            while (!(once && caughtUp)) {
                StatusFeed.Batch batch = feed.poll(Duration.ofSeconds(1));
                batch.changes().forEach(counts::show);
                // Halfway through the backlog the counts would be those of some time in the past.
                if (batch.caughtUp() && (!caughtUp || !batch.changes().isEmpty())) {
                    System.out.println(counts);
                }
                caughtUp = batch.caughtUp();
            }
        }
        // end::follow[]
    }
}
