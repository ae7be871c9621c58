package org.ticketdesk.projection.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.ticketdesk.audit.verify.Comparer;
import org.ticketdesk.audit.verify.Finding;
import org.ticketdesk.audit.verify.Findings;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.SchemaSource;
import org.ticketdesk.projection.Applier;
import org.ticketdesk.projection.ViewsWriter;
import org.ticketdesk.projection.database.Dialect;
import org.ticketdesk.projection.database.Generations;
import org.ticketdesk.projection.database.NewGeneration;
import org.ticketdesk.projection.database.ViewsRefusedException;
import org.ticketdesk.projection.fold.Fold;
import org.ticketdesk.projection.fold.JournalRecord;
import org.ticketdesk.projection.fold.Table;

/**
 * Compares views with those that the entries make: these are folded in bulk into SQLite, in a folder for temporary files, up to
 * the entry that each desk of the views has come to; then each table is compared row by row. The views are read as they were when
 * this was opened, in one transaction that lasts until it is closed; a projection may go on writing. Thread-safe.
 */
public final class ViewsComparer implements Comparer {
    private static final int BATCH_RECORDS = 20_000;
    private static final int BATCH_BYTES = 16 * 1024 * 1024;

    private final String place;
    private final String desk;
    private final ReadViews views;
    private final Map<String, Long> sequences;
    private final Path folder;
    private final Generations generations;
    private final NewGeneration expected;
    private final Applier applier;
    private final Map<String, Long> given = new HashMap<>();
    private final Map<Integer, Long> offsets = new HashMap<>();
    private final List<JournalRecord> batch = new ArrayList<>();
    private long bytes;

    private ViewsComparer(Generations compared, int number, String desk, SchemaSource schemas) {
        this.place = compared.place();
        this.desk = desk;
        this.views = new ReadViews(compared, number);
        this.sequences = views.sequences();
        try {
            this.folder = Files.createTempDirectory("desk-audit-views");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.generations = Generations.at("jdbc:sqlite:" + folder, Map.of());
        this.expected = NewGeneration.begin(generations);
        Fold fold = new Fold(Codec.of(JournalEntry.class, schemas), Dialect.SQLITE);
        this.applier = new Applier(
                new ViewsWriter(expected.writer(), fold, "verified", 0),
                BATCH_BYTES,
                entries -> {},
                (record, reason) -> {});
    }

    /**
     * Opens the views as they are now. It must be done before the journal is opened, so that they are not ahead of it.
     *
     * @param jdbcUrl {@code jdbc:sqlite:FOLDER} or {@code jdbc:postgresql:…}
     * @param properties of the JDBC driver, {@code user} and {@code password} for example
     * @param desk the only desk to compare, or null
     * @param schemas where schemas are found that are not on board
     * @throws ViewsRefusedException when there are none, or they cannot be read
     */
    public static ViewsComparer open(
            String jdbcUrl, Map<String, String> properties, String desk, SchemaSource schemas) {
        Generations generations = Generations.at(jdbcUrl, properties);
        int number = generations.inUse();
        if (number == 0) {
            throw new ViewsRefusedException("There are no views at " + generations.place()
                    + "; expected those of a projection: say where they are, or make them with `desk rebuild`.");
        }
        return new ViewsComparer(generations, number, desk, schemas);
    }

    @Override
    public synchronized void next(int partition, String of, String ticket, long sequence, byte[] entry) {
        if (desk != null && !desk.equals(of)) {
            return;
        }
        given.put(of, sequence);
        if (sequence > sequences.getOrDefault(of, 0L)) {
            return;
        }
        long offset = offsets.merge(partition, 1L, Long::sum) - 1;
        batch.add(new JournalRecord(partition, offset, of, ticket == null ? of : of + '/' + ticket, entry));
        bytes += entry.length;
        if (batch.size() == BATCH_RECORDS || bytes > BATCH_BYTES) {
            apply();
        }
    }

    private void apply() {
        applier.take(List.copyOf(batch));
        while (!applier.isDone()) {
            applier.step();
        }
        batch.clear();
        bytes = 0;
    }

    @Override
    public synchronized String compare(Findings findings) {
        apply();
        long behind = given.entrySet().stream()
                .filter(each -> each.getValue() > sequences.getOrDefault(each.getKey(), 0L))
                .count();
        sequences.forEach((of, sequence) -> isNotAhead(of, sequence, findings));
        views.setAside().forEach((of, reason) -> {
            if (desk == null || desk.equals(of)) {
                findings.add(new Finding(
                        of,
                        "set_aside",
                        -1,
                        null,
                        null,
                        null,
                        "a record of the journal",
                        "applied",
                        "set aside: " + reason));
            }
        });
        long rows = 0;
        try (ReadViews must = new ReadViews(generations, expected.number())) {
            for (Table table : Table.ofEntries()) {
                try (ReadViews.Rows one = must.rows(table, desk);
                        ReadViews.Rows other = views.rows(table, desk)) {
                    rows += new TableCheck(table, findings).compare(one, other);
                }
            }
        }
        return "%,d rows of the views at %s".formatted(rows, place)
                + (behind == 0 ? "" : "; %,d desks of them have not come to the end of the journal".formatted(behind));
    }

    private void isNotAhead(String of, long sequence, Findings findings) {
        if ((desk == null || Objects.equals(desk, of)) && sequence > given.getOrDefault(of, 0L)) {
            findings.add(new Finding(
                    of,
                    "desks",
                    -1,
                    null,
                    sequence,
                    null,
                    "sequence",
                    "at most " + given.getOrDefault(of, 0L) + ", where the journal ends",
                    Long.toString(sequence)));
        }
    }

    @Override
    public synchronized void close() {
        views.close();
        expected.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
