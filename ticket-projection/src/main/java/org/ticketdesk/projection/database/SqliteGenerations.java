package org.ticketdesk.projection.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * A folder with a file {@code views-N.db} for each generation and a file {@code current} with the number of the one in use, which
 * is replaced in one step.
 */
final class SqliteGenerations implements Generations {
    private static final Pattern FILE = Pattern.compile("views-(\\d{1,9})\\.db");
    private static final int BUSY_MS = 10_000;
    /** Negative: in KiB, not in pages. */
    private static final int WRITER_CACHE = -64 * 1024;

    private static final int BUILDER_CACHE = -512 * 1024;
    private static final int READER_CACHE = -16 * 1024;
    private static final long MAPPED_BYTES = 1L << 30;
    /** 32 MiB of changes: a checkpoint waits for the disk, and what changed often meanwhile is written once. */
    private static final String CHECKPOINT_PAGES = "8192";

    private final Path folder;
    private final Path pointer;

    SqliteGenerations(String jdbcUrl) {
        String path = jdbcUrl.substring(Dialect.SQLITE.prefix().length());
        if (path.isBlank() || path.startsWith(":") || path.startsWith("file:") || path.contains("?")) {
            throw new ViewsRefusedException("Found the database URL " + jdbcUrl + "; expected "
                    + Dialect.SQLITE.prefix() + "FOLDER, a folder of the disk, without parameters.");
        }
        try {
            this.folder = Path.of(path);
        } catch (InvalidPathException e) {
            throw new ViewsRefusedException(
                    "Found the folder " + path + " in the database URL: " + e.getReason() + ".", e);
        }
        this.pointer = folder.resolve("current");
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public String place() {
        return folder.toString();
    }

    @Override
    public void prepare() {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new ViewsRefusedException(
                    "Found a file at " + folder + "; expected a folder for the views, or nothing: name another place.",
                    e);
        } catch (IOException e) {
            throw refused(e);
        }
        if (!Files.isWritable(folder)) {
            throw new ViewsRefusedException("The folder " + folder
                    + " cannot be written to; the views need one that can: name another, or change its rights.");
        }
    }

    @Override
    public int inUse() {
        try {
            return Integer.parseInt(Files.readString(pointer).strip());
        } catch (NoSuchFileException e) {
            return 0;
        } catch (NumberFormatException e) {
            throw new ViewsRefusedException(
                    "The file " + pointer + " does not say the number of the views in use: delete the folder " + folder
                            + ", and the views are built again from the journal.",
                    e);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    @Override
    public int inUse(DataSource open) {
        return inUse();
    }

    @Override
    public List<Integer> existing() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> FILE.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> Integer.valueOf(name.group(1)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw refused(e);
        }
    }

    @Override
    public int next() {
        List<Integer> existing = existing();
        return Math.max(inUse(), existing.isEmpty() ? 0 : existing.getLast()) + 1;
    }

    @Override
    public DataSource connections(int number, Use use) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MS);
        config.setTempStore(TempStore.MEMORY);
        config.setGetGeneratedKeys(false);
        config.setPragma(Pragma.MMAP_SIZE, Long.toString(MAPPED_BYTES));
        switch (use) {
            case READ -> config.setCacheSize(READER_CACHE);
            case WRITE -> {
                config.setCacheSize(WRITER_CACHE);
                config.setJournalMode(JournalMode.WAL);
                config.setPragma(Pragma.WAL_AUTOCHECKPOINT, CHECKPOINT_PAGES);
                // What the machine loses when its power fails is read again from the journal, whose positions are lost
                // with it.
                config.setSynchronous(SynchronousMode.NORMAL);
                config.setTransactionMode(TransactionMode.IMMEDIATE);
            }
            case BUILD -> {
                config.setCacheSize(BUILDER_CACHE);
                // In memory, and not off: a batch that fails must be rolled back.
                config.setJournalMode(JournalMode.MEMORY);
                config.setSynchronous(SynchronousMode.OFF);
                config.setTransactionMode(TransactionMode.IMMEDIATE);
            }
        }
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(Dialect.SQLITE.prefix() + file(number));
        return source;
    }

    @Override
    public void use(int number, Handle transaction) {
        Path next = folder.resolve("current.new");
        try {
            Files.writeString(next, number + System.lineSeparator());
            force(next, StandardOpenOption.WRITE);
            Files.move(next, pointer, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    @Override
    public void settle(int number) {
        try {
            force(file(number), StandardOpenOption.WRITE);
            force(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    @Override
    public void drop(int number) {
        try {
            for (String ending : List.of("", "-wal", "-shm", "-journal")) {
                Files.deleteIfExists(folder.resolve(file(number).getFileName() + ending));
            }
        } catch (IOException e) {
            throw refused(e);
        }
    }

    @Override
    public Optional<Held> lockForBuilding() {
        return FileHeld.tryHold(folder.resolve("rebuild.lock"));
    }

    @Override
    public Held lockForOpening() {
        return FileHeld.hold(folder.resolve("open.lock"));
    }

    private Path file(int number) {
        return folder.resolve("views-" + number + ".db");
    }

    /** Waits until the disk has it. */
    private static void force(Path path, OpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    private ViewsRefusedException refused(IOException e) {
        return new ViewsRefusedException(
                "The folder " + folder + " of the views cannot be used: " + e
                        + ". See that it is there and may be written to.",
                e);
    }
}
