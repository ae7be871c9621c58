package org.ticketdesk.processor;

import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.apache.kafka.streams.errors.ProcessorStateException;

/** Why the stores of a processor cannot be opened, read or written, and what the operator can do about it. */
final class StoreTrouble {
    private StoreTrouble() {}

    /** Whether the failure is the stores' own. */
    static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProcessorStateException) {
                return true;
            }
        }
        return false;
    }

    /** Of a processor whose stores do not open: their folder is another's, or its disk is at fault. */
    static ProcessorRefusedException opening(Path folder, Throwable failure) {
        return isBehind(failure)
                ? using(folder, failure)
                : new ProcessorRefusedException("Kafka Streams does not start in " + folder + ": "
                        + innermost(failure).getMessage()
                        + ". Is another processor running there? Give each a folder of its own.");
    }

    /** Of stores that a processor has for itself. */
    static ProcessorRefusedException using(Path folder, Throwable failure) {
        Throwable cause = innermost(failure);
        String found = cause instanceof AccessDeniedException denied
                ? "Permission denied: " + denied.getFile()
                : cause.getMessage();
        return new ProcessorRefusedException("The stores in " + folder + " cannot be written or read: " + found
                + ". Nothing is lost: " + whatToDo(found)
                + ", or give the processor another folder, and start it again.");
    }

    private static Throwable innermost(Throwable failure) {
        return failure.getCause() == null ? failure : innermost(failure.getCause());
    }

    /** After what the operating system says, which Java and RocksDB pass on. */
    private static String whatToDo(String found) {
        if (found.contains("No space left on device") || found.contains("quota exceeded")) {
            return "make room";
        }
        return found.contains("Permission denied") || found.contains("Read-only file system")
                ? "let this user write there"
                : "mend the disk";
    }
}
