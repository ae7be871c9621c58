package org.ticketdesk.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.puppycrawl.tools.checkstyle.Checker;
import com.puppycrawl.tools.checkstyle.ConfigurationLoader;
import com.puppycrawl.tools.checkstyle.PropertiesExpander;
import com.puppycrawl.tools.checkstyle.api.AuditEvent;
import com.puppycrawl.tools.checkstyle.api.AuditListener;
import com.puppycrawl.tools.checkstyle.api.CheckstyleException;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The style checks bite: each finds its example in {@code src/style/violations}. */
class StyleTest {
    private static final File STYLE = new File("../src/style");

    @ParameterizedTest
    @CsvSource({
        "ColonSwitch, MatchXpath",
        "EmptyCatch, EmptyCatchBlock",
        "UndocumentedType, MissingJavadocType",
        "UndocumentedMethod, MissingJavadocMethod",
        "StarImport, AvoidStarImport",
        "UnusedImport, UnusedImports"
    })
    void aViolationIsFound(String example, String check) throws CheckstyleException {
        assertThat(found(new File(STYLE, "violations/" + example + ".java")))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(source).contains(check));
    }

    private static List<String> found(File file) throws CheckstyleException {
        Collecting found = new Collecting();
        Checker checker = new Checker();
        checker.setModuleClassLoader(Checker.class.getClassLoader());
        checker.configure(ConfigurationLoader.loadConfiguration(
                new File(STYLE, "checkstyle.xml").getPath(), new PropertiesExpander(new Properties())));
        checker.addListener(found);
        checker.process(List.of(file));
        checker.destroy();
        return found.sources;
    }

    private static final class Collecting implements AuditListener {
        private final List<String> sources = new ArrayList<>();

        @Override
        public void addError(AuditEvent event) {
            sources.add(event.getSourceName());
        }

        @Override
        public void addException(AuditEvent event, Throwable error) {
            throw new AssertionError(event.getFileName(), error);
        }

        @Override
        public void auditStarted(AuditEvent event) {
            assertThat(sources).isEmpty();
        }

        @Override
        public void auditFinished(AuditEvent event) {
            assertThat(event).isNotNull();
        }

        @Override
        public void fileStarted(AuditEvent event) {
            assertThat(event).isNotNull();
        }

        @Override
        public void fileFinished(AuditEvent event) {
            assertThat(event).isNotNull();
        }
    }
}
