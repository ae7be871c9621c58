package org.ticketdesk.audit.folder;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.ticketdesk.audit.records.Records;
import org.ticketdesk.events.topics.DeskTopic;

/** Reads what {@link RecordFileWriter} wrote. Not thread-safe. */
final class RecordFileReader implements Records {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path path;
    private final long end;
    private final DataFileStream<ConsumerRecord<byte[], byte[]>> file;

    private RecordFileReader(Path path, long end, DataFileStream<ConsumerRecord<byte[], byte[]>> file) {
        this.path = path;
        this.end = end;
        this.file = file;
    }

    static RecordFileReader open(Path path, DeskTopic topic, int partition, long end) {
        try {
            return new RecordFileReader(
                    path,
                    end,
                    new DataFileStream<>(
                            new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES),
                            new Body(topic, partition)));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public boolean hasNext() {
        try {
            return file.hasNext();
        } catch (AvroRuntimeException e) {
            throw unreadable(path, e);
        }
    }

    @Override
    public ConsumerRecord<byte[], byte[]> next() {
        if (!hasNext()) {
            throw new NoSuchElementException(path + " ends at " + end);
        }
        try {
            return file.next();
        } catch (AvroRuntimeException e) {
            throw unreadable(path, e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static FolderRefusedException unreadable(Path path, Exception e) {
        return new FolderRefusedException(
                path + " cannot be read (" + e + "): bring back the file as it was exported.", e);
    }

    private static final class Body implements DatumReader<ConsumerRecord<byte[], byte[]>> {
        private final DeskTopic topic;
        private final int partition;
        private final Map<Utf8, String> names = new HashMap<>();
        private Utf8 name = new Utf8();

        Body(DeskTopic topic, int partition) {
            this.topic = topic;
            this.partition = partition;
        }

        @Override
        public void setSchema(Schema schema) {
            if (!schema.equals(RecordForm.SCHEMA)) {
                throw new AvroRuntimeException("its records are of another form");
            }
        }

        @Override
        public ConsumerRecord<byte[], byte[]> read(ConsumerRecord<byte[], byte[]> reuse, Decoder in)
                throws IOException {
            long offset = in.readLong();
            long timestamp = in.readLong();
            byte[] key = optional(in);
            byte[] value = optional(in);
            Headers headers = new RecordHeaders();
            for (long left = in.readArrayStart(); left > 0; left = in.arrayNext()) {
                for (long i = 0; i < left; i++) {
                    headers.add(name(in), optional(in));
                }
            }
            return new ConsumerRecord<>(
                    topic.topicName(),
                    partition,
                    offset,
                    timestamp,
                    topic == DeskTopic.ACTIONS ? TimestampType.LOG_APPEND_TIME : TimestampType.CREATE_TIME,
                    key == null ? ConsumerRecord.NULL_SIZE : key.length,
                    value == null ? ConsumerRecord.NULL_SIZE : value.length,
                    key,
                    value,
                    headers,
                    Optional.empty());
        }

        /** There are few names of headers, and each stands in every record. */
        private String name(Decoder in) throws IOException {
            name = in.readString(name);
            String known = names.get(name);
            if (known == null) {
                known = name.toString();
                names.put(new Utf8(known), known);
            }
            return known;
        }

        private static byte[] optional(Decoder in) throws IOException {
            if (in.readIndex() == 0) {
                in.readNull();
                return null;
            }
            ByteBuffer bytes = in.readBytes(null);
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        }
    }
}
