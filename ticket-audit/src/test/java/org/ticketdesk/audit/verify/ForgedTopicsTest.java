package org.ticketdesk.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.audit.records.TopicArchive;
import org.ticketdesk.audit.replay.RefoldedDesk;
import org.ticketdesk.audit.replay.Replay;
import org.ticketdesk.audit.seal.Heads;
import org.ticketdesk.audit.seal.Seal;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.core.story.RandomStories;
import org.ticketdesk.core.story.Step;
import org.ticketdesk.embedded.EmbeddedKafka;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.TopicAdmin;
import org.ticketdesk.mapping.Published;

/** On a real broker: a log, and a journal of it in which one byte of one record is another. */
class ForgedTopicsTest {
    private static final int ACTIONS = 300;
    private static final int FORGED = 200;

    @Test
    void whatWasWrittenIsSoundAndHoldsItsSeal(@TempDir Path folder) {
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm(folder, 0)) {
            DeskClients clients = written(kafka, -1);
            try (TopicArchive archive = TopicArchive.of(clients)) {
                Seal seal = Heads.seal(archive, Instant.now());

                Verification verification =
                        Verifier.run(archive, VerifyOptions.ALL.against(seal, null), List.of(), reached -> {});

                assertThat(verification.findings()).isEmpty();
                assertThat(verification.entries()).isEqualTo(ACTIONS);
                assertThat(seal.origin().cluster()).isNotBlank();
                assertThat(seal.origin().journal()).isNotBlank();
            }
        }
    }

    @Test
    void oneByteOfOneJournalRecordIsNamed(@TempDir Path folder) {
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm(folder, 0)) {
            List<Finding> findings = Verifier.run(written(kafka, FORGED)).findings();

            assertThat(findings).hasSize(1);
            Finding finding = findings.getFirst();
            assertThat(finding.topic()).isEqualTo("desk-journal");
            assertThat(finding.partition()).isZero();
            assertThat(finding.offset()).isEqualTo(FORGED);
            assertThat(finding.sequence()).isEqualTo(FORGED + 1);
            assertThat(finding.field()).isEqualTo("actionId");
        }
    }

    private static DeskClients written(EmbeddedKafka kafka, int forged) {
        DeskClients clients = DeskClients.of(kafka.bootstrap());
        TopicAdmin.create(clients, 1, (short) 1);
        try (Producer<byte[], byte[]> producer = clients.producer(Map.of())) {
            for (Step step : RandomStories.of(3, 6, 40).next(ACTIONS)) {
                byte[] action = Codec.DESK_ACTION.encode(Published.action("sales", step.request()));
                send(producer, DeskTopic.ACTIONS, "sales", action);
            }
            producer.flush();
            decide(producer, clients, forged);
        }
        return clients;
    }

    private static void decide(Producer<byte[], byte[]> producer, DeskClients clients, int forged) {
        RefoldedDesk desk = new RefoldedDesk("sales");
        try (TopicArchive archive = TopicArchive.of(clients);
                Records log = archive.open(DeskTopic.ACTIONS, 0)) {
            while (log.hasNext()) {
                ConsumerRecord<byte[], byte[]> record = log.next();
                Replay.Expected expected =
                        desk.decide(Codec.DESK_ACTION.decode(record.value()), record, Rulebook::decide);
                byte[] entry = expected.entry().clone();
                if (record.offset() == forged) {
                    // Marker and fingerprint are 10 bytes, the desk 6, the sequence 2, the id's length 1.
                    entry[19] ^= 1;
                }
                send(producer, DeskTopic.JOURNAL, "sales", entry);
                for (TicketStatusChanged change : expected.changes()) {
                    send(
                            producer,
                            DeskTopic.STATUS_CHANGED,
                            "sales/" + change.getTicket(),
                            Codec.TICKET_STATUS_CHANGED.encode(change));
                }
            }
        }
        for (Ticket ticket : desk.rows().tickets()) {
            send(
                    producer,
                    DeskTopic.TICKETS,
                    "sales/" + ticket.id(),
                    Codec.TICKET_SNAPSHOT.encode(desk.snapshot(ticket)));
        }
    }

    private static void send(Producer<byte[], byte[]> producer, DeskTopic topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic.topicName(), 0, key.getBytes(StandardCharsets.US_ASCII), value));
    }
}
