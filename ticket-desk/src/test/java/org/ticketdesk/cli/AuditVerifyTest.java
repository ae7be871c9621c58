package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.cli.local.DataFolder;
import org.ticketdesk.cli.local.LocalDesk;

/** {@code desk audit verify} and {@code desk audit seal} on a desk that runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditVerifyTest {
    private Path folder;
    private LocalDesk running;

    @BeforeAll
    void start(@TempDir Path temporary) throws InterruptedException, IOException {
        folder = temporary;
        running = LocalDesk.withOwnBroker(
                DataFolder.open(folder.resolve("data")), LocalDesk.Ports.ANY, step -> {}, () -> false);
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            lines.add(opened("a-" + i, i % 2 == 0 ? "sales" : "help", "t-" + i));
        }
        Path actions = Files.write(folder.resolve("actions.jsonl"), lines);
        assertThat(desk("publish", actions.toString(), "--wait").exitCode()).isZero();
    }

    @AfterAll
    void stop() {
        running.close();
    }

    private static String opened(String id, String desk, String ticket) {
        return "{\"actionId\":\"" + id + "\",\"desk\":\"" + desk + "\",\"ticket\":\"" + ticket
                + "\",\"actor\":{\"role\":\"CUSTOMER\",\"id\":\"c-1\"},"
                + "\"action\":{\"type\":\"OpenTicket\",\"channel\":\"IN_APP\"}}";
    }

    private Typed desk(String... args) {
        return Typed.desk(Stream.concat(Stream.of(args), Stream.of("--bootstrap", running.bootstrap()))
                .toArray(String[]::new));
    }

    private String views() {
        return "jdbc:sqlite:" + folder.resolve("data/views");
    }

    private Path pem(String name, String what, byte[] key) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN " + what + "-----\n" + Base64.getEncoder().encodeToString(key) + "\n-----END " + what
                        + "-----\n");
    }

    @Test
    void aDeskThatRunsIsSoundAndSoAreItsViews() {
        Typed typed = desk("audit", "verify", "--views", views());

        assertThat(typed.exitCode()).as(typed.out() + typed.err()).isZero();
        assertThat(typed.out())
                .contains("Decided again: 50 actions of 2 desks on 12 partitions")
                .contains("Compared: 50 journal entries, 50 status changes, 50 tickets")
                .contains(" rows of the views at ")
                .endsWith("Nothing is wrong.\n");
    }

    @Test
    void theReportIsJsonForPrograms() {
        Typed typed = desk("audit", "verify", "--json", "--desk", "sales", "--threads", "1");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).contains("\"sound\" : true", "\"partitions\" : 1", "\"findings\" : [ ]");
    }

    @Test
    void aSealIsMadeAndProved() throws GeneralSecurityException, IOException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path secret = pem("private.pem", "PRIVATE KEY", keys.getPrivate().getEncoded());
        Path open = pem("public.pem", "PUBLIC KEY", keys.getPublic().getEncoded());
        String seal = folder.resolve("seal.json").toString();

        Typed sealed = desk("audit", "seal", "--out", seal, "--key", secret.toString());
        Typed checked = desk("audit", "verify", "--seal", seal, "--key", open.toString());
        Typed unchecked = desk("audit", "verify", "--seal", seal);

        assertThat(sealed.out()).isEqualTo("Sealed 2 desks in " + seal + ", signed with Ed25519.\n");
        assertThat(checked.exitCode()).as(checked.out()).isZero();
        assertThat(checked.out()).contains("its signature is genuine");
        assertThat(unchecked.exitCode()).isZero();
        assertThat(unchecked.out()).contains("NOT checked");
    }

    @Test
    void aSealThatDoesNotHoldIsExitCode1() throws IOException {
        Path seal = folder.resolve("altered.json");
        desk("audit", "seal", "--out", seal.toString());
        Files.writeString(seal, Files.readString(seal).replaceFirst("\"hash\" : \"....", "\"hash\" : \"0bad"));

        Typed typed = desk("audit", "verify", "--seal", seal.toString());

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.outLines().getFirst())
                .startsWith("WRONG: desk help: desk-journal-")
                .contains("0bad");
    }

    @Test
    void aKeyWithoutASealIsWrongUse() {
        Typed typed = desk("audit", "verify", "--key", "public.pem");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("--key goes with --seal");
    }

    @Test
    void aPlaceThatIsNeitherSequenceNorTimeIsWrongUse() {
        Typed typed = desk("audit", "verify", "--from", "yesterday");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("neither a sequence, from 1, nor a time");
    }
}
