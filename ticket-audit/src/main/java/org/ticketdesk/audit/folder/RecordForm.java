package org.ticketdesk.audit.folder;

import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/** How a record of Kafka's stands in a file: the bytes as they are, so that hashes hold. Any Avro reader can read it. */
final class RecordForm {
    static final Schema SCHEMA = new SchemaParser().parse("""
                    {"type": "record", "name": "ExportedRecord", "namespace": "org.ticketdesk.audit",
                     "doc": "A record of a topic, as it stands there.",
                     "fields": [
                      {"name": "offset", "type": "long", "doc": "Its place in the partition."},
                      {"name": "timestamp", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                      {"name": "key", "type": ["null", "bytes"]},
                      {"name": "value", "type": ["null", "bytes"],
                       "doc": "Avro's single-object encoding; the schema of a fingerprint is in the folder schemas."},
                      {"name": "headers", "type": {"type": "array", "items":
                       {"type": "record", "name": "ExportedHeader", "fields": [
                        {"name": "name", "type": "string"},
                        {"name": "value", "type": ["null", "bytes"]}]}}}]}
                    """).mainSchema();

    private RecordForm() {}
}
