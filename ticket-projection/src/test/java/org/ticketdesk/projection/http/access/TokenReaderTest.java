package org.ticketdesk.projection.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenReaderTest {
    private static final SharedSecret SECRET = SharedSecret.of(SharedSecret.random());
    private static final TokenForm FORM = TokenForm.USUAL.from("https://id.example", "desk");
    private static final TokenReader READER = new TokenReader(new Access.Shared(SECRET, FORM));
    private static final TokenMaker MAKER = new TokenMaker(SECRET, FORM);

    @Test
    void a_token_says_who_somebody_is_at_which_desks_and_until_when() throws TokenRefused {
        Instant until = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS);

        Caller caller =
                READER.read(MAKER.token(new Caller(Role.AGENT, "bob", Desks.of(Set.of("sales")), until, false)));

        assertThat(caller)
                .isEqualTo(new Caller(
                        Role.AGENT, "bob", Desks.of(Set.of("sales")), until.plusSeconds(FORM.skewSeconds()), false));
    }

    @Test
    void a_token_may_be_for_every_desk() throws TokenRefused {
        Caller caller = READER.read(MAKER.token(Role.DASHBOARD, "wall", Desks.EVERY, Duration.ofHours(1)));

        assertThat(caller.desks().has("any")).isTrue();
    }

    static Stream<Arguments> tokensThatDoNotHold() throws JOSEException {
        return Stream.of(
                Arguments.of("", "is no JWT"),
                Arguments.of("nonsense", "is no JWT"),
                Arguments.of("a.b.c", "is no JWT"),
                Arguments.of("bnVsbA.AAAA.AAAA", "is no JWT"),
                Arguments.of(signed(claims -> claims.expirationTime(ago(120))), "Expired JWT"),
                Arguments.of(signed(claims -> claims.expirationTime(null)), "missing required claims: [exp]"),
                Arguments.of(signed(claims -> claims.notBeforeTime(ago(-120))), "JWT before use time"),
                Arguments.of(signed(claims -> claims.issuer("https://evil.example")), "iss claim"),
                Arguments.of(signed(claims -> claims.issuer(null)), "iss"),
                Arguments.of(signed(claims -> claims.audience("another")), "aud claim"),
                Arguments.of(signed(claims -> claims.audience((String) null)), "aud claim"),
                Arguments.of(signed(claims -> claims.claim("role", "KING")), "claim role names no role"),
                Arguments.of(signed(claims -> claims.claim("role", null)), "claim role names no role"),
                Arguments.of(signed(claims -> claims.claim("role", "SYSTEM")), "claim role names no role"),
                Arguments.of(
                        signed(claims -> claims.claim("role", List.of("AGENT", "ADMIN"))),
                        "claim role names several roles"),
                Arguments.of(signed(claims -> claims.subject("b b")), "claim sub is no id"),
                Arguments.of(signed(claims -> claims.subject(null)), "claim sub is no id"),
                Arguments.of(signed(claims -> claims.claim("desks", null)), "claim desks is missing"),
                Arguments.of(signed(claims -> claims.claim("desks", "sales")), "claim desks is no list"),
                Arguments.of(signed(claims -> claims.claim("desks", List.of(1))), "claim desks is no list"),
                Arguments.of(
                        new TokenMaker(SharedSecret.of(SharedSecret.random()), FORM)
                                .token(Role.ADMIN, "eve", Desks.EVERY, Duration.ofHours(1)),
                        "not signed by a key"),
                Arguments.of(
                        new PlainJWT(claims(claims -> claims)).serialize(), "not signed by a key and an algorithm"));
    }

    @ParameterizedTest
    @MethodSource("tokensThatDoNotHold")
    void a_token_that_does_not_hold_is_refused_with_what_is_wrong(String token, String why) {
        assertThatThrownBy(() -> READER.read(token))
                .isInstanceOf(TokenRefused.class)
                .hasMessageContaining(why);
    }

    @Test
    void a_token_that_one_character_was_changed_of_is_refused() {
        String token = MAKER.token(Role.CUSTOMER, "cora", Desks.EVERY, Duration.ofHours(1));
        int middle = token.indexOf('.') + 12;
        String forged =
                token.substring(0, middle) + (token.charAt(middle) == 'A' ? 'B' : 'A') + token.substring(middle + 1);

        assertThatThrownBy(() -> READER.read(forged)).isInstanceOf(TokenRefused.class);
    }

    @Test
    void clocks_may_differ_a_little() throws Exception {
        assertThat(READER.read(signed(claims -> claims.expirationTime(ago(5)))).id())
                .isEqualTo("bob");
    }

    @Test
    void the_names_of_claims_and_roles_are_the_identity_provider_s() throws Exception {
        TokenForm keycloaks = new TokenForm(
                null,
                null,
                "preferred_username",
                "realm_access.roles",
                "desk_ids",
                Map.of("support-agent", Role.AGENT, "support-lead", Role.ADMIN),
                30);
        String token = signed(claims -> claims.claim("preferred_username", "bob")
                .claim("realm_access", Map.of("roles", List.of("offline_access", "support-agent")))
                .claim("desk_ids", List.of("sales", "care")));

        Caller caller = new TokenReader(new Access.Shared(SECRET, keycloaks)).read(token);

        assertThat(caller.role()).isEqualTo(Role.AGENT);
        assertThat(caller.desks()).isEqualTo(Desks.of(Set.of("sales", "care")));
    }

    @Test
    void whoever_shows_the_key_that_a_process_made_for_itself_runs_it() throws TokenRefused {
        String key = SharedSecret.random();
        SharedSecret own = SharedSecret.of(key);
        TokenReader reader = new TokenReader(new Access.Own(own));

        Caller operator = reader.read(key);
        Caller other = reader.read(
                new TokenMaker(own, TokenForm.USUAL).token(Role.ADMIN, "operator", Desks.EVERY, Duration.ofHours(1)));

        assertThat(operator.isOperator()).isTrue();
        assertThat(operator.role()).isEqualTo(Role.ADMIN);
        assertThat(other.isOperator()).isFalse();
    }

    @Test
    void a_secret_that_is_shared_is_no_token() {
        String key = SharedSecret.random();
        TokenReader reader = new TokenReader(new Access.Shared(SharedSecret.of(key), TokenForm.USUAL));

        assertThatThrownBy(() -> reader.read(key))
                .isInstanceOf(TokenRefused.class)
                .hasMessageNotContaining(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "thirty-one bytes are not enough"})
    void a_secret_that_is_too_short_is_none(String text) {
        assertThatThrownBy(() -> SharedSecret.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has " + text.length() + " bytes, expected at least 32")
                .hasMessageNotContaining("short");
    }

    @Test
    void a_secret_is_never_printed() {
        assertThat(new Access.Shared(SharedSecret.of("0123456789abcdef0123456789abcdef"), FORM).toString())
                .doesNotContain("0123");
    }

    private static Date ago(int seconds) {
        return Date.from(Instant.now().minusSeconds(seconds));
    }

    private static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer("https://id.example")
                        .audience("desk")
                        .subject("bob")
                        .claim("role", "AGENT")
                        .claim("desks", "*")
                        .expirationTime(ago(-60)))
                .build();
    }

    private static String signed(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims(change));
        token.sign(new MACSigner(SECRET.bytes()));
        return token.serialize();
    }
}
