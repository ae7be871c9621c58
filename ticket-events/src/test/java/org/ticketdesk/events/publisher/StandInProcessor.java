package org.ticketdesk.events.publisher;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.ticketdesk.events.Actor;
import org.ticketdesk.events.Hash;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.MessageNoted;
import org.ticketdesk.events.Outcome;
import org.ticketdesk.events.Role;
import org.ticketdesk.events.Source;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.Rejection;

/** Writes what a processor writes, in transactions as it does, but decides nothing: the test says what. */
final class StandInProcessor implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;

    StandInProcessor(DeskClients clients) {
        Map<String, Object> properties = new HashMap<>(clients.producerProperties(Map.of()));
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "stand-in");
        producer = new KafkaProducer<>(properties);
        producer.initTransactions();
    }

    synchronized void decide(String actionId, Receipt action, long sequence) {
        producer.beginTransaction();
        producer.send(entry(actionId, action, sequence));
        producer.commitTransaction();
    }

    synchronized void decideAndAbort(String actionId, Receipt action, long sequence) {
        producer.beginTransaction();
        producer.send(entry(actionId, action, sequence));
        producer.flush();
        producer.abortTransaction();
    }

    synchronized void reject(byte[] received, Rejection rejection) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(DeskTopic.REJECTED.topicName(), received);
        rejection.writeTo(record.headers());
        producer.beginTransaction();
        producer.send(record);
        producer.commitTransaction();
    }

    synchronized long writeGarbage(int partition) throws Exception {
        producer.beginTransaction();
        var sent = producer.send(new ProducerRecord<>(DeskTopic.JOURNAL.topicName(), partition, null, new byte[] {1}));
        producer.commitTransaction();
        return sent.get().offset();
    }

    @Override
    public void close() {
        producer.close();
    }

    private static ProducerRecord<byte[], byte[]> entry(String actionId, Receipt action, long sequence) {
        JournalEntry entry = JournalEntry.newBuilder()
                .setDesk("sales")
                .setSequence(sequence)
                .setActionId(actionId)
                .setAt(Instant.EPOCH)
                .setRules(1)
                .setActor(new Actor(Role.CUSTOMER, "c-9"))
                .setType("SendMessage")
                .setOutcome(Outcome.ACCEPTED)
                .setFacts(List.of(new MessageNoted("t-1", Role.CUSTOMER, "c-9", "m-1")))
                .setSource(new Source(action.partition(), action.offset()))
                .setHash(new Hash(new byte[32]))
                .build();
        return new ProducerRecord<>(
                DeskTopic.JOURNAL.topicName(),
                action.partition(),
                "sales".getBytes(StandardCharsets.UTF_8),
                Codec.JOURNAL_ENTRY.encode(entry));
    }
}
