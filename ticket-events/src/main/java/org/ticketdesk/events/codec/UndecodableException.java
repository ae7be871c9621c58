package org.ticketdesk.events.codec;

import org.apache.kafka.common.errors.SerializationException;

/** Bytes that are not a record of the type asked for. The message says what was found and what was expected. */
public final class UndecodableException extends SerializationException {

    /** What is wrong with the bytes. */
    public enum Flaw {
        /** They do not begin as single-object encoding does: no record of ours, whoever wrote it. */
        NOT_SINGLE_OBJECT,
        /** They do not begin as registry framing does, which their topic is in: no record of ours, whoever wrote it. */
        NOT_IN_REGISTRY_FRAMING,
        /** The schema is neither on board nor known to the {@link SchemaSource}, or to the registry. */
        UNKNOWN_SCHEMA,
        /** They are a record of another type. */
        OTHER_RECORD,
        /** They end too early, or are no such record at all. */
        CORRUPT,
        /** More bytes follow the record. */
        TRAILING_BYTES,
        /** They are sound, but say something that this version has no name for: upgrade the reader. */
        NEWER_THAN_READER
    }

    private static final long serialVersionUID = 1L;

    private final Flaw flaw;

    UndecodableException(Flaw flaw, String message, Throwable cause) {
        super(message, cause);
        this.flaw = flaw;
    }

    UndecodableException(Flaw flaw, String message) {
        this(flaw, message, null);
    }

    /**
     * What is wrong.
     *
     * @return the flaw, never null
     */
    public Flaw flaw() {
        return flaw;
    }
}
