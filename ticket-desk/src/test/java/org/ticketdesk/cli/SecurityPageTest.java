package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ticketdesk.events.access.Grant;
import org.ticketdesk.events.access.Party;

/** The page about security says what the code says, names tests that there are, and shows settings that work. */
class SecurityPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/security.md");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

    @Test
    void theTableOfGrantsAndTheCallsAreThoseOfTheCode() throws IOException {
        String page = Files.readString(PAGE);
        String generated = with(with(page, "the grants", grants()), "the calls", calls());
        if (Boolean.getBoolean("regenerate")) {
            Files.writeString(PAGE, generated);
        }

        assertThat(generated)
                .as("docs/security.md is out of date: run this test with -Dregenerate=true, and commit what it writes")
                .isEqualTo(Files.readString(PAGE));
    }

    @Test
    void everyTestThatThePageNamesIsThere() throws IOException {
        Map<String, String> tests = tests();
        Matcher named = TEST.matcher(Files.readString(PAGE));
        List<String> missing = new ArrayList<>();
        int found = 0;
        while (named.find()) {
            found++;
            if (!isThere(tests, named.group(1), named.group(2))) {
                missing.add(named.group());
            }
        }

        assertThat(found).isGreaterThan(20);
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"SecurityPageTest, nobodyWroteThis", "NobodyWroteThisTest, it"})
    void aTestThatIsNotThereIsFound(String type, String method) {
        assertThat(isThere(tests(), type, method)).isFalse();
    }

    @Test
    void theFileOfAClientWorksAsItStandsInThePage(@TempDir Path folder) throws IOException {
        try (SecuredCluster cluster = SecuredCluster.start(folder)) {
            Path file = Files.createFile(
                    folder.resolve("client.properties"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    file,
                    clientFile()
                            .replace("kafka.example.org:9093", cluster.bootstrap())
                            .replace(
                                    "username=\"processor\" password=\"…\"",
                                    "username=\"root\" password=\"secret-of-root\"")
                            .replace(
                                    "/etc/desk/kafka-ca.pem",
                                    cluster.client("root").get("ssl.truststore.location")));

            Typed typed = Typed.desk("topics", "create", "--partitions", "1", "--config", file.toString());

            assertThat(typed.err()).isEmpty();
            assertThat(typed.out()).isEqualTo("The topics are there, with 1 partitions.\n");
        }
    }

    private static String clientFile() throws IOException {
        return Pattern.compile("```properties\\n(bootstrap=.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining());
    }

    private static String with(String page, String part, String text) {
        String begin = "<!-- generated: " + part + " -->\n";
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf("<!-- end -->", from);
        assertThat(from).as(begin).isGreaterThan(begin.length());
        return page.substring(0, from) + text + page.substring(to);
    }

    private static String grants() {
        return Stream.of(Party.values())
                .map(party -> "| " + party.label() + " | " + party.task() + " | "
                        + party.grants(Party.APPLICATION_ID).stream()
                                .collect(Collectors.groupingBy(
                                        Grant::operations,
                                        LinkedHashMap::new,
                                        Collectors.mapping(
                                                grant -> "`" + grant.resource() + "`", Collectors.joining(", "))))
                                .entrySet()
                                .stream()
                                .map(group -> words(group.getKey()) + ": " + group.getValue())
                                .collect(Collectors.joining("<br>"))
                        + " |\n")
                .collect(Collectors.joining("", "| party | what it does | what it is granted |\n|---|---|---|\n", ""));
    }

    private static String words(Set<AclOperation> operations) {
        return operations.stream().map(Enum::name).collect(Collectors.joining(", "));
    }

    private static String calls() {
        Typed typed = Typed.desk("topics", "acls", "--bootstrap", "kafka.example.org:9093");
        assertThat(typed.exitCode()).isZero();
        return "```sh\n" + typed.out() + "```\n";
    }

    private static boolean isThere(Map<String, String> tests, String type, String method) {
        return tests.containsKey(type) && (method == null || tests.get(type).contains("void " + method + "("));
    }

    /** The source of each test, by the name of its class. */
    private static Map<String, String> tests() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().contains("src/test/java")
                            && file.getFileName().toString().endsWith("Test.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            SecurityPageTest::text,
                            (one, other) -> one + other));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
