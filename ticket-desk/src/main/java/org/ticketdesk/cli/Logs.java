package org.ticketdesk.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.Optional;
import net.logstash.logback.encoder.LogstashEncoder;
import org.ticketdesk.cli.options.LogOption;

/**
 * The log: warnings and errors, in a file of the data folder unless a container wants them on standard output, as text or as a JSON
 * object a line. A command without a data folder keeps none: what it has to say, it says in its one line. Logback finds this by its
 * service file.
 */
public final class Logs extends ContextAwareBase implements Configurator {
    private static final long MAX_BYTES = 10L * 1024 * 1024;

    private static volatile Path file;
    private static volatile LogOption option = new LogOption();

    /** As Logback makes it. */
    public Logs() {}

    /** Where to log to; to be said before the first word is logged. */
    static void to(Path path) {
        file = path;
    }

    /** As {@link #to(Path)}, in a form and to a place of the operator's choice. */
    static void to(Path path, LogOption wanted) {
        option = wanted;
        file = path;
    }

    /** The file that is logged to, if there is one. */
    static Optional<Path> file() {
        return Optional.ofNullable(option.isToStdout() ? null : file);
    }

    @Override
    public ExecutionStatus configure(LoggerContext logback) {
        Logger root = logback.getLogger(Logger.ROOT_LOGGER_NAME);
        if (file == null) {
            root.setLevel(Level.OFF);
        } else {
            OutputStreamAppender<ILoggingEvent> appender =
                    option.isToStdout() ? new ConsoleAppender<>() : inFile(logback);
            appender.setContext(logback);
            appender.setEncoder(option.isJson() ? json(logback) : text(logback));
            appender.start();
            root.setLevel(Level.WARN);
            root.addAppender(appender);
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Encoder<ILoggingEvent> text(LoggerContext logback) {
        PatternLayoutEncoder lines = new PatternLayoutEncoder();
        lines.setContext(logback);
        lines.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger{1} [%thread] %msg%n");
        lines.start();
        return lines;
    }

    /** What a line is about (desk, ticket, actionId, sequence and so on) stands as fields beside the others. */
    private static Encoder<ILoggingEvent> json(LoggerContext logback) {
        LogstashEncoder lines = new LogstashEncoder();
        lines.setContext(logback);
        lines.setTimeZone("UTC");
        lines.start();
        return lines;
    }

    private static RollingFileAppender<ILoggingEvent> inFile(LoggerContext logback) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(logback);
        appender.setFile(file.toString());
        oneOlderFile(appender, logback);
        return appender;
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
