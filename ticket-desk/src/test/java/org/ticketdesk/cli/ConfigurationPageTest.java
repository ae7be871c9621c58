package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.cli.settings.Service;
import org.ticketdesk.cli.settings.Setting;
import org.ticketdesk.cli.settings.Settings;
import org.ticketdesk.events.topics.DeskClients;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The page of the settings is what the services' options say of themselves; {@code -Dregenerate=true} writes it anew. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    private static final String HEAD = """
            # Configuration

            Generated from the services' own options; a test compares. To write it anew:
            `mvn -pl ticket-desk -am test -Dtest=ConfigurationPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dregenerate=true`.

            A setting is looked for in four places, and the first that has it decides:

            1. the flag on the command line, `--threads 2`;
            2. the variable of the environment, `DESK_THREADS=2`: `DESK_`, then the name in capitals with underscores. One that is
               empty says nothing;
            3. the file that `--config FILE` names, or else the variable `DESK_CONFIG`: a line `threads=2`. It is Java's form of
               properties in UTF-8; each key stands in it once;
            4. the default.

            `bin/desk SERVICE --print-config` checks all settings, prints each with its value and where that comes from, and ends. A
            variable that begins with `DESK_`, or a key, that is no setting of any command is refused with the nearest that is one; a value
            that is wrong is refused with the place where it was found. One environment and one file may serve all services: each takes
            what is its own. (In Kubernetes, a service called `desk` puts variables such as `DESK_PORT` into every pod: call it otherwise, or
            set `enableServiceLinks: false`.)

            **Secrets** have no flag, since every user of a machine can see what is typed. Give them in their variable, in a file that
            the variable with `_FILE` at its end names (`DESK_VIEWS_PASSWORD_FILE=/run/secrets/views-password`; a line end at its end is no part
            of it), or in the file of settings, which must then be readable for its owner alone: else there is a warning. They are never
            printed.

            A switch is `true` or `false` in the environment and the file, and as a flag; the flag alone is `true`.

            The other commands take from environment and file what they have in common with the services: `bootstrap`, Kafka's properties,
            the views' database, the management listener's port; and `url`, `token` and `token-file`. `audit verify` takes the log-in of the
            database alone: which views it compares is said by `--views`, and without it none are. What else they take is in
            [cli.md](cli.md).
            """;

    private static final String CLIENTS = """

            ## Properties of Kafka's clients

            Any property of Kafka's [producer](https://kafka.apache.org/documentation/#producerconfigs),
            [consumer](https://kafka.apache.org/documentation/#consumerconfigs), [admin
            client](https://kafka.apache.org/documentation/#adminclientconfigs) and, for the processor,
            [Streams](https://kafka.apache.org/documentation/#streamsconfigs) passes through, with the prefixes `consumer.`,
            `main.consumer.`, `restore.consumer.`, `producer.` and `admin.` too:

            - `--client security.protocol=SASL_SSL`, as often as there are properties;
            - `DESK_CLIENT_SECURITY_PROTOCOL=SASL_SSL`: a name that Kafka knows is found, whatever stands between its words; any other is
              read with dots between them;
            - `client.security.protocol=SASL_SSL` in the file.

            Those that Kafka itself hides in its logs are secrets as above (`sasl.jaas.config`, `ssl.key.password`, …):
            `DESK_CLIENT_SASL_JAAS_CONFIG_FILE=/run/secrets/jaas`. What somebody needs to connect safely is in
            [Kafka's own words](https://kafka.apache.org/documentation/#security).

            `desk up` with a broker of its own leaves out what the environment or a file says of clients, with a warning: that is meant for
            another's.

            Refused, because a promise would break:

            | property | why |
            |---|---|
            """;

    @Test
    void thePageSaysWhatTheServicesSayOfTheirSettings() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        services().forEach(service -> table(service, page));
        page.append(CLIENTS);
        DeskClients.refused().forEach((name, why) -> page.append("| `%s` | %s |%n".formatted(name, why)));
        if (Boolean.getBoolean("regenerate")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).usingCharset("UTF-8").hasContent(page.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "processor", "projection"})
    void everySwitchCanBeTakenBackByItsFlag(String service) {
        List<OptionSpec> switches = desk().getSubcommands().get(service).getCommandSpec().options().stream()
                .filter(option -> option.typeInfo().isBoolean())
                .filter(option -> !List.of("--help", "--print-config").contains(option.longestName()))
                .toList();

        assertThat(switches).allSatisfy(option -> {
            assertThat(option.fallbackValue()).isEqualTo("true");
            assertThat(option.arity().toString()).isEqualTo("0..1");
        });
    }

    private static CommandLine desk() {
        return Desk.commandLine(new Ending(), Map.of());
    }

    private static Stream<CommandLine> services() {
        return desk().getSubcommands().values().stream().filter(line -> line.getCommand() instanceof Service);
    }

    private static void table(CommandLine service, StringBuilder page) {
        page.append("\n## ").append(service.getCommandName()).append("\n\n");
        page.append("| key | flag | variable | value | default | meaning |\n|---|---|---|---|---|---|\n");
        for (Setting setting : Settings.of(service).all(service)) {
            page.append("| `%s` | %s | `%s` | %s | %s | %s |\n"
                    .formatted(
                            setting.name(),
                            setting.secret() ? "none: a secret" : "`--" + setting.name() + "`",
                            setting.variable(),
                            setting.form().replace("|", ", "),
                            setting.otherwise(),
                            setting.meaning().replace("|", "\\|")));
        }
    }
}
