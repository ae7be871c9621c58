package org.ticketdesk.cli.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/**
 * The disks of a process have no room until this is closed: no file of its may be longer than a little, as by {@code ulimit -f}. That
 * takes no rights; the system says then that a file is too large, and not that no space is left.
 */
final class FullDisk implements AutoCloseable {
    /** Its log has room, its data has not. */
    private static final int LITTLE = 64 * 1024;

    private final ProcessHandle process;

    private FullDisk(ProcessHandle process) {
        this.process = process;
    }

    static FullDisk of(ProcessHandle process) {
        limit(process, LITTLE + ":unlimited");
        return new FullDisk(process);
    }

    private static void limit(ProcessHandle process, String bytes) {
        try {
            Process command = new ProcessBuilder("prlimit", "--pid", String.valueOf(process.pid()), "--fsize=" + bytes)
                    .inheritIO()
                    .start();
            assertThat(command.waitFor()).isZero();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    ProcessHandle process() {
        return process;
    }

    /** Makes room, when the process has not ended. */
    @Override
    public void close() {
        if (process.isAlive()) {
            limit(process, "unlimited:unlimited");
        }
    }
}
