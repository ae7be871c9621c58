package org.ticketdesk.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
    @TempDir
    Path folder;

    @Test
    void aProducedRecordIsConsumed() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm(folder, 0)) {
            Clients.createTopic(kafka.bootstrap());
            Clients.produce(kafka.bootstrap(), "hello");
            assertThat(Clients.consume(kafka.bootstrap())).containsExactly("hello");
        }
    }

    @Test
    void itComesBackWithItsDataOnItsPort() throws Exception {
        String before;
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm(folder, 0)) {
            before = kafka.bootstrap();
            Clients.createTopic(before);
            Clients.produce(before, "one", "two");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm(folder, 0)) {
            assertThat(kafka.bootstrap()).isEqualTo(before);
            assertThat(Clients.consume(before)).containsExactly("one", "two");
        }
    }

    @Test
    void aPortInUseIsRefused() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(BrokerStartException.class)
                    .isThrownBy(() -> EmbeddedKafka.inThisJvm(folder, taken.getLocalPort()))
                    .withMessage(
                            "Port %d on 127.0.0.1 is already in use: end the program that listens there, or choose"
                                    + " another port (0 is any free one).",
                            taken.getLocalPort());
        }
    }

    @Test
    void aFolderInUseIsRefusedAndItsUserGoesOn() throws Exception {
        try (EmbeddedKafka first = EmbeddedKafka.inThisJvm(folder, 0)) {
            assertThatExceptionOfType(BrokerStartException.class)
                    .isThrownBy(() -> EmbeddedKafka.inThisJvm(folder, 0))
                    .withMessageContaining("The data folder " + folder)
                    .withMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid())
                    .withMessageContaining("choose another folder");
            Clients.createTopic(first.bootstrap());
        }
    }
}
