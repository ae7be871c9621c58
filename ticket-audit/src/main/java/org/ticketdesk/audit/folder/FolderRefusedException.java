package org.ticketdesk.audit.folder;

/** A folder is not the export that it must be, or cannot become one: what was found, what was expected, what to do. */
public final class FolderRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FolderRefusedException(String message) {
        super(message);
    }

    FolderRefusedException(String message, Exception cause) {
        super(message, cause);
    }
}
