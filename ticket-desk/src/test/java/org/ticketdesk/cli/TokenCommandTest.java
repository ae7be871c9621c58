package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.projection.http.access.Access;
import org.ticketdesk.projection.http.access.Caller;
import org.ticketdesk.projection.http.access.Desks;
import org.ticketdesk.projection.http.access.Role;
import org.ticketdesk.projection.http.access.SharedSecret;
import org.ticketdesk.projection.http.access.TokenForm;
import org.ticketdesk.projection.http.access.TokenReader;
import org.ticketdesk.projection.http.access.TokenRefused;

class TokenCommandTest {
    private static final String SECRET = SharedSecret.random();

    @TempDir
    private Path folder;

    @Test
    void aTokenIsThatOfThePersonAtTheDesksThatWereNamed() throws IOException, TokenRefused {
        Typed typed = token("--role", "AGENT", "--id", "bob", "--desks", "sales,care", "--for", "1h");

        assertThat(typed.exitCode()).as(typed.err()).isZero();
        Caller caller = new TokenReader(new Access.Shared(SharedSecret.of(SECRET), TokenForm.USUAL))
                .read(typed.out().strip());
        assertThat(caller.role()).isEqualTo(Role.AGENT);
        assertThat(caller.id()).isEqualTo("bob");
        assertThat(caller.desks()).isEqualTo(Desks.of(Set.of("sales", "care")));
    }

    @Test
    void whatStandsInATokenIsAsTheOptionsSay() throws IOException, TokenRefused {
        Typed typed = token(
                "--role",
                "DASHBOARD",
                "--id",
                "wall",
                "--desks",
                "*",
                "--jwt-issuer",
                "https://id.example",
                "--jwt-role-claim",
                "kind",
                "--jwt-role",
                "screen=DASHBOARD");

        TokenForm form =
                new TokenForm("https://id.example", null, "sub", "kind", "desks", Map.of("screen", Role.DASHBOARD), 30);
        Caller caller = new TokenReader(new Access.Shared(SharedSecret.of(SECRET), form))
                .read(typed.out().strip());
        assertThat(caller.role()).isEqualTo(Role.DASHBOARD);
        assertThat(caller.desks().isEvery()).isTrue();
    }

    @Test
    void aSecretThatIsTooShortIsRefusedAndNotTold() throws IOException {
        Path file = Files.writeString(folder.resolve("short"), "hunter2");

        Typed typed = Typed.desk(
                "token", "--role", "ADMIN", "--id", "ada", "--desks", "*", "--jwt-secret-file", file.toString());

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("has 7 bytes, expected at least 32").doesNotContain("hunter2");
    }

    private Typed token(String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), SECRET + "\n");
        String[] all = new String[options.length + 3];
        all[0] = "token";
        all[1] = "--jwt-secret-file";
        all[2] = file.toString();
        System.arraycopy(options, 0, all, 3, options.length);
        return Typed.desk(all);
    }
}
