package org.ticketdesk.cli.watch;

import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.ticketdesk.cli.watch.Health.Part;
import org.ticketdesk.cli.watch.Health.State;
import org.ticketdesk.processor.ProcessorStanding;
import org.ticketdesk.processor.TicketProcessor;

/** Judges a processor: ready is who decides the partitions that it has, or has none since others have them. */
final class ProcessorHealth implements Watched {
    private static final String NAME = "processor";

    private final TicketProcessor processor;

    ProcessorHealth(TicketProcessor processor) {
        this.processor = processor;
    }

    @Override
    public Part look() {
        return processor.ended().isDone()
                ? new Part(NAME, State.DEAD, "The processor has ended; its log says why.")
                : judged(processor.standing());
    }

    static Part judged(ProcessorStanding standing) {
        return switch (standing.state()) {
            case ERROR, PENDING_ERROR, NOT_RUNNING ->
                new Part(NAME, State.DEAD, "Kafka Streams is in the state " + standing.state() + ", expected RUNNING.");
            case PENDING_SHUTDOWN -> new Part(NAME, State.NOT_READY, "The processor is closing.");
            case CREATED, REBALANCING -> new Part(NAME, State.NOT_READY, whyNotRunning(standing));
            case RUNNING -> running(standing);
        };
    }

    private static Part running(ProcessorStanding standing) {
        if (standing.threads() == 0) {
            return new Part(NAME, State.DEAD, "No stream thread is alive.");
        }
        if (!standing.isConnected()) {
            return new Part(NAME, State.NOT_READY, "No broker is connected: nothing can be read or written.");
        }
        if (!standing.restoring().isEmpty()) {
            return new Part(NAME, State.NOT_READY, restoring(standing));
        }
        return new Part(
                NAME,
                State.READY,
                standing.lag().isEmpty()
                        ? "Idle: other processors have all partitions."
                        : "Decides partitions " + list(standing.lag().keySet()) + ".");
    }

    private static String whyNotRunning(ProcessorStanding standing) {
        if (!standing.restoring().isEmpty()) {
            return restoring(standing);
        }
        return standing.state() == KafkaStreams.State.CREATED
                ? "The processor is starting."
                : standing.isConnected()
                        ? "Partitions are being shared out among the processors, or their state is being checked."
                        : "No broker is connected.";
    }

    private static String restoring(ProcessorStanding standing) {
        return standing.restoring().stream()
                .map(partition -> "partition %d finds its state again from %s: %,d of %,d records"
                        .formatted(partition.partition(), partition.from(), partition.done(), partition.of()))
                .collect(Collectors.joining("; ", "Restoring: ", "."));
    }

    private static String list(Iterable<Integer> partitions) {
        StringBuilder list = new StringBuilder();
        partitions.forEach(partition -> list.append(list.isEmpty() ? "" : ", ").append(partition));
        return list.toString();
    }
}
