package org.ticketdesk.audit.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.ticketdesk.audit.folder.Manifest.DeskHead;
import org.ticketdesk.audit.folder.Manifest.RecordsFile;
import org.ticketdesk.audit.folder.Manifest.SchemaFile;
import org.ticketdesk.audit.records.Archive;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.Framing;
import org.ticketdesk.events.codec.UndecodableException;
import org.ticketdesk.events.contract.AllSchemas;
import org.ticketdesk.events.contract.Fingerprint;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.mapping.ActionReader;
import org.ticketdesk.mapping.RejectedException;

/**
 * Writes the log and the journal of desks into a folder: the records exactly as they stand, in their order, what is malformed too.
 * The log goes as far as the journal does: an action that has no entry yet is left out, with what follows it.
 */
public final class Export {
    private static final int SAY_EVERY = 10_000;

    private final Archive archive;
    private final Set<String> desks;
    private final Path folder;
    private final LongConsumer progress;
    private final LongAdder done = new LongAdder();
    private final Set<Long> fingerprints = new ConcurrentSkipListSet<>();
    private final Map<DeskTopic, Map<Integer, String>> registryIds = new EnumMap<>(DeskTopic.class);
    private final Codec<JournalEntry> entries;
    private final Codec<DeskAction> actionCodec;
    private final ActionReader actions;

    private record Part(List<RecordsFile> files, List<DeskHead> heads, Set<String> met, long waiting) {}

    private Export(Archive archive, Set<String> desks, Path folder, LongConsumer progress) {
        this.archive = archive;
        this.desks = Set.copyOf(desks);
        this.folder = folder;
        this.progress = progress;
        this.entries = Codec.of(JournalEntry.class, archive.schemas());
        this.actionCodec = Codec.of(DeskAction.class, archive.schemas());
        this.actions = new ActionReader(actionCodec, archive.partitions(DeskTopic.ACTIONS));
        for (Codec<?> codec : List.of(actionCodec, entries)) {
            if (codec.framing() != Framing.SINGLE_OBJECT) {
                registryIds.put(codec == entries ? DeskTopic.JOURNAL : DeskTopic.ACTIONS, new ConcurrentHashMap<>());
            }
        }
    }

    /**
     * Exports.
     *
     * @param archive where the records are
     * @param desks which; all, and records whose key is no desk, when this is empty
     * @param folder a new one, or an empty one
     * @param progress told now and then how many records have been written
     * @return what has been exported
     * @throws FolderRefusedException when the folder is not empty, cannot be written to, or a desk has no records
     */
    public static Manifest run(Archive archive, Set<String> desks, Path folder, LongConsumer progress) {
        begin(folder);
        return new Export(archive, desks, folder, progress).run();
    }

    private static void begin(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> found = Files.list(folder)) {
                Optional<Path> any = found.findAny();
                if (any.isPresent()) {
                    throw new FolderRefusedException("The folder " + folder + " is not empty: there is "
                            + any.get().getFileName() + " in it. Export into a new one.");
                }
            }
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private Manifest run() {
        Instant began = Instant.now();
        int partitions = archive.partitions(DeskTopic.ACTIONS);
        List<Part> parts = all(partitions);
        Set<String> missing = new TreeSet<>(desks);
        parts.forEach(part -> missing.removeAll(part.met()));
        if (!missing.isEmpty()) {
            throw new FolderRefusedException("There is no record of desk " + String.join(", ", missing)
                    + ". The export in " + folder + " was not finished: delete it, and name desks that there are.");
        }
        try {
            Manifest manifest = new Manifest(
                    registryIds.isEmpty() ? Manifest.FORMAT : Manifest.FORMAT_WITH_IDS,
                    began,
                    archive.origin(),
                    partitions,
                    desks.isEmpty(),
                    parts.stream().mapToLong(Part::waiting).sum(),
                    parts.stream()
                            .flatMap(part -> part.heads().stream())
                            .sorted(Comparator.comparing(DeskHead::desk))
                            .toList(),
                    parts.stream().flatMap(part -> part.files().stream()).toList(),
                    schemas(),
                    registryIds.entrySet().stream()
                            .collect(Collectors.toMap(
                                    ids -> ids.getKey().topicName(), ids -> new TreeMap<>(ids.getValue()))));
            manifest.write(folder);
            return manifest;
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private List<Part> all(int partitions) {
        int threads = Math.min(partitions, Runtime.getRuntime().availableProcessors());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Part>> running = new ArrayList<>();
            for (int partition = 0; partition < partitions; partition++) {
                int mine = partition;
                Callable<Part> export = () -> partition(mine);
                running.add(pool.submit(export));
            }
            List<Part> parts = new ArrayList<>();
            for (Future<Part> part : running) {
                parts.add(part.get());
            }
            return parts;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case IOException io -> unwritable(folder, io);
                case RuntimeException known -> known;
                default -> new IllegalStateException(e.getCause());
            };
        } finally {
            pool.shutdownNow();
        }
    }

