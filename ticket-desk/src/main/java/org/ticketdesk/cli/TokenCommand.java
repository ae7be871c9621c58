package org.ticketdesk.cli;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.ticketdesk.cli.options.IdConverter;
import org.ticketdesk.cli.options.SettingsOption;
import org.ticketdesk.cli.options.TokenOption;
import org.ticketdesk.projection.http.access.Desks;
import org.ticketdesk.projection.http.access.Role;
import org.ticketdesk.projection.http.access.SharedSecret;
import org.ticketdesk.projection.http.access.TokenMaker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code desk token}: a token of somebody, for a desk whose tokens are signed with a secret. */
@Command(
        name = "token",
        description = {
            "Makes a token with the secret of a desk, and prints it.",
            "",
            "Whoever has it is that person at those desks until it is over. The options that say what stands in a token must be"
                    + " those of `desk projection`."
        })
final class TokenCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private TokenOption form;

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = "What they are: ${COMPLETION-CANDIDATES}")
    private Role role;

    @Option(
            names = "--id",
            required = true,
            paramLabel = "ID",
            converter = IdConverter.class,
            description = "Who they are: the id of an agent, a customer, an admin or a dashboard")
    private String id;

    @Option(
            names = "--desks",
            required = true,
            split = ",",
            paramLabel = "DESK",
            description = "At which desks, by their ids with commas between; * for every one")
    private Set<String> desks = new TreeSet<>();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "8h",
            converter = SettingsOption.Length.class,
            description = "How long it lasts. Default: ${DEFAULT-VALUE}")
    private Duration life;

    @Override
    public Integer call() {
        SharedSecret secret = form.secret()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "No secret to sign with: expected '--jwt-secret-file', or DESK_JWT_SECRET in the environment"));
        try {
            spec.commandLine().getOut().println(new TokenMaker(secret, form.form()).token(role, id, desks(), life));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        spec.commandLine().getOut().flush();
        return 0;
    }

    private Desks desks() {
        if (desks.contains("*")) {
            return Desks.EVERY;
        }
        IdConverter ids = new IdConverter();
        desks.forEach(ids::convert);
        return Desks.of(desks);
    }
}
