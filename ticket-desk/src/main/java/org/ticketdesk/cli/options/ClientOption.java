package org.ticketdesk.cli.options;

import java.util.Map;
import java.util.regex.Pattern;
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
     * The properties; perhaps none.
     *
     * @throws ParameterException when one of those that were typed is a secret
     */
    public Map<String, String> properties() {
        OptionSpec typed = spec.commandLine().getParseResult().matchedOption(NAME);
        if (typed != null) {
            typed.originalStringValues().forEach(this::refuseASecret);
        }
        return properties;
    }

    private void refuseASecret(String typed) {
        int equals = typed.indexOf('=');
        String name = typed.substring(0, equals);
        if (DeskClients.isSecret(name)
                && !REFERENCE.matcher(typed.substring(equals + 1)).matches()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '" + NAME + "': " + name
                            + " is a secret, and every user of this machine can see what is typed; give it by the"
                            + " environment or a file, or as a reference ${PROVIDER:…} for Kafka's config.providers");
        }
    }
}
