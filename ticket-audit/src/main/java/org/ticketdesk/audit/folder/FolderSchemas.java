package org.ticketdesk.audit.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ticketdesk.events.codec.SchemaSource;
import org.ticketdesk.events.contract.Fingerprint;

/**
 * The schemas in a folder, a file each.
 *
 * @param folder the exported one
 */
record FolderSchemas(Path folder) implements SchemaSource {
    static String name(Fingerprint fingerprint) {
        return "schemas/" + fingerprint + ".avsc";
    }

    @Override
    public Optional<String> find(Fingerprint fingerprint) {
        Path file = folder.resolve(name(fingerprint));
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new FolderRefusedException(file + " cannot be read (" + e + ").", e);
        }
    }
}
