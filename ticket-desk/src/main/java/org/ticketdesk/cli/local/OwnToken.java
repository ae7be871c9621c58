package org.ticketdesk.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.ticketdesk.cli.errors.CommandFailed;
import org.ticketdesk.projection.http.access.Access;
import org.ticketdesk.projection.http.access.SharedSecret;

/**
 * The token of whoever runs a desk on their own machine. It is made with the desk's folder and kept there, for its user alone to read, so
 * that a page that is open works on when the desk is started again; deleting the file makes another.
 */
public final class OwnToken {
    /** Where it is in the desk's folder. */
    public static final String FILE = "token";

    private static final FileAttribute<?> ONLY_ONESELF =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rw-rw-");

    private final String text;

    private OwnToken(String text) {
        this.text = text;
    }

    static OwnToken in(DataFolder folder) {
        Path file = folder.path().resolve(FILE);
        try {
            if (Files.notExists(file)) {
                Path draft = folder.path().resolve(FILE + ".draft");
                Files.deleteIfExists(draft);
                Files.newByteChannel(
                                draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ONLY_ONESELF)
                        .close();
                Files.writeString(draft, SharedSecret.random());
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                throw new CommandFailed(
                        "The file " + file
                                + " can be read or written by others, who could let themselves in: delete it, and another is made.");
            }
            String text = Files.readString(file).strip();
            SharedSecret.of(text);
            return new OwnToken(text);
        } catch (IOException e) {
            throw new CommandFailed(
                    "The file " + file + " cannot be used (" + e + "): make it this user's to read and write.");
        } catch (IllegalArgumentException e) {
            throw new CommandFailed("The file " + file + " has no token in it: delete it, and another is made.");
        }
    }

    /** The token. */
    public String text() {
        return text;
    }

    /** What lets in whoever has it. */
    Access access() {
        return new Access.Own(SharedSecret.of(text));
    }
}
