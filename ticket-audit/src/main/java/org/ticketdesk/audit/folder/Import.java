package org.ticketdesk.audit.folder;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.ticketdesk.audit.folder.Manifest.DeskHead;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.audit.records.TopicArchive;
import org.ticketdesk.audit.replay.LateSchemas;
import org.ticketdesk.audit.replay.Replay;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.codec.Chain;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.Framing;
import org.ticketdesk.events.codec.UndecodableException;
import org.ticketdesk.events.contract.Fingerprint;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.events.topics.SchemaTopic;
import org.ticketdesk.events.topics.TopicAdmin;
import org.ticketdesk.mapping.ActionReader;
import org.ticketdesk.mapping.RejectedException;

/**
 * Writes the log of an exported folder into an empty cluster, with the times, headers and bytes that it had, and in its order. The
 * journal is not written: a processor decides it anew, and the same chain comes out. That it will is seen before the log is
 * handed over: it is read back and decided in memory, and each desk's chain compared with the manifest's.
 */
public final class Import {
    private static final int SAY_EVERY = 10_000;

    private final FolderArchive folder;
    private final DeskClients clients;
    private final Consumer<String> progress;
    private final ActionReader actions;
    private final LateSchemas lateSchemas;
    private final AtomicReference<Exception> failed = new AtomicReference<>();

    /**
     * What is asked.
     *
     * @param partitions of the log; empty for as many as the log has that is there, or that the exported one had
     * @param replicas of the topics that are made
     * @param again whether the topics of an import that was interrupted are deleted first
     */
    public record Order(OptionalInt partitions, short replicas, boolean again) {}

    /**
     * What was done.
     *
     * @param desks whose chain is the same
     * @param actions decided in memory, and so the entries that a processor will write
     * @param records in the log, those that are no actions with them
     * @param misplaced records that stood on another partition than their key's, and so were no actions; not imported
     * @param early records that came before the schema that they were written with, and so were no actions; not imported
     * @param partitions of the log
     * @param writeMs how long writing took, in milliseconds
     * @param checkMs how long reading back and deciding took, in milliseconds
     */
    public record Report(
            int desks,
            long actions,
            long records,
            long misplaced,
            long early,
            int partitions,
            long writeMs,
            long checkMs) {}

    private record Written(long records, long misplaced, long early) {}

    private record End(long sequence, byte[] hash) {}

    private Import(FolderArchive folder, DeskClients clients, Consumer<String> progress) {
        this.folder = folder;
        this.clients = clients;
        this.progress = progress;
        Codec<DeskAction> codec = Codec.of(DeskAction.class, folder.schemas());
        this.actions = new ActionReader(codec, folder.manifest().partitions());
        this.lateSchemas = new LateSchemas(codec);
    }

    /**
     * Imports.
     *
     * @param folder opened, and so whole
     * @param clients of the cluster
     * @param order what is asked
     * @param progress told of what is being done
     * @throws ImportRefusedException when the cluster is not empty, an import into it was interrupted, or another chain would come
     *     out; in the last case the log stays as that of an interrupted import
     */
    public static Report run(FolderArchive folder, DeskClients clients, Order order, Consumer<String> progress) {
        try (Admin admin = clients.admin()) {
            return new Import(folder, clients, progress).run(admin, order);
        }
    }

    private Report run(Admin admin, Order order) {
        TargetLog log = new TargetLog(admin);
        checkFraming();
        int partitions = begin(log, order);
        long began = System.nanoTime();
        Written written = write(partitions);
        long wrote = System.nanoTime();
        long actions = check(partitions, written.records());
        long checked = System.nanoTime();
        if (sum(log.ends(DeskTopic.ACTIONS, partitions)) != written.records()) {
            throw new ImportRefusedException("The log has " + sum(log.ends(DeskTopic.ACTIONS, partitions))
                    + " records, and " + written.records()
                    + " were imported: somebody else writes to it. Stop them, and import again with --again.");
        }
        log.finish();
        TopicAdmin.create(clients, partitions, order.replicas());
        return new Report(
                folder.manifest().desks().size(),
                actions,
                written.records(),
                written.misplaced(),
                written.early(),
                partitions,
                (wrote - began) / 1_000_000,
                (checked - wrote) / 1_000_000);
    }

