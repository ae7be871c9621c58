package org.ticketdesk.events.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.ticketdesk.events.Samples;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.json.JsonForm;

/**
 * What {@code bin/publish-schemas} runs: keeps each current schema that was not published yet, with records written by it, in hex
 * and in JSON. Of a schema that was, only the documentation is brought up to date. The contract's page is written anew.
 */
public final class PublishSchemas {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PublishSchemas() {}

    /** Writes to the folder, and the page, given. */
    public static void main(String[] args) throws IOException {
        var folder = Path.of(args[0]);
        for (var schema : CurrentSchemas.all()) {
            publish(schema, Files.createDirectories(folder.resolve(schema.getName())));
        }
        Files.writeString(folder.resolve("index.txt"), index(folder));
        Files.writeString(Path.of(args[1]), ContractPage.of(CurrentSchemas.all()));
    }

    private static void publish(Schema schema, Path home) throws IOException {
        var known = schemas(home);
        var fingerprint = Fingerprint.of(schema);
        var text = CurrentSchemas.text(schema);
        var same = known.stream()
                .filter(file -> file.endsWith("-" + fingerprint + ".avsc"))
                .findFirst();
        if (same.isPresent()) {
            var file = home.resolve(same.get());
            if (!withoutDocs(Files.readString(file)).equals(withoutDocs(text))) {
                throw new IllegalStateException(
                        file + " was published with other defaults, logical types or properties,"
                                + " which a fingerprint does not tell apart. Put them back, or change a name or a type too.");
            }
            Files.writeString(file, text);
        } else {
            var name = (known.size() + 1) + "-" + fingerprint;
            Files.writeString(home.resolve(name + ".avsc"), text);
            Files.writeString(home.resolve(name + ".samples"), samples(schema.getName()));
        }
    }

    private static String samples(String record) {
        var lines = new StringBuilder();
        for (SpecificRecord sample : Samples.of(record)) {
            lines.append(HexFormat.of().formatHex(encode(sample))).append('\n');
            lines.append(JsonForm.write(sample)).append('\n');
        }
        return lines.toString();
    }

    private static <T extends SpecificRecord> byte[] encode(T sample) {
        @SuppressWarnings("unchecked")
        var codec = (Codec<T>) CurrentSchemas.codec(sample.getSchema().getName());
        return codec.encode(sample);
    }

    private static JsonNode withoutDocs(String text) throws IOException {
        var tree = JSON.readTree(text);
        tree.findParents("doc").forEach(node -> ((ObjectNode) node).remove("doc"));
        return tree;
    }

    /** The published schemas' paths, in the order in which they were published. */
    static String index(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            var index = new StringBuilder();
            for (var record : files.filter(Files::isDirectory).sorted().toList()) {
                for (var file : schemas(record)) {
                    index.append(record.getFileName()).append('/').append(file).append('\n');
                }
            }
            return index.toString();
        }
    }

    private static List<String> schemas(Path record) throws IOException {
        try (var files = Files.list(record)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".avsc"))
                    .sorted(Comparator.comparingInt(name -> Integer.parseInt(name.substring(0, name.indexOf('-')))))
                    .toList();
        }
    }
}
