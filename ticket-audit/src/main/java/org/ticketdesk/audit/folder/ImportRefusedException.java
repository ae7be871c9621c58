package org.ticketdesk.audit.folder;

/** A cluster cannot take an import, or what was imported is not what stands in the folder. */
public final class ImportRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ImportRefusedException(String message) {
        super(message);
    }
}
