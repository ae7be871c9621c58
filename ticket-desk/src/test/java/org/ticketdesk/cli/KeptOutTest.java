package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.events.Actions;
import org.ticketdesk.events.Channel;
import org.ticketdesk.events.access.Party;
import org.ticketdesk.events.publisher.ActionPublisher;
import org.ticketdesk.processor.ProcessorConfig;
import org.ticketdesk.processor.TicketProcessor;
import org.ticketdesk.projection.ProjectionConfig;

/** Who is kept out is told so in one line, soon, and without a secret in it; whatever the command. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeptOutTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private SecuredCluster cluster;
    private Path folder;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        cluster = SecuredCluster.start(folder);
        List<String> words = new ArrayList<>(List.of("topics", "acls", "--create"));
        for (Party party : Party.values()) {
            words.addAll(List.of("--party", party.label() + "=User:" + party.label()));
        }
        assertThat(cluster.desk(SecuredCluster.ROOT, words.toArray(String[]::new))
                        .exitCode())
                .isZero();
        assertThat(cluster.desk(Party.OPERATOR.label(), "topics", "create", "--json-mirror", "--partitions", "1")
                        .exitCode())
                .isZero();
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void aWrongPasswordIsOneLineForEveryCommand() {
        Map<String, String> wrong = new HashMap<>(cluster.client(Party.OPERATOR.label()));
        wrong.compute("sasl.jaas.config", (name, login) -> login.replace("secret-of-", "no-secret-of-"));

        assertThat(everyCommand(wrong))
                .allSatisfy(typed -> assertThat(line(typed))
                        .contains("The Kafka broker at " + cluster.bootstrap()
                                + " is not entered: the log-in is refused (")
                        .contains("invalid credentials with SASL mechanism SCRAM-SHA-512")
                        .contains("See sasl.mechanism and sasl.jaas.config."));
    }

    @Test
    void aCertificateThatIsNotTrustedIsOneLineForEveryCommand() {
        Map<String, String> trusting = new HashMap<>(cluster.client(Party.OPERATOR.label()));
        trusting.keySet().removeIf(name -> name.startsWith("ssl.truststore"));

        assertThat(everyCommand(trusting))
                .allSatisfy(typed -> assertThat(line(typed))
                        .contains("is not entered: TLS cannot be agreed upon (")
                        .contains("unable to find valid certification path to requested target")
                        .contains("ssl.truststore.location"));
    }

    @Test
    void whoTalksInTheClearIsToldWhatMayBeMissing() {
        Typed typed = Typed.desk(cluster.as(Map.of(), "topics", "check"));

        assertThat(line(typed))
                .contains("No Kafka broker answers at " + cluster.bootstrap())
                .contains("when it wants TLS or a log-in, say so with --client security.protocol=");
    }

    @Test
    void whoHasBeenGrantedNothingIsToldWhatIsMissingForEveryCommand() {
        assertThat(everyCommand(cluster.client(SecuredCluster.NOBODY)))
                .allSatisfy(typed -> assertThat(line(typed))
                        .contains("Kafka's access rules do not ")
                        .contains(" topic ")
                        .contains("`desk topics acls"));
    }

    @Test
    void allThatAPartyLacksIsNamedWithTheOperationTheThingAndTheUser() {
        Typed typed = cluster.desk(
                Party.AUDITOR.label(),
                "processor",
                "--management-port",
                "0",
                "--data",
                folder.resolve("auditor").toString());

        assertThat(line(typed))
                .isEqualTo(
                        "desk processor: Kafka's access rules do not let User:auditor: WRITE on topic desk-actions; WRITE on"
                                + " topic desk-journal; WRITE on topic ticket-status-changed; WRITE on topic"
                                + " ticket-status-changed-json; WRITE on topic tickets; WRITE on topic desk-actions-rejected; READ,"
                                + " WRITE, CREATE, DELETE on topics ticket-processor-…; READ on group ticket-processor; WRITE on"
                                + " transactional ids ticket-processor-…. Grant it what `desk topics acls --party"
                                + " processor=User:NAME` prints.");
    }

    @Test
    void aProcessorWhoseRightIsTakenAwayEndsAndSaysWhy() throws Exception {
        ProcessorConfig config = ProcessorConfig.of(cluster.bootstrap(), folder.resolve("revoked"))
                .withClient(cluster.client(Party.PROCESSOR.label()));
        try (TicketProcessor processor = TicketProcessor.start(config);
                ActionPublisher gateway =
                        ActionPublisher.to(cluster.clients(Party.GATEWAY)).open()) {
            assertThat(processor.awaitRunning(SOON)).isTrue();
            AclBinding write = Party.PROCESSOR.grants(Party.APPLICATION_ID).stream()
                    .flatMap(grant -> grant.rules("User:processor").stream())
                    .filter(rule -> rule.toFilter().toString().contains("name=desk-journal")
                            && rule.toFilter().toString().contains("WRITE"))
                    .findFirst()
                    .orElseThrow();

            revoke(write);
            gateway.publish(Actions.openTicket("a-1", "sales", "t-1", "c-1", Channel.IN_APP));

            await().atMost(SOON).until(processor.ended()::isDone);
            assertThat(processor.ended())
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(TopicAuthorizationException.class);
            grant(write);
        }
    }

    @Test
    void noConfigurationsTextHasASecretInIt() {
        Map<String, String> client = cluster.client(Party.PROCESSOR.label());

        assertThat(ProcessorConfig.of(cluster.bootstrap(), folder)
                        .withClient(client)
                        .toString())
                .doesNotContain("secret-of-");
        assertThat(ProjectionConfig.of(cluster.bootstrap(), "jdbc:sqlite:views")
                        .withClient(client)
                        .withDatabase(Map.of("password", "secret-of-database"))
                        .toString())
                .doesNotContain("secret-of-");
    }

    private void revoke(AclBinding rule) throws Exception {
        try (Admin admin = Admin.create(cluster.properties(SecuredCluster.ROOT, Map.of()))) {
            assertThat(admin.deleteAcls(List.<AclBindingFilter>of(rule.toFilter()))
                            .all()
                            .get())
                    .containsExactly(rule);
        }
    }

    private void grant(AclBinding rule) throws Exception {
        try (Admin admin = Admin.create(cluster.properties(SecuredCluster.ROOT, Map.of()))) {
            admin.createAcls(List.of(rule)).all().get();
        }
    }

    /** Every command that talks to a broker, typed by somebody. */
    private List<Typed> everyCommand(Map<String, String> client) {
        Path actions = folder.resolve("actions.jsonl");
        Path data;
        try {
            data = Files.createTempDirectory(folder, "data");
            Files.writeString(actions, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long began = System.nanoTime();
        List<Typed> typed = Stream.of(
                        "up --port 0 --management-port 0 --data " + data.resolve("up"),
                        "publish " + actions,
                        "publish --wait " + actions,
                        "tail tickets",
                        "topics create",
                        "topics check",
                        "topics describe",
                        "processor --management-port 0 --data " + data.resolve("processor"),
                        "projection --management-port 0 --jwks-url http://127.0.0.1:1/keys --jwt-issuer desk --jwt-audience desk --views jdbc:sqlite:"
                                + data.resolve("views") + " --data " + data.resolve("projection"),
                        "rebuild --views jdbc:sqlite:" + data.resolve("rebuilt"),
                        "rebuild-state --data " + data.resolve("state"),
                        "redrive",
                        "audit verify",
                        "audit history --desk sales --ticket t-1",
                        "audit seal --out " + data.resolve("seal"),
                        "audit export --folder " + data.resolve("exported"))
                .parallel()
                .map(command -> Typed.desk(cluster.as(client, command.split(" "))))
                .toList();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
        assertThat(logs(data)).doesNotContain("secret-of-");
        return typed;
    }

    private static String logs(Path data) {
        try (Stream<Path> files = Files.walk(data)) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.filter(path -> path.toString().endsWith(".log"))
                    .filter(Files::isRegularFile)
                    .toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(Typed typed) {
        assertThat(typed.exitCode()).as(typed.toString()).isEqualTo(1);
        assertThat(typed.errLines()).as(typed.toString()).hasSize(1);
        assertThat(typed.out() + typed.err()).doesNotContain("secret-of-");
        return typed.errLines().getFirst();
    }
}
