package org.ticketdesk.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** A secret may come from anywhere but from what was typed. */
class ClientOptionTest {
    private static final String LOGIN = "org.x.Scram required username=\"me\" password=\"hidden\";";

    @Command
    private static final class Asked {
        @Mixin
        private ClientOption client;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sasl.jaas.config",
                "producer.sasl.jaas.config",
                "ssl.key.password",
                "ssl.keystore.key",
                "ssl.keystore.password",
                "ssl.truststore.password",
                "sasl.oauthbearer.client.credentials.client.secret"
            })
    void aSecretThatIsTypedIsRefusedAndNotRepeated(String name) {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> typed("--client", name + "=" + LOGIN))
                .withMessageContaining("'--client': " + name + " is a secret")
                .withMessageNotContaining("hidden");
    }

    @Test
    void whatIsNoSecretMayBeTyped() {
        assertThat(typed("--client", "security.protocol=SASL_SSL", "--client", "ssl.truststore.location=ca.pem"))
                .isEqualTo(Map.of("security.protocol", "SASL_SSL", "ssl.truststore.location", "ca.pem"));
    }

    @Test
    void aReferenceToWhereTheSecretIsKeptMayBeTyped() {
        assertThat(typed("--client", "sasl.jaas.config=${file:/run/secrets/kafka:login}"))
                .containsOnlyKeys("sasl.jaas.config");
    }

    @Test
    void aSecretThatIsNotTypedIsTaken() {
        CommandLine line = new CommandLine(new Asked());
        line.setDefaultValueProvider(option -> "sasl.jaas.config=" + LOGIN);

        assertThat(properties(line)).isEqualTo(Map.of("sasl.jaas.config", LOGIN));
    }

    private static Map<String, String> typed(String... words) {
        return properties(new CommandLine(new Asked()), words);
    }

    private static Map<String, String> properties(CommandLine line, String... words) {
        line.parseArgs(words);
        return line.<Asked>getCommand().client.properties();
    }
}
