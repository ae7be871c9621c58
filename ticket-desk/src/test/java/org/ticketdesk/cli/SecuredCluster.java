package org.ticketdesk.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.ticketdesk.embedded.EmbeddedKafka;
import org.ticketdesk.embedded.Security;
import org.ticketdesk.events.access.Party;
import org.ticketdesk.events.topics.DeskClients;

/**
 * A broker that denies what nobody has granted, with a user for each party, called as it is, and one who has been granted nothing.
 * The rules and the topics are made by the commands that an operator uses.
 */
final class SecuredCluster implements AutoCloseable {
    static final String ROOT = "root";
    static final String NOBODY = "nobody";
    static final int PARTITIONS = 3;

    private final EmbeddedKafka kafka;
    private final Path folder;

    private SecuredCluster(EmbeddedKafka kafka, Path folder) {
        this.kafka = kafka;
        this.folder = folder;
    }

    static SecuredCluster start(Path folder) {
        Map<String, String> passwords = Stream.concat(
                        Stream.of(ROOT, NOBODY), Stream.of(Party.values()).map(Party::label))
                .collect(Collectors.toMap(Function.identity(), user -> "secret-of-" + user));
        EmbeddedKafka kafka = EmbeddedKafka.secured(folder.resolve("kafka"), new Security(ROOT, passwords));
        return new SecuredCluster(kafka, folder);
    }

    String bootstrap() {
        return kafka.bootstrap();
    }

    /** What a user's clients are told beside the address. */
    Map<String, String> client(String user) {
        return kafka.client(user);
    }

    /** What a user's clients are told, and more. */
    Map<String, Object> properties(String user, Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(kafka.client(user));
        all.put("bootstrap.servers", kafka.bootstrap());
        all.putAll(more);
        return all;
    }

    DeskClients clients(Party party) {
        return DeskClients.of(properties(party.label(), Map.of()));
    }

    /** Runs a command as a user whose secret is in a file. */
    Typed desk(String user, String... words) {
        return Typed.desk(as(kafka.client(user), words));
    }

    /** A command with what clients are told; where it is a secret, as a reference to a file. */
    String[] as(Map<String, String> client, String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--bootstrap", kafka.bootstrap()));
        client.forEach((name, value) ->
                all.addAll(List.of("--client", name + "=" + (DeskClients.isSecret(name) ? reference(value) : value))));
        all.addAll(List.of("--client", "config.providers=file"));
        all.addAll(List.of("--client", "config.providers.file.class=" + FileConfigProvider.class.getName()));
        return all.toArray(String[]::new);
    }

    private String reference(String secret) {
        Properties file = new Properties();
        file.setProperty("it", secret);
        StringWriter text = new StringWriter();
        try {
            file.store(text, null);
            Path path = Files.writeString(Files.createTempFile(folder, "secret", ".properties"), text.toString());
            return "${file:" + path + ":it}";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kafka.close();
    }
}
