package org.ticketdesk.cli.options;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ticketdesk.core.journey.Action;
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.events.json.WellFormed;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The settings of a desk, each as an option. */
public final class SettingsOption {
    private static final String TIMES = " such as 30s, 5m, 24h or 7d, or off";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--idle-after",
            paramLabel = "TIME",
            converter = Clock.class,
            description = "How long a customer is silent before an Active ticket goes Idle," + TIMES)
    private Long idleAfter;

    @Option(
            names = "--close-idle-after",
            paramLabel = "TIME",
            converter = Clock.class,
            description = "How long a ticket is Idle before it is closed")
    private Long closeIdleAfter;

    @Option(
            names = "--in-progress-to-pending-after",
            paramLabel = "TIME",
            converter = Clock.class,
            description = "How long a ticket is In Progress before it returns to Pending")
    private Long inProgressToPendingAfter;

    @Option(
            names = "--default-capacity",
            paramLabel = "N",
            description = "How many Active tickets an agent without a capacity of their own may be routed")
    private Integer defaultCapacity;

    /** What is asked; null fields were not given. */
    public Action.ConfigureDesk asked() {
        if (defaultCapacity != null && (defaultCapacity < 1 || defaultCapacity > WellFormed.MAX_CAPACITY)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '--default-capacity': " + defaultCapacity + " is not from 1 to "
                            + WellFormed.MAX_CAPACITY);
        }
        return new Action.ConfigureDesk(idleAfter, closeIdleAfter, inProgressToPendingAfter, defaultCapacity);
    }

    /** A length of time: a whole number with its unit; a year at most. */
    public static final class Length implements ITypeConverter<Duration> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
        private static final Duration LONGEST = Duration.ofDays(365);

        @Override
        public Duration convert(String value) {
            Matcher form = FORM.matcher(value);
            if (!form.matches()) {
                throw new TypeConversionException("'" + value + "' is no time such as 30s, 5m, 24h or 7d");
            }
            long number = Long.parseLong(form.group(1));
            Duration length = switch (form.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
            if (length.compareTo(LONGEST) > 0) {
                throw new TypeConversionException("'" + value + "' is more than 365d");
            }
            return length;
        }
    }

    /** A setting's time in milliseconds: a length within what a desk takes, or off. */
    static final class Clock implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            if (value.equals("off")) {
                return Settings.OFF;
            }
            if (!Length.FORM.matcher(value).matches()) {
                throw new TypeConversionException("'" + value + "' is no time" + TIMES);
            }
            long ms = new Length().convert(value).toMillis();
            if (ms < WellFormed.MIN_DURATION_MS || ms > WellFormed.MAX_DURATION_MS) {
                throw new TypeConversionException("'" + value + "' is not from 1s to 7d");
            }
            return ms;
        }
    }
}
