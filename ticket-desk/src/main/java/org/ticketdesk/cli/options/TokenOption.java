package org.ticketdesk.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ticketdesk.cli.settings.Secret;
import org.ticketdesk.projection.http.access.Role;
import org.ticketdesk.projection.http.access.SharedSecret;
import org.ticketdesk.projection.http.access.TokenForm;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What stands in tokens, and the secret that they are signed with, where it is one: by the environment or a file, never typed. */
public final class TokenOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--jwt-secret",
            hidden = true,
            paramLabel = "SECRET",
            description = "What tokens are signed with (HS256), of at least 32 bytes.")
    private Secret secret;

    @Option(
            names = "--jwt-secret-file",
            paramLabel = "FILE",
            description = "A file with the secret that tokens are signed with (HS256), of at least 32 bytes. Default:"
                    + " what the variable DESK_JWT_SECRET says")
    private Path secretFile;

    @Option(names = "--jwt-issuer", paramLabel = "ISS", description = "Who made the tokens: their claim iss.")
    private String issuer;

    @Option(names = "--jwt-audience", paramLabel = "AUD", description = "For whom they are: their claim aud.")
    private String audience;

    @Option(
            names = "--jwt-id-claim",
            paramLabel = "CLAIM",
            defaultValue = "sub",
            description = "The claim with the person's id. Default: ${DEFAULT-VALUE}")
    private String idClaim;

    @Option(
            names = "--jwt-role-claim",
            paramLabel = "CLAIM",
            defaultValue = "role",
            description = "The claim with the role, also within objects, as realm_access.roles. Default:"
                    + " ${DEFAULT-VALUE}")
    private String roleClaim;

    @Option(
            names = "--jwt-desks-claim",
            paramLabel = "CLAIM",
            defaultValue = "desks",
            description = "The claim with the list of desks, or *. Default: ${DEFAULT-VALUE}")
    private String desksClaim;

    @Option(
            names = "--jwt-role",
            split = ",",
            paramLabel = "NAME=ROLE",
            description = "What a name in that claim stands for: CUSTOMER, AGENT, ADMIN or DASHBOARD; several with"
                    + " commas between. Default: each by its own name")
    private Map<String, Role> roles = new HashMap<>();

    /** What stands where. */
    public TokenForm form() {
        try {
            return new TokenForm(
                    issuer,
                    audience,
                    idClaim,
                    roleClaim,
                    desksClaim,
                    roles.isEmpty() ? TokenForm.USUAL.roles() : roles,
                    TokenForm.USUAL.skewSeconds());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** The secret; empty when none was given. */
    public Optional<SharedSecret> secret() {
        String text = secretFile != null ? read(secretFile) : secret != null ? secret.value() : null;
        try {
            return Optional.ofNullable(text).map(SharedSecret::of);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    (secretFile == null ? "Setting jwt-secret" : "The file " + secretFile) + ": " + e.getMessage(),
                    e);
        }
    }

    private String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '--jwt-secret-file': '" + file + "' is no file that can be read",
                    e);
        }
    }
}
