package org.ticketdesk.embedded;

import java.nio.file.Path;

/** A program with a child broker that says when its record is acknowledged, and then waits to be killed. */
final class ParentToKill {
    static final String RECORD = "acknowledged by a child";

    private ParentToKill() {}

    public static void main(String[] arguments) throws Exception {
        ChildKafka kafka = ChildKafka.start(Path.of(arguments[0]), 1);
        Clients.createTopic(kafka.bootstrap());
        Clients.produce(kafka.bootstrap(), RECORD);
        System.out.println("acknowledged");
        Thread.sleep(60_000);
        kafka.close();
    }
}
