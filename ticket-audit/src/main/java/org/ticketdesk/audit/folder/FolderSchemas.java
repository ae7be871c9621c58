package org.ticketdesk.audit.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ticketdesk.events.codec.Framing;
import org.ticketdesk.events.codec.SchemaIds;
import org.ticketdesk.events.codec.SchemaSource;
import org.ticketdesk.events.contract.Fingerprint;
import org.ticketdesk.events.topics.DeskTopic;

/**
 * The schemas in a folder, a file each.
 *
 * @param folder the exported one
 * @param registryIds of each topic in registry framing: the file of each id
 */
record FolderSchemas(Path folder, Map<String, Map<Integer, String>> registryIds) implements SchemaSource {
    static String name(Fingerprint fingerprint) {
        return "schemas/" + fingerprint + ".avsc";
    }

    @Override
    public Optional<String> find(Fingerprint fingerprint) {
        return text(name(fingerprint));
    }

    @Override
    public Framing framing(String record) {
        return List.of(DeskTopic.values()).stream()
                .filter(topic -> topic.record().filter(record::equals).isPresent())
                .map(topic -> registryIds.get(topic.topicName()))
                .filter(ids -> ids != null)
                .findFirst()
                .map(ids -> Framing.registry(new Kept(ids)))
                .orElse(Framing.SINGLE_OBJECT);
    }

    private Optional<String> text(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new FolderRefusedException(file + " cannot be read (" + e + ").", e);
        }
    }

    /** The ids that stand in the folder. */
    private final class Kept implements SchemaIds {
        private final Map<Integer, String> ids;

        Kept(Map<Integer, String> ids) {
            this.ids = ids;
        }

        @Override
        public int idOf(String schema) {
            throw new IllegalStateException("Nothing is written into an exported folder");
        }

        @Override
        public Optional<String> schemaOf(int id) {
            return Optional.ofNullable(ids.get(id)).flatMap(FolderSchemas.this::text);
        }
    }
}
