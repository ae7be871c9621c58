package org.ticketdesk.audit.records;

import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The records of a partition as they were in a list when this was opened. Not thread-safe. */
public final class ListedRecords implements Records {
    private final List<ConsumerRecord<byte[], byte[]>> all;
    private final Iterator<ConsumerRecord<byte[], byte[]>> each;

    /** Opens them. */
    public ListedRecords(List<ConsumerRecord<byte[], byte[]>> records) {
        this.all = List.copyOf(records);
        this.each = all.iterator();
    }

    @Override
    public long end() {
        return all.isEmpty() ? 0 : all.getLast().offset() + 1;
    }

    @Override
    public boolean hasNext() {
        return each.hasNext();
    }

    @Override
    public ConsumerRecord<byte[], byte[]> next() {
        return each.next();
    }

    @Override
    public void close() {}
}
