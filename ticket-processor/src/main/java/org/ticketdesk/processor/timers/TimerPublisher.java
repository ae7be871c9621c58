package org.ticketdesk.processor.timers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.ticketdesk.core.desk.DueTimer;
import org.ticketdesk.events.Actor;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.FireTimer;
import org.ticketdesk.events.Role;
import org.ticketdesk.events.Timer;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.mapping.RecordHeaders;

/**
 * Publishes timers into the log through an idempotent producer of its own, with a thread of its own behind a bounded queue: a send
 * may block for a minute, and in the processor's transaction it would hold back everybody's actions until that commits. One
 * for all tasks of a process. Thread-safe.
 */
public final class TimerPublisher implements TimerSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TimerPublisher.class);
    private static final int ROOM = 4_096;

    private final BlockingQueue<SentTimer> queue = new ArrayBlockingQueue<>(ROOM);
    private final Producer<byte[], byte[]> producer;
    private final Codec<DeskAction> codec;
    private final Thread thread;
    private volatile boolean closing;

    /**
     * Starts the thread.
     *
     * @param producer idempotent; closed with this
     * @param codec of the log
     */
    public TimerPublisher(Producer<byte[], byte[]> producer, Codec<DeskAction> codec) {
        this.producer = producer;
        this.codec = codec;
        this.thread = Thread.ofPlatform().name("ticket-timers").daemon().start(this::run);
    }

    @Override
    public boolean offer(SentTimer timer) {
        return queue.offer(timer);
    }

    /** The action that a timer is: its id is derived, so that it is the same whoever fires it. */
    public static DeskAction action(SentTimer timer) {
        DueTimer due = timer.due();
        String id = "timer-"
                + UUID.nameUUIDFromBytes((timer.desk() + '/' + due.ticket() + '/' + due.timer() + '/' + due.deadline())
                        .getBytes(StandardCharsets.US_ASCII));
        DeskAction action = new DeskAction();
        action.setActionId(id);
        action.setDesk(timer.desk());
        action.setTicket(due.ticket().value());
        action.setActor(new Actor(Role.SYSTEM, "clock"));
        action.setAction(new FireTimer(Timer.valueOf(due.timer().name()), due.deadline()));
        return action;
    }

    /** What timers are published with; for its measures. */
    public Producer<?, ?> producer() {
        return producer;
    }

    private ProducerRecord<byte[], byte[]> record(DeskAction action) {
        return new ProducerRecord<>(
                DeskTopic.ACTIONS.topicName(),
                null,
                null,
                action.getDesk().getBytes(StandardCharsets.US_ASCII),
                codec.encode(action),
                RecordHeaders.of(action, codec.framing()));
    }

    private void run() {
        while (!closing) {
            try {
                SentTimer timer = queue.poll(100, TimeUnit.MILLISECONDS);
                if (timer != null) {
                    send(timer);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void send(SentTimer timer) {
        long sent = System.currentTimeMillis();
        try {
            producer.send(record(action(timer)), (metadata, error) -> {
                if (error != null) {
                    failed(timer, error);
                } else {
                    timer.appended(metadata.offset(), metadata.timestamp(), sent);
                }
            });
        } catch (RuntimeException e) {
            failed(timer, e);
        }
    }

    private void failed(SentTimer timer, Exception error) {
        if (!closing) {
            LOG.atWarn()
                    .addKeyValue("desk", timer.desk())
                    .addKeyValue("ticket", timer.due().ticket().value())
                    .addKeyValue("actionId", action(timer).getActionId())
                    .log(
                            "A timer of desk {} could not be published and is tried again: {}",
                            timer.desk(),
                            error.toString());
        }
        timer.failed();
    }

    /** Stops; timers that are still waiting here stay armed at their desks. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        producer.close(Duration.ofSeconds(1));
    }
}
