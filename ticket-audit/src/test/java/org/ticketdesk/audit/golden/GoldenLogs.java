package org.ticketdesk.audit.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.ticketdesk.audit.records.MemoryArchive;
import org.ticketdesk.events.topics.DeskTopic;

/**
 * The golden logs of a folder: one sub-folder for each version of the rules, a file for each topic, a JSON line for each record
 * with its key and value in base64. {@code index.txt} has the SHA-256 of each file.
 */
final class GoldenLogs {
    static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    private static final int PARTITIONS = 2;
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<DeskTopic, String> FILES = new LinkedHashMap<>();

    static {
        FILES.put(DeskTopic.ACTIONS, "log.jsonl");
        FILES.put(DeskTopic.JOURNAL, "journal.jsonl");
        FILES.put(DeskTopic.STATUS_CHANGED, "status.jsonl");
    }

    private final Path folder;

    GoldenLogs(Path folder) {
        this.folder = folder;
    }

    /** The versions that there are, in order. */
    List<Integer> versions() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isDirectory)
                    .map(version -> Integer.valueOf(version.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    boolean has(int version) {
        return Files.exists(home(version));
    }

    private Path home(int version) {
        return folder.resolve(Integer.toString(version));
    }

    MemoryArchive read(int version) throws IOException {
        MemoryArchive archive =
                new MemoryArchive(PARTITIONS).without(DeskTopic.TICKETS).without(DeskTopic.REJECTED);
        for (Map.Entry<DeskTopic, String> file : FILES.entrySet()) {
            for (String line : Files.readAllLines(home(version).resolve(file.getValue()))) {
                JsonNode record = JSON.readTree(line);
                archive.append(
                        file.getKey(),
                        record.get("partition").intValue(),
                        record.get("key").binaryValue(),
                        record.get("value").binaryValue(),
                        record.get("timestamp").longValue(),
                        new RecordHeaders());
            }
        }
        return archive;
    }

    void write(int version, MemoryArchive archive) throws IOException {
        Files.createDirectories(home(version));
        for (Map.Entry<DeskTopic, String> file : FILES.entrySet()) {
            Files.writeString(
                    home(version).resolve(file.getValue()),
                    archive.all(file.getKey()).map(GoldenLogs::line).collect(Collectors.joining("\n", "", "\n")));
        }
    }

    private static String line(ConsumerRecord<byte[], byte[]> record) {
        ObjectNode line = JSON.createObjectNode()
                .put("partition", record.partition())
                .put("timestamp", record.timestamp())
                .put("key", record.key())
                .put("value", record.value());
        return line.toString();
    }

    /** The index as it must be. */
    String index() throws IOException {
        StringBuilder index = new StringBuilder();
        for (int version : versions()) {
            for (String file : FILES.values()) {
                index.append(sha256(Files.readAllBytes(home(version).resolve(file))))
                        .append("  ")
                        .append(version)
                        .append('/')
                        .append(file)
                        .append('\n');
            }
        }
        return index.toString();
    }

    Path indexFile() {
        return folder.resolve("index.txt");
    }

    String writtenIndex() throws IOException {
        return Files.exists(indexFile()) ? Files.readString(indexFile(), StandardCharsets.US_ASCII) : "";
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256, but not this one", e);
        }
    }
}
