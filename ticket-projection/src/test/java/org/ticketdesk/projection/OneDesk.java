package org.ticketdesk.projection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One {@link RunningDesk} for all tests that ask for it and leave it running; each takes desks of its own there. */
public final class OneDesk implements ParameterResolver {

    private record Running(Path folder, RunningDesk desk) implements AutoCloseable {
        private static Running start() {
            try {
                Path folder = Files.createTempDirectory("one-desk");
                return new Running(folder, RunningDesk.in(folder));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            desk.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == RunningDesk.class;
    }

    @Override
    public RunningDesk resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(Namespace.create(OneDesk.class))
                .computeIfAbsent(Running.class, type -> Running.start(), Running.class)
                .desk;
    }
}
