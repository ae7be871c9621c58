package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Flags over the environment over the file over defaults; what is wrong is named with the place where it was found. */
class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void aFlagComesBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
        Path file = file("threads=2", "standbys=2", "session-timeout-ms=7000");

        Typed typed = Typed.desk(
                Map.of("DESK_THREADS", "3", "DESK_STANDBYS", "3"),
                "processor",
                "--print-config",
                "--threads",
                "4",
                "--config",
                file.toString());

        assertThat(typed.err()).isEmpty();
        assertThat(typed.exitCode()).isZero();
        assertThat(settings(typed))
                .containsEntry("threads", "4 the command line")
                .containsEntry("standbys", "3 the variable DESK_STANDBYS")
                .containsEntry("session-timeout-ms", "7000 line 3 of " + file)
                .containsEntry("commit-interval-ms", "25 default");
    }

    @Test
    void theFileThatTheEnvironmentNamesIsReadUnlessAFlagNamesAnother() throws IOException {
        Path file = file("threads=2");
        Path other = Files.writeString(folder.resolve("other"), "threads=5");
        Map<String, String> environment = Map.of("DESK_CONFIG", file.toString());

        assertThat(settings(processor(environment))).containsEntry("threads", "2 line 1 of " + file);
        assertThat(settings(processor(environment, "--config", other.toString())))
                .containsEntry("threads", "5 line 1 of " + other);
    }

    @Test
    void aSwitchIsSetInTheEnvironmentAndTakenBackByItsFlag() {
        Map<String, String> environment = Map.of("DESK_IN_MEMORY", "true");

        assertThat(settings(processor(environment))).containsEntry("in-memory", "true the variable DESK_IN_MEMORY");
        assertThat(settings(processor(environment, "--in-memory"))).containsEntry("in-memory", "true the command line");
        assertThat(settings(processor(environment, "--in-memory=false")))
                .containsEntry("in-memory", "false the command line");
    }

    @Test
    void theClientsPropertiesComeFromEverywhereEachByItsName() throws IOException {
        Path file = file(
                "client.security.protocol=SASL_PLAINTEXT",
                "client.consumer.fetch.min.bytes=5",
                "client.sasl.mechanism=PLAIN");

        Typed typed = processor(
                Map.of(
                        "DESK_CLIENT_SECURITY_PROTOCOL",
                        "SASL_SSL",
                        "DESK_CLIENT_MAIN_CONSUMER_MAX_POLL_RECORDS",
                        "7",
                        "DESK_CLIENT_SASL_JAAS_CONFIG",
                        "a secret",
                        "DESK_CLIENT_OUR_PLUGIN_FILE",
                        "plug-in"),
                "--config",
                file.toString(),
                "--client",
                "sasl.mechanism=SCRAM-SHA-512");

        assertThat(typed.err()).isEmpty();
        assertThat(settings(typed))
                .containsEntry("client.security.protocol", "SASL_SSL the variable DESK_CLIENT_SECURITY_PROTOCOL")
                .containsEntry("client.consumer.fetch.min.bytes", "5 line 2 of " + file)
                .containsEntry(
                        "client.main.consumer.max.poll.records",
                        "7 the variable DESK_CLIENT_MAIN_CONSUMER_MAX_POLL_RECORDS")
                .containsEntry("client.sasl.mechanism", "SCRAM-SHA-512 the command line")
                .containsEntry("client.our.plugin.file", "plug-in the variable DESK_CLIENT_OUR_PLUGIN_FILE")
                .containsEntry("client.sasl.jaas.config", "*** the variable DESK_CLIENT_SASL_JAAS_CONFIG");
        assertThat(typed.out()).doesNotContain("a secret");
    }

    @Test
    void whatIsMeantForClientsOfAnotherBrokerIsLeftOutByOneWithItsOwnAndSaid() {
        Map<String, String> shared = Map.of("DESK_CLIENT_SECURITY_PROTOCOL", "SASL_SSL");

        Typed typed = Typed.desk(shared, "up", "--print-config");
        CommandLine line = Desk.commandLine(new Ending(), shared);
        line.parseArgs("up");
        UpCommand up = line.getSubcommands().get("up").getCommand();

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.errLines())
                .containsExactly(
                        "Warning: what the environment or a file of settings tells clients is left out"
                                + " (security.protocol): the broker of this process asks for nothing, and --bootstrap names another");
        assertThat(up.configuration().views().client()).isEmpty();
        line.parseArgs("up", "--bootstrap", "broker:9092");
        assertThat(up.configuration().views().client()).containsEntry("security.protocol", "SASL_SSL");
    }

    @Test
    void aSecretIsTakenFromAFileThatAVariableNamesAndNeverShown() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "pa$${ss}word\n");
        Path jaas = Files.writeString(folder.resolve("jaas"), "hidden");

        Typed typed = Typed.desk(
                Map.of(
                        "DESK_VIEWS_PASSWORD_FILE",
                        password.toString(),
                        "DESK_CLIENT_SASL_JAAS_CONFIG_FILE",
                        jaas.toString(),
                        "DESK_JWT_SECRET",
                        "a secret that is 32 bytes long, or more",
                        "DESK_VIEWS",
                        "jdbc:postgresql://postgres:5432/desk?sslpassword=shy"),
                "projection",
                "--print-config");

        assertThat(typed.err()).isEmpty();
        assertThat(settings(typed))
                .containsEntry("views-password", "*** the file " + password + " that DESK_VIEWS_PASSWORD_FILE names")
                .containsEntry(
                        "client.sasl.jaas.config",
                        "*** the file " + jaas + " that DESK_CLIENT_SASL_JAAS_CONFIG_FILE names")
                .containsEntry("views", "jdbc:postgresql://postgres:5432/desk?sslpassword=*** the variable DESK_VIEWS");
        assertThat(typed.out())
                .doesNotContain("ss}word")
                .doesNotContain("hidden")
                .doesNotContain("32 bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "DESK_THREDS=2 | Found the variable DESK_THREDS, which is none of this program's; the nearest is DESK_THREADS",
                "DESK_THREADS=many | 'many' is not an int. --threads comes from the variable DESK_THREADS.",
                "DESK_THREADS=0 | Setting threads is 0; expected a whole number from 1 to 256. --threads comes from the variable DESK_THREADS.",
                "DESK_COMMIT_INTERVAL_MS=0 | --commit-interval-ms comes from the variable DESK_COMMIT_INTERVAL_MS.",
                "DESK_IN_MEMORY=maybe | 'maybe' is not a boolean. --in-memory comes from the variable DESK_IN_MEMORY.",
                "DESK_BOOTSTRAP=nowhere | 'nowhere' is not HOST:PORT, or several with commas between. --bootstrap comes from the variable",
                "DESK_CLIENT_ACKS=1 | acks=1 is refused: an acknowledged record could be lost. Leave it out, or say all or -1. acks comes from the variable DESK_CLIENT_ACKS.",
                "DESK_CONFIG=/no/such/file | The file of settings /no/such/file cannot be read",
                "DESK_VIEWS_PASSWORD_FILE=/no/such/file | The file /no/such/file that DESK_VIEWS_PASSWORD_FILE names cannot be read",
                "DESK_CLIENT_SECURITY_PROTOCOL=LOUD | security.protocol",
            })
    void aVariableAtFaultIsNamed(String variable, String said) {
        int equals = variable.indexOf('=');

        Typed typed = processor(Map.of(variable.substring(0, equals), variable.substring(equals + 1)));

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.errLines()).singleElement().asString().contains(said).endsWith("See: desk processor --help");
        assertThat(typed.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "thread=2 | Found the key thread on line 3 of FILE, which is no setting; the nearest is threads",
                "threads=two | 'two' is not an int. --threads comes from line 3 of FILE.",
                "config=other | Found the key config on line 3 of FILE",
                "client=a | Found the key client on line 3 of FILE",
                "standbys=1 | Found standbys twice, on line 2 of FILE and on line 3 of FILE",
                "data=\\u00zz | Found what is no property on line 3 of FILE",
                "client.isolation.level=read_uncommitted | isolation.level comes from line 3 of FILE."
            })
    void aLineAtFaultIsNamed(String line, String said) throws IOException {
        Path file = file("# what follows goes on \\", "standbys=1", line);

        Typed typed = processor(Map.of("DESK_CONFIG", file.toString()));

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.errLines()).singleElement().asString().contains(said.replace("FILE", file.toString()));
    }

    @Test
    void aLineThatGoesOnIsCountedFromItsFirst() throws IOException {
        Path file = file("application-id=one\\", "   two", "threads=3");

        assertThat(settings(processor(Map.of("DESK_CONFIG", file.toString()))))
                .containsEntry("application-id", "onetwo line 1 of " + file)
                .containsEntry("threads", "3 line 3 of " + file);
    }

    @Test
    void aSettingOfSeveralPartsIsOneVariable() {
        assertThat(settings(processor(Map.of("DESK_TAG", "zone=a,cluster=blue"))))
                .containsEntry("tag", "{zone=a, cluster=blue} the variable DESK_TAG");
    }

    @Test
    void aFileThatIsNotUtf8IsRefused() throws IOException {
        Path file = Files.write(folder.resolve("latin"), "data=d\u00e9sk".getBytes(StandardCharsets.ISO_8859_1));

        Typed typed = processor(Map.of("DESK_CONFIG", file.toString()));

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains(file + " is not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--views-password hidden", "--client ssl.key.password=hidden"})
    void aSecretIsNotTakenFromTheCommandLine(String flag) {
        List<String> words = new ArrayList<>(List.of("projection", "--print-config"));
        words.addAll(List.of(flag.split(" ")));

        Typed typed = Typed.desk(words.toArray(String[]::new));

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.errLines())
                .singleElement()
                .asString()
                .contains(
                        "every user of this machine can see",
                        "in the variable DESK_",
                        "_FILE names",
                        "file of --config")
                .doesNotContain("hidden");
    }

    @Test
    void aFileOfSecretsThatAllCanReadIsWarnedOf() throws IOException {
        Path file = file("client.ssl.key.password=hidden", "bootstrap=127.0.0.1:1");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Typed open = Typed.desk("topics", "check", "--config", file.toString());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        Typed closed = Typed.desk("topics", "check", "--config", file.toString());

        assertThat(open.errLines().getFirst())
                .isEqualTo(
                        "Warning: all users of this machine can read the secret client.ssl.key.password on line 1 of "
                                + file + "; close it: chmod 600 " + file);
        assertThat(closed.errLines()).singleElement().asString().contains("No Kafka broker answers");
    }

    @Test
    void aSecretThatIsGivenTwiceIsRefused() throws IOException {
        Typed typed = Typed.desk(
                Map.of(
                        "DESK_VIEWS_PASSWORD",
                        "hidden",
                        "DESK_VIEWS_PASSWORD_FILE",
                        file("x").toString()),
                "projection",
                "--print-config");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("Found views-password twice").doesNotContain("hidden");
    }

    @Test
    void otherCommandsShareTheSettingsButNotTheirNamesakes() throws IOException {
        Map<String, String> environment = Map.of("DESK_BOOTSTRAP", "127.0.0.1:1", "DESK_PORT", "x", "DESK_DATA", "\0");

        Typed typed = Typed.desk(environment, "topics", "check");

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err())
                .contains("No Kafka broker answers at 127.0.0.1:1")
                .contains("--bootstrap comes from the variable DESK_BOOTSTRAP.");
        assertThat(Typed.desk(environment, "demo", "--seconds", "0").err()).contains("0 is not from 1 to 86400");
    }

    @Test
    void helpSaysTheSameWhateverTheEnvironmentSays() {
        Typed plain = Typed.desk("processor", "--help");

        Typed typed = Typed.desk(Map.of("DESK_THREADS", "many", "DESK_TYPO", "1"), "processor", "--help");

        assertThat(typed).isEqualTo(plain);
    }

    private Typed processor(Map<String, String> environment, String... more) {
        List<String> words = new ArrayList<>(List.of("processor", "--print-config"));
        words.addAll(List.of(more));
        return Typed.desk(environment, words.toArray(String[]::new));
    }

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("desk.properties"), List.of(lines));
    }

    /** Each setting's value and origin. */
    private static Map<String, String> settings(Typed typed) {
        assertThat(typed.err()).isEmpty();
        Map<String, String> all = new HashMap<>();
        typed.outLines().stream().skip(1).forEach(line -> {
            String[] cells = line.split(" {2,}");
            all.put(
                    cells[0],
                    String.join(" ", cells).substring(cells[0].length()).strip());
        });
        return all;
    }
}
