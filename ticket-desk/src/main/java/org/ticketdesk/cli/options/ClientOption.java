package org.ticketdesk.cli.options;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.ticketdesk.cli.settings.ClientNames;
import org.ticketdesk.cli.settings.Settings;
import org.ticketdesk.events.topics.DeskClients;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --client}: what Kafka's clients are told beside the brokers' address. */
public final class ClientOption {
    private static final String NAME = "--client";

    /** What one of Kafka's configuration providers looks up where the secret is kept. */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]+}");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = NAME,
            paramLabel = "NAME=VALUE",
            description =
                    "A further property of Kafka's clients, for security for example; may be given more than once."
                            + " Not for secrets, which everybody on this machine could see.")
    private Map<String, String> properties = Map.of();

    /**
     * The properties, those of the environment and the file too; perhaps none.
     *
     * @throws ParameterException when one of those that were typed is a secret, one would break a promise, or one cannot have
     *     its value
     */
    public Map<String, String> properties() {
        OptionSpec typed = spec.commandLine().getParseResult().matchedOption(NAME);
        if (typed != null) {
            typed.originalStringValues().forEach(this::refuseASecret);
        }
        Map<String, String> all = Settings.client(spec.commandLine(), properties);
        try {
            all.forEach(ClientNames::check);
            Map<String, String> addressed = new HashMap<>(all);
            addressed.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, BrokerOption.DEFAULT);
            DeskClients.of(addressed);
            return all;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '" + NAME + "': " + e.getMessage(), e);
        }
    }

    /** Whether one was typed. */
    public boolean isTyped() {
        return spec.commandLine().getParseResult().hasMatchedOption(NAME);
    }

    private void refuseASecret(String typed) {
        int equals = typed.indexOf('=');
        String name = typed.substring(0, equals);
        if (DeskClients.isSecret(name)
                && !REFERENCE.matcher(typed.substring(equals + 1)).matches()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '" + NAME + "': " + name
                            + " is a secret, and every user of this machine can see what is typed; give it in"
                            + " the variable " + ClientNames.variable(name) + ", in a file that "
                            + ClientNames.variable(name) + "_FILE names, as client." + name
                            + " in the file of --config, or as a reference ${PROVIDER:…} for Kafka's config.providers");
        }
    }
}
