package org.ticketdesk.cli;

import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.contract.Fingerprint;
import org.ticketdesk.events.topics.DeskClients;
import org.ticketdesk.events.topics.SchemaTopic;

/** The schema of actions as a newer gateway might have it: with one field more, which this version does not bring along. */
final class NewerSchema {
    private static final Schema SCHEMA = schema();

    private NewerSchema() {}

    /** An action, written with it. */
    static byte[] encoded(DeskAction action) throws IOException {
        byte[] bytes = Codec.DESK_ACTION.encode(action);
        int begin = Codec.DESK_ACTION.bodyAt();
        GenericRecord read = new GenericDatumReader<GenericRecord>(DeskAction.getClassSchema(), SCHEMA)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, begin, bytes.length - begin, null));
        return new BinaryMessageEncoder<GenericRecord>(new GenericData(), SCHEMA)
                .encode(read)
                .array();
    }

    /** Makes it known. */
    static void publish(DeskClients clients) {
        SchemaTopic.publish(clients, Map.of(Fingerprint.of(SCHEMA), SCHEMA.toString()));
    }

    private static Schema schema() {
        String text = DeskAction.getClassSchema().toString();
        String more = "{\"name\":\"note\",\"type\":[\"null\",\"string\"],\"default\":null}";
        return new SchemaParser()
                .parse(text.substring(0, text.lastIndexOf(']')) + "," + more + "]}")
                .mainSchema();
    }
}
