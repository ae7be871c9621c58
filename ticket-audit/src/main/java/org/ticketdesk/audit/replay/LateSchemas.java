package org.ticketdesk.audit.replay;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.contract.AllSchemas;
import org.ticketdesk.events.contract.Fingerprint;

/**
 * Which actions name a schema that this version does not bring along: it may have been published after them, and they were rejected
 * then (decision 0028). For one thread.
 */
public final class LateSchemas {
    private static final Set<Fingerprint> ON_BOARD = AllSchemas.published().stream()
            .map(AllSchemas.Published::fingerprint)
            .collect(Collectors.toUnmodifiableSet());

    private final Codec<DeskAction> codec;
    private byte[] lastOnBoard = {};

    /** Of the actions that a codec reads. */
    public LateSchemas(Codec<DeskAction> codec) {
        this.codec = codec;
    }

    /** Whether an action may have been written with one. Says nothing of bytes that are none. */
    public boolean mayHaveWritten(byte[] action) {
        int header = codec.bodyAt();
        if (action.length >= header && Arrays.equals(action, 0, header, lastOnBoard, 0, lastOnBoard.length)) {
            return false;
        }
        if (codec.writtenWith(action).filter(ON_BOARD::contains).isEmpty()) {
            return true;
        }
        lastOnBoard = Arrays.copyOf(action, header);
        return false;
    }
}
