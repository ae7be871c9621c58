package org.ticketdesk.projection.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A lock on a file, which the system takes back when the process is gone. Held by one thread of one process at a time. */
final class FileHeld implements Generations.Held {
    private static final long BETWEEN_TRIES_MS = 20;
    private static final long PATIENCE_MS = 60_000;

    /** To close a file gives back every lock that this process has on it, so that nobody here may open it while one is held. */
    private static final Set<Path> HELD_HERE = new HashSet<>();

    private final Path file;
    private final FileChannel channel;

    private FileHeld(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static Optional<Generations.Held> tryHold(Path path) {
        Path file = path.toAbsolutePath().normalize();
        synchronized (HELD_HERE) {
            if (HELD_HERE.contains(file)) {
                return Optional.empty();
            }
            try {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock();
                if (lock == null) {
                    channel.close();
                    return Optional.empty();
                }
                HELD_HERE.add(file);
                return Optional.of(new FileHeld(file, channel));
            } catch (IOException e) {
                throw new ViewsRefusedException("The file " + file + " cannot be locked: " + e + ".", e);
            }
        }
    }

    static Generations.Held hold(Path file) {
        for (long waited = 0; waited < PATIENCE_MS; waited += BETWEEN_TRIES_MS) {
            Optional<Generations.Held> held = tryHold(file);
            if (held.isPresent()) {
                return held.get();
            }
            pause();
        }
        throw new ViewsRefusedException("The file " + file + " has been locked by another process for "
                + PATIENCE_MS / 1000 + " s; expected moments: see what else uses the folder.");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ViewsRefusedException("Interrupted while another process opened the views.", e);
        }
    }

    @Override
    public void close() {
        synchronized (HELD_HERE) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new ViewsRefusedException("The file " + file + " cannot be closed: " + e + ".", e);
            } finally {
                HELD_HERE.remove(file);
            }
        }
    }
}
