package org.ticketdesk.events.codec;

import java.util.Optional;
import org.ticketdesk.events.contract.Fingerprint;

/**
 * Where a {@link Codec} asks for a schema that it does not have on board, such as the topic {@code desk-schemas}.
 *
 * <p>Asked by the thread that decodes, and by several at a time if several decode. What is found is kept by the codec; what
 * is not found is asked for again with the next record.
 */
@FunctionalInterface
public interface SchemaSource {

    /** Knows nothing: a codec with this reads what is on board. */
    SchemaSource NONE = fingerprint -> Optional.empty();

    /**
     * Looks a schema up.
     *
     * @param fingerprint the fingerprint found in a record's header
     * @return the schema's text in JSON, or empty when it is not known here
     */
    Optional<String> find(Fingerprint fingerprint);

    /**
     * How records are framed where this source's schemas are used.
     *
     * @param record the simple name of the record, such as {@code DeskAction}
     * @return the framing of its topic; single-object encoding unless somebody has chosen otherwise
     */
    default Framing framing(String record) {
        return Framing.SINGLE_OBJECT;
    }
}
