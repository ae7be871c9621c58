package org.ticketdesk.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * That nobody else uses a folder, for as long as this is open. The operating system lets go of it with the process, so a
 * kill leaves nothing behind. Kafka's own lock is taken only when the controller already writes, which is too late.
 */
final class FolderLock implements AutoCloseable {
    private static final String FILE = "in-use";

    /** Says who; a file of its own, since whoever closes the locked file loses the lock. */
    private static final String HOLDER = "in-use-by";

    private static final Duration RETRY = Duration.ofMillis(50);

    /**
     * What this JVM itself holds. Asked first, because a second channel to the same file would, when closed, let go of the
     * lock of the first one.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Creates the folder when it is absent; waits up to {@code patience} for another user of it to end. */
    static FolderLock take(Path folder, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            Path real = Files.createDirectories(folder).toRealPath();
            while (true) {
                Optional<FolderLock> lock = tryTake(real);
                if (lock.isPresent()) {
                    return lock.get();
                }
                if (System.nanoTime() - end >= 0) {
                    throw new BrokerStartException("The data folder " + folder + " is in use by process "
                            + Files.readString(real.resolve(HOLDER))
                            + ": end that process, close its broker, or choose another folder.");
                }
                Thread.sleep(RETRY);
            }
        } catch (IOException e) {
            throw new BrokerStartException(
                    "The data folder " + folder + " cannot be used (" + e
                            + "): choose a folder that this user can write to.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerStartException("Interrupted while waiting for the data folder " + folder + ".", e);
        }
    }

    private static Optional<FolderLock> tryTake(Path real) throws IOException {
        if (!HELD.add(real)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = FileChannel.open(real.resolve(FILE), CREATE, WRITE);
            if (channel.tryLock() == null) {
                return Optional.empty();
            }
            Files.writeString(
                    real.resolve(HOLDER), String.valueOf(ProcessHandle.current().pid()));
            taken = true;
            return Optional.of(new FolderLock(real, channel));
        } finally {
            if (!taken) {
                HELD.remove(real);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    /** A second call does nothing. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD.remove(folder);
        }
    }
}
