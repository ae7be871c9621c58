package org.ticketdesk.events.codec;

import java.util.Optional;

/**
 * The ids that a schema registry gives to the schemas of one topic. An id means the same schema for ever.
 *
 * <p>Asked by the thread that encodes or decodes, and by several at a time. What was found is kept by whoever asks.
 */
public interface SchemaIds {

    /**
     * The id of a schema, which is registered when it is not yet.
     *
     * @param schema its text in JSON
     * @return the id, as it stands in a record's header
     */
    int idOf(String schema);

    /**
     * The schema of an id.
     *
     * @param id as it stands in a record's header
     * @return its text in JSON, or empty when the registry has none of this id
     */
    Optional<String> schemaOf(int id);
}
