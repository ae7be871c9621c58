package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.embedded.EmbeddedKafka;

class WrongUseTest {
    private static final String NOBODY = "127.0.0.1:1";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "up",
                "demo",
                "traffic",
                "health",
                "publish",
                "tail",
                "topics",
                "topics create",
                "topics check",
                "topics describe",
                "topics acls",
                "processor",
                "projection",
                "rebuild",
                "rebuild-state",
                "ticket",
                "tickets",
                "agents",
                "measures",
                "token",
                "audit",
                "audit history",
                "audit as-of",
                "audit what-if",
                "audit export",
                "audit import",
                "audit verify",
                "audit seal"
            })
    void everyCommandHasHelp(String command) {
        Typed typed = Typed.desk(words(command + " --help"));

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out())
                .startsWith("Usage: " + ("desk " + command).strip() + " ")
                .contains("--help");
        assertThat(typed.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"                                   | Missing command",
                "dance                                | 'dance'",
                "up --port 70000                      | 70000 is not from 0 to 65535",
                "up --kafka-port 70000                | 70000 is not from 0 to 65535",
                "up --kafka-port many                 | 'many' is not an int",
                "up --bootstrap nowhere               | 'nowhere' is not HOST:PORT",
                "up --bootstrap h:1 --kafka-port 9092 | exclude each other",
                "up --views views.db                  | views.db",
                "up --client client.id=x              | '--client' goes with '--bootstrap'",
                "processor --client consumer.ssl.key.password=x | consumer.ssl.key.password is a secret",
                "tail tickets --registry http://here:1 | Options '--registry' and '--registry-framed' go together",
                "up --registry http://here:1 --registry-framed desk-schemas | 'desk-schemas' is no topic that can be",
                "processor --registry here --registry-framed tickets | address must be http://HOST:PORT/PATH",
                "processor --client schema.registry.basic.auth.user.info=a:b | is a secret",
                "tail tickets --client security.protocol=SSL --client ssl.truststore.location=/no/such.pem | Failed to load SSL keystore /no/such.pem",
                "processor --management-port 70000    | 70000 is not from 0 to 65535",
                "projection --ready-within-seconds 0  | 0 is not from 1 to 86400",
                "up now                               | 'now'",
                "demo --seconds 0                     | 0 is not from 1 to 86400",
                "demo --desks 0                       | 0 is not from 1 to 1000",
                "demo --agents 0                      | 0 is not from 1 to 1000",
                "demo --rate 0                        | 0 is not from 1 to 100000",
                "demo --seed luck                     | 'luck' is not a long",
                "demo --port -1                       | -1 is not from 0 to 65535",
                "projection --port 70000              | 70000 is not from 0 to 65535",
                "projection                           | Nothing says whose tokens are believed: expected '--jwks-url', '--jwt-secret-file', or DESK_JWT_SECRET",
                "projection --jwks-url keys.json --jwt-issuer https://id.example --jwt-audience desk | keys.json; expected one such as https://id.example/keys.json",
                "projection --jwks-url https://id.example/keys | Option '--jwks-url' needs '--jwt-issuer' and '--jwt-audience'",
                "projection --jwt-secret-file /no/such/file | '/no/such/file' is no file that can be read",
                "projection --jwks-url https://id.example/keys --jwt-role lead=KING | 'KING'",
                "projection --jwks-url https://id.example/keys --jwt-issuer https://id.example --jwt-audience desk --public-name https://desk.example | https://desk.example; expected the name of a host",
                "projection --jwks-url https://id.example/keys --jwt-issuer https://id.example --jwt-audience desk --max-streams 0 | Setting streams is 0; expected a whole number from 1 to 100000",
                "projection --jwks-url https://id.example/keys --jwt-issuer https://id.example --jwt-audience desk --views views.db | views.db",
                "token --role AGENT --id bob --desks sales | No secret to sign with",
                "token --role KING --id bob --desks sales | 'KING'",
                "token --role AGENT --id b_b! --desks sales | 'b_b!' is no id",
                "token --role AGENT --id bob           | Missing required option: '--desks=DESK'",
                "tickets sales --token-file /no/such/file | '/no/such/file' is no file that can be read",
                "rebuild --views jdbc:oracle:thin     | jdbc:oracle:thin",
                "ticket sales                         | Missing required parameter: 'TICKET'",
                "tickets                              | Missing required parameter: 'DESK'",
                "tickets sales --limit 0              | 0 is not 1 or more",
                "tickets sales --url here             | 'here' is no address such as http://127.0.0.1:8080",
                "agents sales bob                     | 'bob'",
                "measures sales --url ftp://here      | 'ftp://here' is no address",
                "health --management-port 70000       | 70000 is not from 0 to 65535",
                "traffic --rate 0                     | 0 is not from 1 to 100000",
                "publish                              | Missing required parameter: 'FILE'",
                "publish /no/such/file                | '/no/such/file' is no file that can be read",
                "publish - --bootstrap localhost      | 'localhost' is not HOST:PORT",
                "tail                                 | Missing required parameter: 'TOPIC'",
                "redrive --partition -1               | -1 is not 0 or more",
                "redrive --partition 1 --offset -1    | -1 is not 0 or more",
                "redrive --offset 3                   | '--offset' needs '--partition'",
                "redrive --dry-run --wait             | exclude each other",
                "redrive --since yesterday            | is no time with an offset",
                "redrive --desk a,b                   | 'a,b' is no id",
                "tail letters                         | expected one of desk-actions, desk-journal, ticket-status-changed, ticket-status-changed-json, tickets",
                "tail tickets --from yesterday        | 'yesterday' is neither beginning nor now nor a time",
                "tail tickets --from now              | shows nothing without '--follow'",
                "tail tickets --max 0                 | 0 is not 1 or more",
                "topics                               | Missing command: create, check, describe or acls",
                "topics create --partitions 0         | 0 is not 1 or more",
                "topics create --replicas 0           | 0 is not 1 or more",
                "topics check --bootstrap :9092       | ':9092' is not HOST:PORT",
                "topics describe everything           | 'everything'",
                "topics acls --party broker=User:b    | broker",
                "topics acls --party gateway=social   | 'social' is no principal such as User:NAME",
                "topics acls --create                 | '--create' needs at least one '--party'",
                "processor --threads 0                | Setting threads is 0; expected a whole number from 1 to 256",
                "processor --client security          | security",
                "processor --rack a/b                 | Setting rack is a/b; expected 1 to 100 letters, digits",
                "processor --tag zone                 | zone",
                "processor --tag zone=a/b             | Setting tag zone is a/b; expected 1 to 30 letters, digits",
                "audit                                | Missing command",
                "audit history --desk sales           | Missing required option: '--ticket=TICKET'",
                "audit history --desk sales --ticket t,1 | 't,1' is no id, expected 1 to 128 characters",
                "audit history --desk sales --ticket t --json --csv | '--json' and '--csv' exclude each other",
                "audit as-of --desk sales             | Missing required option: '--time' or '--sequence'",
                "audit as-of --desk sales --sequence 0 | 0 is not 1 or more",
                "audit as-of --desk sales --sequence one | 'one' is not a long",
                "audit as-of --desk sales --sequence 1 --time 2026-11-22T10:15:30Z | exclude each other",
                "audit as-of --desk sales --time yesterday | 'yesterday' is no time with an offset, such as 2026-11-22T10:15:30.250Z",
                "audit as-of --desk sales --time 2026-11-22T10:15:30 | is no time with an offset",
                "audit as-of --desk sales --sequence 1 --ticket t --agent a | exclude each other",
                "audit as-of --desk sales --sequence 1 --until-sequence 2 --until-time 2026-11-22T10:15:30Z | '--until-time' and '--until-sequence' exclude each other",
                "rebuild-state --threads 0            | Setting threads is 0; expected a whole number from 1 to 256",
                "audit verify --from yesterday        | 'yesterday' is neither a sequence, from 1, nor a time",
                "audit verify --threads 0             | '0' is less than 1",
                "audit verify --key key.pem           | --key goes with --seal",
                "audit seal                           | Missing required option: '--out=FILE'",
                "audit what-if                        | Found neither --desk nor --actions",
                "audit what-if --desk s --idle-after soon | 'soon' is no time such as 30s, 5m, 24h or 7d, or off",
                "audit what-if --actions /no/such     | '/no/such' is no file that can be read",
                "audit export                         | Missing required option: '--folder=DIR'",
                "audit import                         | Missing required option: '--folder=DIR'",
                "audit import --folder x --partitions 0 | 0 is not 1 or more",
                "topics check --bootstrap nobody.invalid:9092 | Invalid value for option '--bootstrap': No resolvable",
                "tail tickets --client isolation.level=read_uncommitted | Invalid value for option '--client': ",
            })
    void whatACommandDoesNotTakeIsOneLineAndExitCodeTwo(String command, String said) {
        Typed typed = Typed.desk(words(command));

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.errLines())
                .singleElement()
                .asString()
                .startsWith("desk")
                .contains(said)
                .endsWith(" --help");
        assertThat(typed.out()).isEmpty();
    }

    @Test
    void aBrokerThatDoesNotAnswerIsOneLineAndExitCodeOneForEveryCommandThatNeedsIt(@TempDir Path folder)
            throws IOException {
        Path actions = Files.createFile(folder.resolve("actions.jsonl"));
        List<Typed> all = Stream.of(
                        "up --management-port 0 --bootstrap " + NOBODY + " --data " + folder.resolve("up"),
                        "publish " + actions + " --bootstrap " + NOBODY,
                        "tail tickets --bootstrap " + NOBODY,
                        "topics create --bootstrap " + NOBODY,
                        "topics check --bootstrap " + NOBODY,
                        "topics describe --bootstrap " + NOBODY,
                        "rebuild --bootstrap " + NOBODY,
                        "rebuild-state --bootstrap " + NOBODY + " --data " + folder.resolve("state"),
                        "audit export --bootstrap " + NOBODY + " --folder " + folder.resolve("exported"))
                .parallel()
                .map(command -> Typed.desk(words(command)))
                .toList();

        assertThat(all).hasSize(9).allSatisfy(typed -> {
            assertThat(typed.exitCode()).isEqualTo(1);
            assertThat(typed.errLines())
                    .singleElement()
                    .asString()
                    .contains("No Kafka broker answers at " + NOBODY)
                    .contains("`desk up`")
                    .contains("--bootstrap HOST:PORT");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ticket sales t-1", "tickets sales", "agents sales", "measures sales"})
    void aDeskThatDoesNotAnswerIsOneLineAndExitCodeOne(String command) {
        Typed typed = Typed.desk(words(command + " --url http://" + NOBODY));

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.errLines())
                .singleElement()
                .asString()
                .contains("No desk answers at http://" + NOBODY)
                .contains("`desk up`")
                .contains("--url URL");
    }

    @Test
    void aPortInUseIsOneLineAndExitCodeOne(@TempDir Path folder) {
        try (EmbeddedKafka other = EmbeddedKafka.inThisJvm(folder.resolve("other"), 0)) {
            String port = other.bootstrap().substring(other.bootstrap().indexOf(':') + 1);

            Typed typed = Typed.desk(
                    "up",
                    "--management-port",
                    "0",
                    "--kafka-port",
                    port,
                    "--data",
                    folder.resolve("mine").toString());

            assertThat(typed.exitCode()).isEqualTo(1);
            assertThat(typed.errLines())
                    .singleElement()
                    .asString()
                    .contains("Port " + port + " on 127.0.0.1 is already in use")
                    .contains("choose another port");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"up --port 0", "processor"})
    void aPortOfHealthAndMetricsInUseIsOneLineAndExitCodeOne(String command, @TempDir Path folder) throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(other.getLocalPort());

            Typed typed = Typed.desk(
                    words(command + " --bootstrap " + NOBODY + " --management-port " + port + " --data " + folder));

            assertThat(typed.exitCode()).isEqualTo(1);
            assertThat(typed.errLines())
                    .singleElement()
                    .asString()
                    .contains("Health and metrics cannot be served on port " + port + " of 127.0.0.1")
                    .contains("--management-port");
        }
    }

    @Test
    void aPortOfThePageInUseIsOneLineAndExitCodeOne(@TempDir Path folder) throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(other.getLocalPort());

            Typed typed = Typed.desk(
                    "up",
                    "--management-port",
                    "0",
                    "--port",
                    port,
                    "--kafka-port",
                    "0",
                    "--data",
                    folder.resolve("mine").toString());

            assertThat(typed.exitCode()).isEqualTo(1);
            assertThat(typed.errLines())
                    .singleElement()
                    .asString()
                    .contains("Port " + port + " on 127.0.0.1 cannot be listened on")
                    .contains("choose another port");
        }
    }

    private static String[] words(String command) {
        List<String> words = new ArrayList<>(List.of(command.strip().split(" +")));
        words.removeIf(String::isEmpty);
        return words.toArray(String[]::new);
    }
}
