package org.ticketdesk.audit.folder;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.Deflater;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.ticketdesk.audit.folder.Manifest.RecordsFile;
import org.ticketdesk.events.topics.DeskTopic;

/**
 * Writes the records of one partition into an Avro container file. A partition without records has no file. Not thread-safe.
 *
 * <p>Compressed with deflate, which is the one that every reader of Avro must have.
 */
final class RecordFileWriter implements AutoCloseable {
    private static final int BLOCK_BYTES = 256 * 1024;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path folder;
    private final DeskTopic topic;
    private final int partition;
    private final MessageDigest digest = Sha256.digest();
    private DataFileWriter<ConsumerRecord<byte[], byte[]>> file;
    private long records;
    private long first;
    private long last;

    RecordFileWriter(Path folder, DeskTopic topic, int partition) {
        this.folder = folder;
        this.topic = topic;
        this.partition = partition;
    }

    void write(ConsumerRecord<byte[], byte[]> record) throws IOException {
        if (file == null) {
            file = open();
            first = record.offset();
        }
        file.append(record);
        last = record.offset();
        records++;
    }

    private DataFileWriter<ConsumerRecord<byte[], byte[]>> open() throws IOException {
        OutputStream out = new BufferedOutputStream(
                new DigestOutputStream(
                        Files.newOutputStream(folder.resolve(RecordsFile.name(topic, partition))), digest),
                BUFFER_BYTES);
        return new DataFileWriter<>(new Body())
                .setCodec(CodecFactory.deflateCodec(Deflater.BEST_SPEED))
                .setSyncInterval(BLOCK_BYTES)
                .create(RecordForm.SCHEMA, out);
    }

    /** What the manifest says of the file; to be asked once it is closed, and only when records were written. */
    RecordsFile written() {
        return new RecordsFile(
                RecordsFile.name(topic, partition),
                topic.topicName(),
                partition,
                records,
                first,
                last,
                HexFormat.of().formatHex(digest.digest()));
    }

    boolean isEmpty() {
        return records == 0;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    private static final class Body implements DatumWriter<ConsumerRecord<byte[], byte[]>> {
        @Override
        public void setSchema(Schema schema) {
            if (!schema.equals(RecordForm.SCHEMA)) {
                throw new IllegalArgumentException("Records are written with the schema of their form alone");
            }
        }

        @Override
        public void write(ConsumerRecord<byte[], byte[]> record, Encoder out) throws IOException {
            out.writeLong(record.offset());
            out.writeLong(record.timestamp());
            optional(record.key(), out);
            optional(record.value(), out);
            Header[] headers = record.headers().toArray();
            out.writeArrayStart();
            out.setItemCount(headers.length);
            for (Header header : headers) {
                out.startItem();
                out.writeString(header.key());
                optional(header.value(), out);
            }
            out.writeArrayEnd();
        }

        private static void optional(byte[] bytes, Encoder out) throws IOException {
            if (bytes == null) {
                out.writeIndex(0);
                out.writeNull();
            } else {
                out.writeIndex(1);
                out.writeBytes(bytes);
            }
        }
    }
}
