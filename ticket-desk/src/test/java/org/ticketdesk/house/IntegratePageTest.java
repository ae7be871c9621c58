package org.ticketdesk.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ticketdesk.events.topics.DeskPartition;

/** The code in {@code docs/integrate.md} is that of the examples, which are tested: a block names its file and part. */
class IntegratePageTest {
    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/integrate.md");
    private static final Pattern BLOCK =
            Pattern.compile("(<!-- code: (\\S+)#(\\S+) -->\n```\\w+\n)(.*?)(```\n)", Pattern.DOTALL);

    @Test
    void eachBlockOfCodeIsAPartOfAnExample() throws IOException {
        String page = Files.readString(PAGE);
        String expected = withCode(page);

        if (Boolean.getBoolean("regenerate")) {
            Files.writeString(PAGE, expected);
            page = expected;
        }
        assertThat(page)
                .as("integrate.md; after an example has changed, run the test with -Dregenerate=true")
                .isEqualTo(expected);
    }

    @Test
    void thereIsCodeInBothLanguagesAndNoneOfNoExample() throws IOException {
        String page = Files.readString(PAGE);
        List<MatchResult> blocks = BLOCK.matcher(page).results().toList();

        assertThat(blocks).anyMatch(block -> block.group(2).endsWith(".java"));
        assertThat(blocks).anyMatch(block -> block.group(2).endsWith(".mjs"));
        assertThat(Pattern.compile("(?m)^```(java|js)$").matcher(page).results())
                .hasSameSizeAs(blocks);
    }

    @Test
    void thePartitionsThatItNamesAreThoseOfTheDesks() throws IOException {
        assertThat(DeskPartition.of("support", 12)).isEqualTo(DeskPartition.of("sales", 12));
        assertThat(Files.readString(PAGE))
                .contains("of 12 partitions, `sales` and `support` stand on %d, `billing` on %d."
                        .formatted(DeskPartition.of("sales", 12), DeskPartition.of("billing", 12)));
    }

    private static String withCode(String page) throws IOException {
        StringBuilder written = new StringBuilder();
        Matcher blocks = BLOCK.matcher(page);
        while (blocks.find()) {
            String code = part(ROOT.resolve(blocks.group(2)), blocks.group(3));
            blocks.appendReplacement(written, Matcher.quoteReplacement(blocks.group(1) + code + blocks.group(5)));
        }
        return blocks.appendTail(written).toString();
    }

    private static String part(Path file, String name) throws IOException {
        List<String> lines = Files.readAllLines(file);
        int begin = at(lines, "// tag::" + name + "[]");
        int end = at(lines, "// end::" + name + "[]");
        assertThat(begin).as("tag::%s[] in %s", name, file).isNotNegative();
        assertThat(end).as("end::%s[] in %s", name, file).isGreaterThan(begin);
        return String.join("\n", lines.subList(begin + 1, end)).stripIndent() + "\n";
    }

    private static int at(List<String> lines, String mark) {
        return lines.stream().map(String::strip).toList().indexOf(mark);
    }
}
