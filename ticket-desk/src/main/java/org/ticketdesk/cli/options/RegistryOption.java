package org.ticketdesk.cli.options;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.ticketdesk.events.topics.DeskClients;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which topics are in registry framing, and where the schema registry is. */
public final class RegistryOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description =
                    "A schema registry with the API of Confluent's, for topics in registry framing; Apicurio has it under"
                            + " /apis/ccompat/v7. A login is the client property " + DeskClients.REGISTRY_LOGIN + ".")
    private String url;

    @Option(
            names = "--registry-framed",
            paramLabel = "TOPIC[,TOPIC...]",
            description =
                    "The topics in registry framing: of desk-actions, desk-journal, ticket-status-changed and tickets. It is chosen"
                            + " while a topic is empty, and is the same for all who use it. Default: none")
    private String topics;

    /**
     * These client properties, with what is said of a registry.
     *
     * @param more further properties, which come first
     * @return a new map
     */
    public Map<String, String> with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>();
        if (url != null || topics != null) {
            all.put(DeskClients.REGISTRY_URL, url);
            all.put(DeskClients.REGISTRY_TOPICS, topics);
            check(all);
        }
        all.putAll(more);
        return all;
    }

    private void check(Map<String, String> registry) {
        if (url == null || topics == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Options '--registry' and '--registry-framed' go together: give both, or neither");
        }
        try {
            Map<String, Object> alone = new HashMap<>(registry);
            alone.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, BrokerOption.DEFAULT);
            DeskClients.of(alone);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "Options '--registry' and '--registry-framed': " + e.getMessage(), e);
        }
    }
}
