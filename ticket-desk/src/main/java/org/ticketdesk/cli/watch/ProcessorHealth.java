package org.ticketdesk.cli.watch;

import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.ticketdesk.cli.watch.Health.Part;
import org.ticketdesk.cli.watch.Health.State;
import org.ticketdesk.processor.ProcessorStanding;
import org.ticketdesk.processor.TicketProcessor;

/** Judges a processor: ready is who decides the partitions that it has, or has none since others have them. */
final class ProcessorHealth implements Watched {
    private final TicketProcessor processor;
    private final Question brokers;

    ProcessorHealth(TicketProcessor processor) {
        this.processor = processor;
        this.brokers = new Question("The Kafka cluster", processor::askBrokers);
    }

    @Override
    public Part look() {
        if (processor.ended().isDone()) {
            return new Part(Watch.PROCESSOR, State.DEAD, "The processor has ended; its log says why.");
        }
        ProcessorStanding standing = processor.standing();
        return switch (standing.state()) {
            case ERROR, PENDING_ERROR, NOT_RUNNING ->
                new Part(
                        Watch.PROCESSOR,
                        State.DEAD,
                        "Kafka Streams is in the state " + standing.state() + ", expected RUNNING.");
            case PENDING_SHUTDOWN -> notReady("The processor is closing.");
            case CREATED, REBALANCING, RUNNING ->
                brokers.trouble().map(ProcessorHealth::notReady).orElseGet(() -> working(standing));
        };
    }

    private static Part working(ProcessorStanding standing) {
        if (!standing.restoring().isEmpty()) {
            return notReady(restoring(standing));
        }
        if (standing.state() == KafkaStreams.State.CREATED) {
            return notReady("The processor is starting.");
        }
        if (standing.state() == KafkaStreams.State.REBALANCING) {
            return notReady("Partitions are being shared out among the processors, or their state is being checked.");
        }
        if (standing.threads() == 0) {
            return new Part(Watch.PROCESSOR, State.DEAD, "No stream thread is alive.");
        }
        return new Part(
                Watch.PROCESSOR,
                State.READY,
                standing.lag().isEmpty()
                        ? "Idle: other processors have all partitions."
                        : "Decides partitions " + list(standing.lag().keySet()) + ".");
    }

    private static Part notReady(String why) {
        return new Part(Watch.PROCESSOR, State.NOT_READY, why);
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
