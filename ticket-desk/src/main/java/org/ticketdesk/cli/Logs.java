package org.ticketdesk.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The log: warnings and errors, in a file of the data folder, never on the terminal. A command without a data folder keeps none:
 * what it has to say, it says in its one line. Logback finds this by its service file.
 */
public final class Logs extends ContextAwareBase implements Configurator {
    private static final long MAX_BYTES = 10L * 1024 * 1024;

    private static volatile Path file;

    /** As Logback makes it. */
    public Logs() {}

    /** Where to log to; to be said before the first word is logged. */
    static void to(Path path) {
        file = path;
    }

    /** Where is logged to, if anywhere. */
    static Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    @Override
    public ExecutionStatus configure(LoggerContext logback) {
        Logger root = logback.getLogger(Logger.ROOT_LOGGER_NAME);
        if (file == null) {
            root.setLevel(Level.OFF);
        } else {
            PatternLayoutEncoder lines = new PatternLayoutEncoder();
            lines.setContext(logback);
            lines.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger{1} [%thread] %msg%n");
            lines.start();
            RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
            appender.setContext(logback);
            appender.setFile(file.toString());
            appender.setEncoder(lines);
            oneOlderFile(appender, logback);
            appender.start();
            root.setLevel(Level.WARN);
            root.addAppender(appender);
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static void oneOlderFile(RollingFileAppender<ILoggingEvent> appender, LoggerContext logback) {
        FixedWindowRollingPolicy names = new FixedWindowRollingPolicy();
        names.setContext(logback);
        names.setParent(appender);
        names.setFileNamePattern(file + ".%i");
        names.setMaxIndex(1);
        names.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(logback);
        size.setMaxFileSize(new FileSize(MAX_BYTES));
        size.start();
        appender.setRollingPolicy(names);
        appender.setTriggeringPolicy(size);
    }
}
