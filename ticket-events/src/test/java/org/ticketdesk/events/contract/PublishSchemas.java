package org.ticketdesk.events.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code bin/publish-schemas} runs: keeps each current schema that is not the newest published one. */
public final class PublishSchemas {

    private PublishSchemas() {}

    /** Writes to the folder given. */
    public static void main(String[] args) throws IOException {
        var folder = Path.of(args[0]);
        for (var schema : CurrentSchemas.all()) {
            var home = Files.createDirectories(folder.resolve(schema.getName()));
            var fingerprint = Fingerprint.of(schema);
            var known = list(home);
            var name = known.stream()
                    .filter(file -> file.endsWith("-" + fingerprint + ".avsc"))
                    .findFirst()
                    .orElse((known.size() + 1) + "-" + fingerprint + ".avsc");
            Files.writeString(home.resolve(name), CurrentSchemas.text(schema));
        }
        Files.writeString(folder.resolve("index.txt"), index(folder));
    }

    /** The published schemas' paths, in the order in which they were published. */
    static String index(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            var records = files.filter(Files::isDirectory).sorted().toList();
            var index = new StringBuilder();
            for (var record : records) {
                list(record)
                        .forEach(file -> index.append(record.getFileName())
                                .append('/')
                                .append(file)
                                .append('\n'));
            }
            return index.toString();
        }
    }

    private static List<String> list(Path record) throws IOException {
        try (var files = Files.list(record)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".avsc"))
                    .sorted((a, b) -> Integer.compare(number(a), number(b)))
                    .collect(Collectors.toList());
        }
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(0, name.indexOf('-')));
    }
}
