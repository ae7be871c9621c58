package org.ticketdesk.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecuredKafkaTest {
    private static final Security SECURITY = new Security("root", Map.of("root", "r-1", "writer", "w-1"));

    private static Path folder;
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        kafka = EmbeddedKafka.secured(folder, SECURITY);
        try (Admin admin = admin(kafka.client("root"))) {
            admin.createTopics(Set.of(new NewTopic(Clients.TOPIC, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
            admin.createAcls(List.of(new AclBinding(
                            new ResourcePattern(ResourceType.TOPIC, Clients.TOPIC, PatternType.LITERAL),
                            new AccessControlEntry("User:writer", "*", AclOperation.WRITE, AclPermissionType.ALLOW))))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void whoHasBeenGrantedMayInTransactionsToo() throws Exception {
        try (var producer = Clients.producer(kafka.bootstrap(), more(kafka.client("root"), "transactional.id", "t"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(Clients.TOPIC, new byte[1]));
            producer.commitTransaction();
        }
        try (var producer = Clients.producer(kafka.bootstrap(), more(kafka.client("writer"), "linger.ms", 0))) {
            assertThat(producer.send(new ProducerRecord<>(Clients.TOPIC, new byte[1]))
                            .get()
                            .offset())
                    .isPositive();
        }
    }

    @Test
    void whoHasNotBeenGrantedIsDenied() {
        try (Admin admin = admin(kafka.client("writer"))) {
            assertThatThrownBy(() ->
                            admin.deleteTopics(Set.of(Clients.TOPIC)).all().get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        Map<String, String> wrong = new HashMap<>(kafka.client("writer"));
        wrong.compute("sasl.jaas.config", (name, login) -> login.replace("w-1", "w-2"));

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> describe(wrong))
                .withCauseInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void whoDoesNotTrustTheCertificateDoesNotTalk() {
        Map<String, String> trusting = new HashMap<>(kafka.client("writer"));
        trusting.keySet().removeIf(name -> name.startsWith("ssl.truststore"));

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> describe(trusting))
                .withCauseInstanceOf(SslAuthenticationException.class);
    }

    @Test
    void whoTalksInTheClearIsNotHeard() {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> describe(Map.of("default.api.timeout.ms", "2000", "request.timeout.ms", "1000")))
                .withCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void noPasswordIsShownAndTheKeyIsItsUsersAlone() throws Exception {
        assertThat(SECURITY.toString()).doesNotContain("r-1", "w-1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("tls/keys.p12"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aSuperUserWithoutAPasswordIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Security("root", Map.of("writer", "w-1")))
                .withMessage("The super user root has no password: expected one of [writer].");
    }

    private static void describe(Map<String, String> client) throws Exception {
        try (Admin admin = admin(client)) {
            admin.describeCluster().nodes().get();
        }
    }

    private static Admin admin(Map<String, String> client) {
        return Admin.create(more(client, "bootstrap.servers", kafka.bootstrap()));
    }

    private static Map<String, Object> more(Map<String, String> client, String name, Object value) {
        Map<String, Object> all = new HashMap<>(client);
        all.put(name, value);
        return all;
    }
}
