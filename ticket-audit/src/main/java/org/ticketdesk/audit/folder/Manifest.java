package org.ticketdesk.audit.folder;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ticketdesk.audit.records.Origin;
import org.ticketdesk.events.topics.DeskTopic;

/**
 * What stands in an exported folder: {@code manifest.json}. It is written last, so a folder without one is no export, or one that
 * was interrupted.
 *
 * @param format of the folder, {@value #FORMAT}, or {@value #FORMAT_WITH_IDS} where {@code registryIds} says something
 * @param exportedAt when the export began
 * @param origin where it came from
 * @param partitions of the log and the journal there
 * @param everything whether all desks were exported, and with them the records whose key is no desk
 * @param waiting records at the end of the log that had no entry yet, and so were left out
 * @param desks how far each desk's journal goes, by their ids
 * @param files of records
 * @param schemas with which the records were written
 * @param registryIds of each topic that is in registry framing, by its name: the file of the schema of each id in its records
 */
public record Manifest(
        int format,
        Instant exportedAt,
        Origin origin,
        int partitions,
        boolean everything,
        long waiting,
        List<DeskHead> desks,
        List<RecordsFile> files,
        List<SchemaFile> schemas,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Map<Integer, String>> registryIds) {

    /** The name of the file. */
    public static final String NAME = "manifest.json";

    /** The form of the folder that this version writes and reads. */
    public static final int FORMAT = 1;

    /** The form where records name their schemas by a registry's ids, which a reader of the other would not understand. */
    public static final int FORMAT_WITH_IDS = 2;

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** Nothing may be missing. */
    public Manifest {
        Objects.requireNonNull(exportedAt, "exportedAt");
        Objects.requireNonNull(origin, "origin");
        desks = List.copyOf(desks);
        files = List.copyOf(files);
        schemas = List.copyOf(schemas);
        registryIds = registryIds == null ? Map.of() : Map.copyOf(registryIds);
    }

    /**
     * The end of a desk's journal.
     *
     * @param desk its id
     * @param sequence of its last entry
     * @param hash of its last entry, in hex
     * @param at the time of its last entry
     * @param rules the version that decided its last entry
     */
    public record DeskHead(String desk, long sequence, String hash, Instant at, int rules) {
        /** Nothing may be missing. */
        public DeskHead {
            Objects.requireNonNull(desk, "desk");
            Objects.requireNonNull(hash, "hash");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * The records of one partition.
     *
     * @param name of the file
     * @param topic the topic's name
     * @param partition of it
     * @param records how many, at least one
     * @param firstOffset of the first
     * @param lastOffset of the last
     * @param sha256 of the file, in hex
     */
    public record RecordsFile(
            String name, String topic, int partition, long records, long firstOffset, long lastOffset, String sha256) {
        /** Nothing may be missing. */
        public RecordsFile {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(sha256, "sha256");
        }

        static String name(DeskTopic topic, int partition) {
            return "%s-%02d.avro".formatted(topic.topicName(), partition);
        }
    }

    /**
     * A schema.
     *
     * @param name of the file, {@code schemas/FINGERPRINT.avsc}
     * @param sha256 of the file, in hex
     */
    public record SchemaFile(String name, String sha256) {
        /** Nothing may be missing. */
        public SchemaFile {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(sha256, "sha256");
        }
    }

    /** How many records of a topic there are. */
    public long records(DeskTopic topic) {
        return files.stream()
                .filter(file -> file.topic().equals(topic.topicName()))
                .mapToLong(RecordsFile::records)
                .sum();
    }

    /**
     * Reads the manifest of a folder.
     *
     * @throws FolderRefusedException when it has none that this version can read
     */
    static Manifest read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new FolderRefusedException(folder + " is no folder: expected one that `desk audit export` made.");
        }
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            throw new FolderRefusedException("There is no " + NAME + " in " + folder
                    + ": it is no export, or one that was interrupted. Export again, into another folder.");
        }
        try {
            String text = Files.readString(file);
            int format = JSON.readTree(text).path("format").asInt();
            if (format != FORMAT && format != FORMAT_WITH_IDS) {
                throw new FolderRefusedException(
                        "The export in " + folder + " has format " + format + ", expected " + FORMAT + " or "
                                + FORMAT_WITH_IDS + ": read it with the version of the software that wrote it.");
            }
            return JSON.readValue(text, Manifest.class);
        } catch (JsonProcessingException e) {
            throw new FolderRefusedException(
                    file + " is no manifest (" + e.getOriginalMessage() + "): bring back the file as it was exported.",
                    e);
        } catch (IOException e) {
            throw new FolderRefusedException(file + " cannot be read (" + e + ").", e);
        }
    }

    /** Writes it into a folder: it is there when all of it is. */
    void write(Path folder) throws IOException {
        Path draft = folder.resolve(NAME + ".draft");
        Files.writeString(draft, JSON.writeValueAsString(this) + '\n');
        Files.move(draft, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }
}
