package org.ticketdesk.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * That nobody else uses a folder, for as long as this is open. The operating system lets go of it with the process, so a
 * kill leaves nothing behind. Kafka's own lock is taken only when the controller already writes, which is too late.
 */
final class FolderLock implements AutoCloseable {
    private static final String FILE = "in-use-by";
    private static final Duration RETRY = Duration.ofMillis(50);

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    static FolderLock take(Path folder, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            Files.createDirectories(folder);
            while (true) {
                FileChannel channel = FileChannel.open(
                        folder.resolve(FILE),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
                if (locked(channel)) {
                    sign(channel);
                    return new FolderLock(channel);
                }
                String holder = read(channel);
                channel.close();
                if (System.nanoTime() - end >= 0) {
                    throw new BrokerStartException("The data folder " + folder + " is in use by process " + holder
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

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisJvm) {
            return false;
        }
    }

    private static void sign(FileChannel channel) throws IOException {
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(
                Long.toString(ProcessHandle.current().pid())));
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(20);
        channel.read(pid, 0);
        return StandardCharsets.US_ASCII.decode(pid.flip()).toString();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
