package org.ticketdesk.audit.records;

import java.util.Iterator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The records of one partition in their order, each with its place, time and headers. Not thread-safe. */
public interface Records extends Iterator<ConsumerRecord<byte[], byte[]>>, AutoCloseable {

    /** The offset behind the last record. */
    long end();

    @Override
    void close();
}
