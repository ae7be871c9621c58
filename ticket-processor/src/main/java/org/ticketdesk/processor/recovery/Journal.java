package org.ticketdesk.processor.recovery;

import java.util.Map;
import org.ticketdesk.processor.state.DeskRow;

/** What a task asks of the topics when it starts, before it decides anything. */
public interface Journal {

    /**
     * Finds the desks of a partition again by evolving the journal's facts: nothing is decided, nothing is emitted.
     *
     * @param partition of the journal
     * @return by desk; empty when the journal is
     */
    Map<String, RecoveredDesk> fold(int partition);

    /**
     * Sees that the log is the one from which the state came, and that the journal ends where the state does.
     *
     * @param partition of the log
     * @param desk the desk whose action was decided last in the partition
     * @param row that desk's row
     * @throws org.ticketdesk.processor.ProcessorRefusedException when the log has no such action at that place,
     *     or the journal ends elsewhere
     */
    void recognise(int partition, String desk, DeskRow row);
}