    /** The bytes of an action are what its hash is over: they stay, so what their ids mean must be the same there. */
    private void checkFraming() {
        Framing there = clients.framing(DeskTopic.ACTIONS);
        Codec<DeskAction> found = Codec.of(DeskAction.class, folder.schemas());
        if (!found.framing().toString().equals(there.toString())) {
            throw new ImportRefusedException("The log in the folder is in " + found.framing() + ", and "
                    + DeskTopic.ACTIONS.topicName() + " is to be in " + there
                    + ": give the same as it was exported from, with"
                    + " --registry and --registry-framed, or without.");
        }
        try (SchemaTopic schemas = new SchemaTopic(clients)) {
            Codec<DeskAction> target = Codec.of(DeskAction.class, schemas);
            folder.manifest()
                    .registryIds()
                    .getOrDefault(DeskTopic.ACTIONS.topicName(), Map.of())
                    .forEach((id, schema) -> {
                        byte[] header = ByteBuffer.allocate(1 + Integer.BYTES)
                                .put((byte) 0)
                                .putInt(id)
                                .array();
                        if (!target.writtenWith(header).equals(found.writtenWith(header))) {
                            throw new ImportRefusedException(
                                    "The registry does not have the schema " + schema
                                            + " of the folder under the id " + Integer.toUnsignedString(id)
                                            + ", as that of the exported log does: bring its ids over first, or give that registry.");
                        }
                    });
        }
    }

    private int begin(TargetLog log, Order order) {
        progress.accept("Looking at the cluster");
        Map<DeskTopic, Integer> existing = log.existing();
        Map<DeskTopic, Long> records = log.records(existing);
        records.remove(DeskTopic.SCHEMAS);
        boolean unfinished = existing.containsKey(DeskTopic.ACTIONS) && log.isUnfinished();
        if (unfinished) {
            records.remove(DeskTopic.ACTIONS);
        }
        records.values().removeIf(number -> number == 0);
        if (!records.isEmpty()) {
            throw new ImportRefusedException("The cluster is not empty: there are "
                    + records.entrySet().stream()
                            .map(topic -> "%,d records in %s"
                                    .formatted(topic.getValue(), topic.getKey().topicName()))
                            .collect(Collectors.joining(", "))
                    + ". Import into a cluster whose desk topics are empty or missing.");
        }
        if (unfinished) {
            if (!order.again()) {
                throw new ImportRefusedException(
                        "An import into this cluster was interrupted, and its log is not whole."
                                + " Begin anew with --again, which deletes the desk's topics first.");
            }
            log.delete(existing.keySet());
            existing = Map.of();
        }
        OptionalInt there = existing.containsKey(DeskTopic.ACTIONS)
                ? OptionalInt.of(existing.get(DeskTopic.ACTIONS))
                : OptionalInt.empty();
        int partitions =
                order.partitions().orElse(there.orElse(folder.manifest().partitions()));
        if (there.isPresent() && there.getAsInt() != partitions) {
            throw new ImportRefusedException("The log there has " + there.getAsInt() + " partitions, and " + partitions
                    + " were asked for: ask for the number that it has, or delete the desk's topics.");
        }
        log.begin(there, partitions, order.replicas());
        if (!existing.containsKey(DeskTopic.SCHEMAS)) {
            log.create(DeskTopic.SCHEMAS, partitions, order.replicas());
        }
        SchemaTopic.publish(clients, schemas());
        return partitions;
    }

    private Map<Fingerprint, String> schemas() {
        return folder.manifest().schemas().stream()
                .map(file -> Fingerprint.parse(
                        file.name().substring("schemas/".length(), file.name().length() - ".avsc".length())))
                .collect(Collectors.toMap(
                        fingerprint -> fingerprint,
                        fingerprint -> folder.schemas().find(fingerprint).orElseThrow()));
    }