    private Part partition(int partition) throws IOException {
        List<RecordsFile> files = new ArrayList<>();
        Map<String, ConsumerRecord<byte[], byte[]>> last = new TreeMap<>();
        Set<String> met = new TreeSet<>();
        if (isServedBy(partition)) {
            RecordFileWriter file = new RecordFileWriter(folder, DeskTopic.JOURNAL, partition);
            try (file;
                    Records journal = archive.open(DeskTopic.JOURNAL, partition)) {
                while (journal.hasNext()) {
                    ConsumerRecord<byte[], byte[]> record = journal.next();
                    if (isAskedFor(record)) {
                        write(record, entries, file);
                        last.put(desk(record), record);
                    }
                }
            }
            keep(file, files);
        }
        List<DeskHead> heads = new ArrayList<>();
        long decided = -1;
        for (ConsumerRecord<byte[], byte[]> record : last.values()) {
            JournalEntry entry = decode(record);
            heads.add(head(entry));
            decided = Math.max(decided, entry.getSource().getOffset());
            met.add(entry.getDesk());
        }
        long waiting = log(partition, decided, files, met);
        return new Part(files, heads, met, waiting);
    }

    private long log(int partition, long decided, List<RecordsFile> files, Set<String> met) throws IOException {
        long waiting = 0;
        RecordFileWriter file = new RecordFileWriter(folder, DeskTopic.ACTIONS, partition);
        try (file;
                Records log = archive.open(DeskTopic.ACTIONS, partition)) {
            while (log.hasNext()) {
                ConsumerRecord<byte[], byte[]> record = log.next();
                if (!isAskedFor(record)) {
                    continue;
                }
                if (!desks.isEmpty()) {
                    met.add(desk(record));
                }
                if (waiting > 0 || record.offset() > decided && isAction(record)) {
                    waiting++;
                } else {
                    write(record, actionCodec, file);
                }
            }
        }
        keep(file, files);
        return waiting;
    }

    private boolean isServedBy(int partition) {
        int partitions = archive.partitions(DeskTopic.JOURNAL);
        return desks.isEmpty() || desks.stream().anyMatch(desk -> DeskPartition.of(desk, partitions) == partition);
    }

    private boolean isAskedFor(ConsumerRecord<byte[], byte[]> record) {
        return desks.isEmpty() || record.key() != null && desks.contains(desk(record));
    }

    private static String desk(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    private boolean isAction(ConsumerRecord<byte[], byte[]> record) {
        try {
            actions.read(record.key(), record.value(), record.partition());
            return true;
        } catch (RejectedException e) {
            return false;
        } catch (UndecodableException newer) {
            return true;
        }
    }

    private void write(ConsumerRecord<byte[], byte[]> record, Codec<?> codec, RecordFileWriter file)
            throws IOException {
        file.write(record);
        codec.writtenWith(record.value()).ifPresent(fingerprint -> {
            fingerprints.add(fingerprint.value());
            codec.framing()
                    .idIn(record.value())
                    .ifPresent(id -> registryIds
                            .get(codec == entries ? DeskTopic.JOURNAL : DeskTopic.ACTIONS)
                            .put(id, FolderSchemas.name(fingerprint)));
        });
        done.increment();
        if (record.offset() % SAY_EVERY == 0) {
            progress.accept(done.sum());
        }
    }

    private static void keep(RecordFileWriter file, List<RecordsFile> files) {
        if (!file.isEmpty()) {
            files.add(file.written());
        }
    }

    private JournalEntry decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return entries.decode(record.value());
        } catch (UndecodableException e) {
            throw new FolderRefusedException(
                    "The last journal record of desk " + desk(record) + ", " + record.topic() + "-"
                            + record.partition() + " at offset " + record.offset() + ", cannot be read ("
                            + e.getMessage() + "), so it is not known how far its log was decided.",
                    e);
        }
    }

    private static DeskHead head(JournalEntry entry) {
        return new DeskHead(
                entry.getDesk(),
                entry.getSequence(),
                HexFormat.of().formatHex(entry.getHash().bytes()),
                entry.getAt(),
                entry.getRules());
    }

    /** What only looks like a fingerprint has no schema. */
    private List<SchemaFile> schemas() throws IOException {
        Map<Long, String> onBoard = AllSchemas.published().stream()
                .collect(Collectors.toMap(
                        schema -> schema.fingerprint().value(), AllSchemas.Published::text, (first, same) -> first));
        List<SchemaFile> files = new ArrayList<>();
        Files.createDirectories(folder.resolve("schemas"));
        for (Long value : fingerprints) {
            Fingerprint fingerprint = new Fingerprint(value);
            Optional<String> text = Optional.ofNullable(onBoard.get(value))
                    .or(() -> archive.schemas().find(fingerprint));
            if (text.isPresent()) {
                Path file = folder.resolve(FolderSchemas.name(fingerprint));
                Files.writeString(file, text.get());
                files.add(new SchemaFile(FolderSchemas.name(fingerprint), Sha256.of(file)));
            }
        }
        return files;
    }

    private static FolderRefusedException unwritable(Path folder, IOException e) {
        return new FolderRefusedException(
                "The folder " + folder + " cannot be written to (" + e + "): choose one that this user can write to.",
                e);
    }
}
