package org.ticketdesk.processor.violating;

/** Crosses a boundary: the processor must not start brokers. */
public final class ProcessorThatStartsABroker {
    final org.ticketdesk.embedded.EmbeddedKafka what = null;
}
