package org.ticketdesk.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.ticketdesk.cli.errors.CommandFailed;

/**
 * Where a desk keeps what it must find again: the broker's data, the processor's stores, its name, its log.
 *
 * @param path the folder, absolute
 */
public record DataFolder(Path path) {
    private static final FileAttribute<?> ONLY_ONESELF =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** The folder, whether it is there or not. */
    public static DataFolder at(Path path) {
        return new DataFolder(path.toAbsolutePath().normalize());
    }

    /** Opens the folder, and creates it, for this user alone, when it is not there: all tickets of a desk are in it. */
    public static DataFolder open(Path path) {
        Path absolute = at(path).path();
        try {
            Files.createDirectories(absolute, ONLY_ONESELF);
        } catch (IOException e) {
            throw new CommandFailed("The data folder " + absolute + " cannot be used (" + e
                    + "): choose one that this user can write to, with --data.");
        }
        return new DataFolder(absolute);
    }

    /** The broker's own folder. */
    Path kafka() {
        return path.resolve("kafka");
    }

    /** The processor's stores. */
    public Path stores() {
        return path.resolve("stores");
    }

    /** The views, as a JDBC URL. */
    public String views() {
        return "jdbc:sqlite:" + path.resolve("views");
    }

    /** The log's file. */
    public Path log() {
        return path.resolve("desk.log");
    }

    /** The name of the process that works in this folder, the same at each start, so that it gets its partitions back at once. */
    public String instanceId() {
        Path file = path.resolve("instance-id");
        try {
            if (Files.notExists(file)) {
                Path draft = path.resolve("instance-id.draft");
                Files.writeString(draft, "desk-" + UUID.randomUUID());
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CommandFailed(
                    "The file " + file + " cannot be used (" + e + "): make it this user's to read and write.");
        }
    }

    /** Deletes the folder and all that is in it. */
    public void delete() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new CommandFailed("The folder " + path + " could not be deleted (" + e + "): delete it by hand.");
        }
    }
}
