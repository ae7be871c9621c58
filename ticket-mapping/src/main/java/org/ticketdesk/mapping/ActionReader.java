package org.ticketdesk.mapping;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.codec.UndecodableException;
import org.ticketdesk.events.json.MalformedException;
import org.ticketdesk.events.json.WellFormed;
import org.ticketdesk.events.topics.DeskPartition;
import org.ticketdesk.mapping.RejectedException.Flaw;

/** From the log's bytes to well-formed actions. Thread-safe. */
public final class ActionReader {
    private static final int SHOWN = 140;

    private final Codec<DeskAction> codec;
    private final int partitions;

    /**
     * A reader.
     *
     * @param codec of the log
     * @param partitions of the log
     */
    public ActionReader(Codec<DeskAction> codec, int partitions) {
        this.codec = codec;
        this.partitions = partitions;
    }

    /**
     * The action in a record.
     *
     * @param key as received, may be null
     * @param value as received, may be null
     * @param partition where the record stands
     * @throws RejectedException when it is no action
     * @throws UndecodableException when it is an action of a newer version than this
     */
    public DeskAction read(byte[] key, byte[] value, int partition) throws RejectedException {
        if (value == null) {
            throw new RejectedException(Flaw.NO_VALUE, "The record has no value; expected an encoded DeskAction.");
        }
        DeskAction action;
        try {
            action = codec.decode(value);
            WellFormed.check(action);
        } catch (UndecodableException e) {
            throw refused(e);
        } catch (MalformedException e) {
            throw new RejectedException(Flaw.MALFORMED, e.getMessage());
        }
        if (!Arrays.equals(key, action.getDesk().getBytes(StandardCharsets.US_ASCII))) {
            throw new RejectedException(
                    Flaw.ANOTHER_KEY,
                    "The record's key is "
                            + (key == null ? "absent" : "\"" + beginning(key) + "\"")
                            + "; expected the action's desk, \"" + action.getDesk() + "\".");
        }
        int expected = DeskPartition.of(key, partitions);
        if (partition != expected) {
            throw new RejectedException(
                    Flaw.ANOTHER_PARTITION,
                    "The record is on partition " + partition + "; desk \"" + action.getDesk()
                            + "\" belongs on partition " + expected + " of " + partitions
                            + " (murmur2, as Kafka's Java clients choose it).");
        }
        return action;
    }

    private static String beginning(byte[] key) {
        String text = new String(key, 0, Math.min(key.length, SHOWN), StandardCharsets.UTF_8);
        return key.length > SHOWN ? text + "…" : text;
    }

    /** What a newer publisher asks is no poison: the software must be upgraded before it goes on. */
    private static RejectedException refused(UndecodableException e) {
        return switch (e.flaw()) {
            case NOT_SINGLE_OBJECT, NOT_IN_REGISTRY_FRAMING, UNKNOWN_SCHEMA, OTHER_RECORD, CORRUPT, TRAILING_BYTES ->
                new RejectedException(Flaw.UNDECODABLE, e.getMessage());
            case NEWER_THAN_READER -> throw e;
        };
    }
}
