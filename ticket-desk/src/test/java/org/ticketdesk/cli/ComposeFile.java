package org.ticketdesk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** {@code docker-compose.yml} and the {@code Dockerfile}, as tests read them. */
final class ComposeFile {
    static final Path ROOT = Path.of("..");

    /** What the image gives to every process, {@code ENV} of the Dockerfile. */
    private static final Pattern IN_IMAGE = Pattern.compile("(DESK_[A-Z_]+)=(\\S+)");

    private final JsonNode all;

    private ComposeFile(JsonNode all) {
        this.all = all;
    }

    static ComposeFile read() {
        // SnakeYAML knows merge keys, which Jackson's reader does not.
        return new ComposeFile(new YAMLMapper().valueToTree(new Yaml().load(text("docker-compose.yml"))));
    }

    static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> services() {
        List<String> names = new ArrayList<>();
        all.path("services").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Those that run the image of this project. */
    List<String> desks() {
        return services().stream().filter(name -> service(name).has("build")).toList();
    }

    JsonNode service(String name) {
        return all.path("services").path(name);
    }

    JsonNode top(String name) {
        return all.path(name);
    }

    List<String> list(String service, String name) {
        List<String> texts = new ArrayList<>();
        service(service).path(name).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Its environment alone. */
    Map<String, String> environment(String service) {
        Map<String, String> variables = new LinkedHashMap<>();
        service(service)
                .path("environment")
                .properties()
                .forEach(entry -> variables.put(entry.getKey(), entry.getValue().asText()));
        return variables;
    }

    /** What a process of the image finds in its environment. */
    Map<String, String> environmentInImage(String service) {
        Map<String, String> variables = new LinkedHashMap<>();
        Matcher inImage = IN_IMAGE.matcher(text("Dockerfile"));
        while (inImage.find()) {
            variables.put(inImage.group(1), inImage.group(2));
        }
        variables.putAll(environment(service));
        return variables;
    }
}
