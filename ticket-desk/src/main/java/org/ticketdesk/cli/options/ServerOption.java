package org.ticketdesk.cli.options;

import java.net.URI;
import java.util.Map;
import org.ticketdesk.cli.ask.DeskHttp;
import org.ticketdesk.cli.ask.DeskHttp.NotUnderstood;
import org.ticketdesk.cli.settings.Configurable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What every command that asks a desk's HTTP interface takes: which desk, where, and in what form to print it. */
public final class ServerOption {
    /** Where {@code desk up} serves HTTP when nothing else is said. */
    public static final int DEFAULT_PORT = 8080;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DESK", description = "The desk.")
    private String desk;

    @Option(names = "--json", description = "Print the answer as JSON, a list with one item on a line.")
    private boolean json;

    @Mixin
    private OwnTokenOption token;

    private URI url = URI.create("http://127.0.0.1:" + DEFAULT_PORT);

    @Configurable
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the desk serves HTTP. Default: http://127.0.0.1:" + DEFAULT_PORT
                    + ", where `desk up` serves.")
    void url(String value) {
        try {
            url = URI.create(value);
        } catch (IllegalArgumentException e) {
            throw notAnAddress(value);
        }
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw notAnAddress(value);
        }
    }

    private ParameterException notAnAddress(String value) {
        return new ParameterException(
                spec.commandLine(),
                "Invalid value for option '--url': '" + value + "' is no address such as http://127.0.0.1:8080");
    }

    /** The desk that is asked about. */
    public String desk() {
        return desk;
    }

    /** Whether programs read what is printed. */
    public boolean asJson() {
        return json;
    }

    /** Asks, and prints the answer. */
    public Integer ask(Map<String, String> parameters, Question question) {
        try {
            question.ask(new DeskHttp(url, token.token(url).orElse(null)), parameters);
        } catch (NotUnderstood e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** What is asked. */
    @FunctionalInterface
    public interface Question {
        /** Asks a server, with the parameters of the request, and shows the answer. */
        void ask(DeskHttp desk, Map<String, String> parameters);
    }
}
