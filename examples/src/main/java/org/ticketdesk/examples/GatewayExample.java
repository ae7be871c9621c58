package org.ticketdesk.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.publisher.ActionPublisher;
import org.ticketdesk.events.publisher.Publication;
import org.ticketdesk.events.topics.DeskClients;

/**
 * A chat gateway: publishes real conversations as actions, waits for what becomes of each, and reports. Ends with 1 when a
 * message is not accounted for, and with 2 when it is started wrongly.
 */
public final class GatewayExample {

    private GatewayExample() {}

    /**
     * Runs the example.
     *
     * @param args {@code --bootstrap host:port}
     * @throws Exception when the conversations cannot be read, or the cluster cannot be reached
     */
    public static void main(String... args) throws Exception {
        try {
            System.exit(run(Arguments.of(args).bootstrap()) ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    /**
     * Publishes the conversations, and prints the report.
     *
     * @param bootstrap {@code host:port} of a broker
     * @return whether every message is accounted for
     * @throws Exception when the conversations cannot be read, or the cluster cannot be reached
     */
    public static boolean run(String bootstrap) throws Exception {
        List<Message> messages = Message.all();
        List<DeskAction> actions = Translation.of(messages);
        GatewayReport report = new GatewayReport(messages);
        // tag::publish[]
        try (ActionPublisher publisher =
                ActionPublisher.to(DeskClients.of(bootstrap)).withOutcomes().open()) {
            List<Publication> publications = new ArrayList<>();
            for (DeskAction action : actions) {
                publications.add(publisher.publish(action));
            }
            for (int i = 0; i < actions.size(); i++) {
                try {
                    report.add(actions.get(i), publications.get(i).outcome().get(1, TimeUnit.MINUTES));
                } catch (ExecutionException e) {
                    System.err.println(
                            actions.get(i).getActionId() + ": " + e.getCause().getMessage());
                }
            }
        }
        // end::publish[]
        System.out.print(report.text());
        return report.isComplete();
    }
}
