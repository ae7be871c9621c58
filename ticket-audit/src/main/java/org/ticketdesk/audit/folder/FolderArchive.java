package org.ticketdesk.audit.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.ticketdesk.audit.folder.Manifest.RecordsFile;
import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.records.Origin;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.events.codec.SchemaSource;
import org.ticketdesk.events.topics.DeskTopic;

/** A folder that was exported: the log and the journal, and no other topic. Needs no broker. */
public final class FolderArchive implements Archive {
    private final Path folder;
    private final Manifest manifest;
    private final Map<Place, RecordsFile> files = new HashMap<>();

    private record Place(String topic, int partition) {}

    private FolderArchive(Path folder, Manifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
        manifest.files().forEach(file -> files.put(new Place(file.topic(), file.partition()), file));
    }

    /**
     * Opens a folder, and sees that each of its files is the one that the manifest names, and that there are no others. Reads all
     * of them.
     *
     * @throws FolderRefusedException when it is no export, or not as it was exported
     */
    public static FolderArchive open(Path folder) {
        Manifest manifest = Manifest.read(folder);
        Map<String, String> expected = new TreeMap<>();
        manifest.files().forEach(file -> expected.put(file.name(), file.sha256()));
        manifest.schemas().forEach(file -> expected.put(file.name(), file.sha256()));
        try {
            TreeSet<String> there = names(folder);
            for (Map.Entry<String, String> file : expected.entrySet()) {
                if (!there.remove(file.getKey())) {
                    throw new FolderRefusedException("The file " + file.getKey() + " is missing in " + folder
                            + ", and the manifest names it: bring it back as it was exported.");
                }
                String found = Sha256.of(folder.resolve(file.getKey()));
                if (!found.equals(file.getValue())) {
                    throw new FolderRefusedException("The file " + file.getKey() + " in " + folder
                            + " was altered since it was exported: its SHA-256 is " + found + ", and the manifest says "
                            + file.getValue() + ".");
                }
            }
            there.remove(Manifest.NAME);
            if (!there.isEmpty()) {
                throw new FolderRefusedException("The file " + there.first() + " in " + folder
                        + " is not one that the manifest names: take it away.");
            }
        } catch (IOException | UncheckedIOException e) {
            throw new FolderRefusedException("The folder " + folder + " cannot be read (" + e + ").", e);
        }
        return new FolderArchive(folder, manifest);
    }

    private static TreeSet<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !Files.isDirectory(path))
                    .map(path -> folder.relativize(path).toString().replace('\\', '/'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** What stands in the folder. */
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public boolean has(DeskTopic topic) {
        return topic == DeskTopic.ACTIONS || topic == DeskTopic.JOURNAL;
    }

    @Override
    public int partitions(DeskTopic topic) {
        return manifest.partitions();
    }

    @Override
    public Records open(DeskTopic topic, int partition) {
        if (!has(topic)) {
            throw new IllegalArgumentException("An exported folder has no " + topic.topicName());
        }
        RecordsFile file = files.get(new Place(topic.topicName(), partition));
        return file == null
                ? new Nothing()
                : RecordFileReader.open(folder.resolve(file.name()), topic, partition, file.lastOffset() + 1);
    }

    @Override
    public Origin origin() {
        return manifest.origin();
    }

    @Override
    public SchemaSource schemas() {
        return new FolderSchemas(folder, manifest.registryIds());
    }

    /** Nothing is kept open. */
    @Override
    public void close() {}

    private static final class Nothing implements Records {
        @Override
        public long end() {
            return 0;
        }

        @Override
        public boolean hasNext() {
            return false;
        }

        @Override
        public ConsumerRecord<byte[], byte[]> next() {
            throw new NoSuchElementException("The partition has no records");
        }

        @Override
        public void close() {}
    }
}
