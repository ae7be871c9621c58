package org.ticketdesk.cli.options;

import java.net.URI;
import java.util.Optional;
import org.ticketdesk.projection.http.access.Access;
import org.ticketdesk.projection.http.access.SharedSecret;
import org.ticketdesk.projection.http.access.TokenForm;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whose tokens a server believes: {@code --jwks-url}, or a secret. One of them must be given. */
public final class AccessOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--jwks-url",
            paramLabel = "URL",
            description =
                    "Where the identity provider publishes its keys (a JWKS), with --jwt-issuer and --jwt-audience."
                            + " Either this or a secret must be given: nobody is let in without a token.")
    private URI jwks;

    @Mixin
    private TokenOption token;

    /** The setting, which has no default. */
    public Access access() {
        Optional<SharedSecret> secret = token.secret();
        if (jwks == null && secret.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Nothing says whose tokens are believed: expected '--jwks-url', '--jwt-secret-file', or"
                            + " DESK_JWT_SECRET in the environment");
        }
        if (jwks != null && secret.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Option '--jwks-url' and a secret exclude each other: tokens are signed by one or the other");
        }
        TokenForm form = token.form();
        if (jwks != null && (form.issuer() == null || form.audience() == null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Option '--jwks-url' needs '--jwt-issuer' and '--jwt-audience': an identity provider signs tokens for"
                            + " other applications with the same keys, and they must not be let in here");
        }
        try {
            return jwks == null ? new Access.Shared(secret.orElseThrow(), form) : new Access.Keys(jwks, form);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--jwks-url': " + e.getMessage(), e);
        }
    }
}
