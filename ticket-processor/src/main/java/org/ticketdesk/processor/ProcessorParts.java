package org.ticketdesk.processor;

import org.ticketdesk.mapping.ActionReader;
import org.ticketdesk.processor.recovery.Journal;
import org.ticketdesk.processor.timers.TimerSink;

/**
 * What the tasks of one process share. All of it is thread-safe.
 *
 * @param reader from the log's bytes to actions
 * @param outputs how what is decided is written
 * @param journal what a task asks when it starts
 * @param timerSink where timers are handed
 * @param lag whether a partition is caught up
 * @param timerCheckMs how often the clocks are looked at, in milliseconds
 * @param jsonMirror whether each status change is also written in JSON
 * @param stats what has been done
 */
record ProcessorParts(
        ActionReader reader,
        Outputs outputs,
        Journal journal,
        TimerSink timerSink,
        Lag lag,
        long timerCheckMs,
        boolean jsonMirror,
        ProcessorStats stats) {}