    /**
     * Records of several partitions come together by their time, so that a partition that takes up several is in the order of time,
     * as far as each was.
     */
    private Written write(int partitions) {
        long records = 0;
        long misplaced = 0;
        long early = 0;
        PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparingLong((Head head) -> head.record.timestamp())
                .thenComparingInt(head -> head.record.partition()));
        try (Producer<byte[], byte[]> producer = clients.producer(Map.of(
                ProducerConfig.LINGER_MS_CONFIG, "20",
                ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(256 * 1024),
                ProducerConfig.COMPRESSION_TYPE_CONFIG, "none"))) {
            for (int partition = 0; partition < folder.partitions(DeskTopic.ACTIONS); partition++) {
                new Head(partition).into(heads);
            }
            while (!heads.isEmpty()) {
                Head head = heads.remove();
                if (isMisplaced(head.record)) {
                    misplaced++;
                } else if (isBeforeItsSchema(head)) {
                    early++;
                } else {
                    send(producer, head.record, partitions);
                    records++;
                    if (records % SAY_EVERY == 0) {
                        progress.accept("Importing: %,d of %,d records"
                                .formatted(records, folder.manifest().records(DeskTopic.ACTIONS)));
                    }
                }
                head.into(heads);
            }
            producer.flush();
            refuseIfFailed();
        } finally {
            heads.forEach(Head::close);
        }
        return new Written(records, misplaced, early);
    }

    /** What stood on another partition than its key's was no action there, and would become one. */
    private boolean isMisplaced(ConsumerRecord<byte[], byte[]> record) {
        return record.key() != null
                && DeskPartition.of(record.key(), folder.manifest().partitions()) != record.partition();
    }

    /** What was rejected because its schema was not known yet was no action there, and would become one (decision 0028). */
    private boolean isBeforeItsSchema(Head head) {
        ConsumerRecord<byte[], byte[]> record = head.record;
        return record.value() != null
                && lateSchemas.mayHaveWritten(record.value())
                && isAction(record)
                && !head.decided().has(record.offset());
    }

    private boolean isAction(ConsumerRecord<byte[], byte[]> record) {
        try {
            actions.read(record.key(), record.value(), record.partition());
            return true;
        } catch (RejectedException | UndecodableException e) {
            return false;
        }
    }

    private void send(Producer<byte[], byte[]> producer, ConsumerRecord<byte[], byte[]> record, int partitions) {
        refuseIfFailed();
        int partition =
                record.key() == null ? record.partition() % partitions : DeskPartition.of(record.key(), partitions);
        producer.send(
                new ProducerRecord<>(
                        DeskTopic.ACTIONS.topicName(),
                        partition,
                        record.timestamp(),
                        record.key(),
                        record.value(),
                        record.headers()),
                (place, e) -> {
                    if (e != null) {
                        failed.compareAndSet(null, e);
                    }
                });
    }

    private void refuseIfFailed() {
        Exception e = failed.get();
        if (e != null) {
            throw e instanceof KafkaException known ? known : new KafkaException(e);
        }
    }

    /** Reads the log back, and decides it. */
    private long check(int partitions, long expected) {
        Map<String, End> ends = new HashMap<>();
        long actions = 0;
        long records = 0;
        try (TopicArchive archive = TopicArchive.unchecked(clients)) {
            Codec<DeskAction> codec = Codec.of(DeskAction.class, archive.schemas());
            for (int partition = 0; partition < partitions; partition++) {
                Replay replay = new Replay(codec, partitions);
                try (Records log = archive.open(DeskTopic.ACTIONS, partition)) {
                    while (log.hasNext()) {
                        Replay.Expected decided = replay.fold(log.next()).orElse(null);
                        if (decided != null) {
                            actions++;
                            ends.put(
                                    decided.action().getDesk(),
                                    new End(decided.decision().sequence(), Chain.hashIn(decided.entry())));
                        }
                        if (++records % SAY_EVERY == 0) {
                            progress.accept("Deciding again: %,d of %,d records".formatted(records, expected));
                        }
                    }
                }
            }
        }
        compare(ends);
        return actions;
    }

    private void compare(Map<String, End> ends) {
        for (DeskHead head : folder.manifest().desks()) {
            End end = ends.remove(head.desk());
            String found = end == null ? "nothing" : end.sequence() + " with hash " + hex(end.hash());
            if (end == null
                    || end.sequence() != head.sequence()
                    || !hex(end.hash()).equals(head.hash())) {
                throw new ImportRefusedException("Desk " + head.desk() + " comes out with another chain: it ends at "
                        + found + ", and was exported at " + head.sequence() + " with hash " + head.hash()
                        + (head.rules() == Rulebook.VERSION
                                ? ". The journal was altered before it was exported, or is not of this log: "
                                        + "`desk audit verify --folder` says where."
                                : ". Version " + head.rules() + " of the rules decided it, and here is version "
                                        + Rulebook.VERSION
                                        + ": import with the version of the software that wrote it."));
            }
        }
        ends.keySet().stream().sorted().findFirst().ifPresent(desk -> {
            throw new ImportRefusedException("Desk " + desk
                    + " has actions in the exported log, and no entry in the exported journal: expected none without.");
        });
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    private static long sum(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }

    /** The next record of a partition. */
    private final class Head {
        private final int partition;
        private final Records records;
        private ConsumerRecord<byte[], byte[]> record;
        private Decided decided;

        Head(int partition) {
            this.partition = partition;
            this.records = folder.open(DeskTopic.ACTIONS, partition);
        }

        void into(PriorityQueue<Head> heads) {
            if (records.hasNext()) {
                record = records.next();
                heads.add(this);
            } else {
                close();
            }
        }

        /** Reads the journal as far as is asked, and none of it where nobody asks. */
        Decided decided() {
            if (decided == null) {
                decided = new Decided(
                        folder.open(DeskTopic.JOURNAL, partition), Codec.of(JournalEntry.class, folder.schemas()));
            }
            return decided;
        }

        void close() {
            records.close();
            if (decided != null) {
                decided.close();
            }
        }
    }
}
