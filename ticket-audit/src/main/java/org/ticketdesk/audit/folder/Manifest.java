package org.ticketdesk.audit.folder;

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
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskTopic;

/**
 * What stands in an exported folder: {@code manifest.json}. It is written last, so a folder without one is no export, or one that
 * was interrupted.
 *
 * @param format of the folder, {@value #FORMAT}
 * @param exportedAt when the export began
 * @param origin where it came from
 * @param partitions of the log and the journal there
 * @param everything whether all desks were exported, and with them the records whose key is no desk
 * @param waiting records at the end of the log that had no entry yet, and so were left out
 * @param desks how far each desk's journal goes, by their ids
 * @param files of records
 * @param schemas with which the records were written
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
        List<SchemaFile> schemas) {

    /** The name of the file. */
    public static final String NAME = "manifest.json";

    /** The form of the folder that this version writes and reads. */
    public static final int FORMAT = 1;

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
    }

    /**
     * Where records came from.
     *
     * @param cluster its id
     * @param topics the id of each exported topic, by its name
     */
    public record Origin(String cluster, Map<String, String> topics) {
        /** Nothing may be missing. */
        public Origin {
            Objects.requireNonNull(cluster, "cluster");
            topics = Map.copyOf(topics);
        }

        /**
         * The topics of a cluster, as they are now.
         *
         * @throws KafkaException when the cluster cannot be asked
         */
        public static Origin of(DeskClients clients) {
            List<String> names = List.of(DeskTopic.ACTIONS.topicName(), DeskTopic.JOURNAL.topicName());
            try (Admin admin = clients.admin()) {
                Map<String, String> topics = new TreeMap<>();
                admin.describeTopics(names)
                        .allTopicNames()
                        .get()
                        .forEach((name, topic) ->
                                topics.put(name, topic.topicId().toString()));
                return new Origin(admin.describeCluster().clusterId().get(), topics);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            } catch (ExecutionException e) {
                throw new KafkaException("The cluster cannot be described", e.getCause());
            }
        }
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
            if (format != FORMAT) {
                throw new FolderRefusedException("The export in " + folder + " has format " + format + ", expected "
                        + FORMAT + ": read it with the version of the software that wrote it.");
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
