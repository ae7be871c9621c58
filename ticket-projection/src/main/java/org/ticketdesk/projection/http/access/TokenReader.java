package org.ticketdesk.projection.http.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads tokens: the signature first, by an algorithm out of a closed list that fits the kind of key (so neither {@code none} nor an
 * HMAC over a public key is ever tried), then the times, the issuer and the audience, then who it is. Thread-safe.
 */
public final class TokenReader {
    private static final Set<JWSAlgorithm> BY_SECRET =
            Set.of(JWSAlgorithm.HS256, JWSAlgorithm.HS384, JWSAlgorithm.HS512);
    private static final Set<JWSAlgorithm> BY_KEYS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);
    /** The types of tokens that are for this: plain ones, and access tokens as RFC 9068 has them. */
    private static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES =
            new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null);

    private static final Duration KEYS_KEPT = Duration.ofMinutes(5);
    private static final Duration KEYS_USED_WITHOUT_ANSWER = Duration.ofHours(4);
    private static final int KEYS_WITHIN_MS = 3_000;
    private static final int KEYS_BYTES = 262_144;

    private static final String OPERATOR = "operator";
    /** What holds as long as the server's key does must be shown again some time. */
    private static final Duration OPERATOR_FOR = Duration.ofDays(1);

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:@-]{1,128}");

    private final TokenForm form;
    private final @Nullable SharedSecret own;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /**
     * Reads the tokens of those that this setting believes.
     *
     * @param access whose tokens are believed; keys of an identity provider are fetched with the first token
     */
    public TokenReader(Access access) {
        this.form = access.form();
        this.own = access instanceof Access.Own its ? its.secret() : null;
        processor.setJWSTypeVerifier(TYPES);
        processor.setJWSKeySelector(
                switch (access) {
                    case Access.Keys keys -> new JWSVerificationKeySelector<>(BY_KEYS, keys(keys.jwks()));
                    case Access.Shared shared -> bySecret(shared.secret());
                    case Access.Own its -> bySecret(its.secret());
                });
        JWTClaimsSet exactly = form.issuer() == null
                ? null
                : new JWTClaimsSet.Builder().issuer(form.issuer()).build();
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(form.audience(), exactly, Set.of("exp"));
        claims.setMaxClockSkew(form.skewSeconds());
        processor.setJWTClaimsSetVerifier(claims);
    }

    private static JWSVerificationKeySelector<SecurityContext> bySecret(SharedSecret secret) {
        return new JWSVerificationKeySelector<>(BY_SECRET, new ImmutableSecret<>(secret.bytes()));
    }

    private static JWKSource<SecurityContext> keys(URI address) {
        return JWKSourceBuilder.create(
                        url(address), new DefaultResourceRetriever(KEYS_WITHIN_MS, KEYS_WITHIN_MS, KEYS_BYTES))
                .cache(KEYS_KEPT.toMillis(), 2L * KEYS_WITHIN_MS)
                .retrying(true)
                .outageTolerant(KEYS_USED_WITHOUT_ANSWER.toMillis())
                .build();
    }

    private static URL url(URI address) {
        try {
            return address.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("The address of the keys is " + address + ", which is none.", e);
        }
    }

    /**
     * Who shows this token.
     *
     * @param token as it was sent, without the word Bearer
     * @throws TokenRefused when it does not hold
     * @throws KeysAwayException when that cannot be said
     */
    public Caller read(String token) throws TokenRefused {
        if (own != null && own.isThat(token)) {
            return new Caller(Role.ADMIN, OPERATOR, Desks.EVERY, Instant.now().plus(OPERATOR_FOR), true);
        }
        JWTClaimsSet claims = verified(token);
        return new Caller(
                role(claims),
                id(claims),
                desks(claims),
                claims.getExpirationTime().toInstant().plusSeconds(form.skewSeconds()),
                false);
    }

    private JWTClaimsSet verified(String token) throws TokenRefused {
        JWT parsed = parsed(token);
        try {
            return processor.process(parsed, null);
        } catch (RateLimitReachedException e) {
            throw new TokenRefused(
                    "The token is signed by a key that is not known, and unknown keys were asked for too often: ask again in a minute.");
        } catch (BadJWTException e) {
            throw new TokenRefused("The token does not hold: " + e.getMessage().replaceFirst("\\.$", "") + ".");
        } catch (KeySourceException e) {
            throw new KeysAwayException(e);
        } catch (BadJOSEException | JOSEException e) {
            throw new TokenRefused("The token is not signed by a key and an algorithm that are accepted here.");
        }
    }

    /** The library meets some texts that are no tokens, a header that is {@code null} for one, with an unchecked exception. */
    private static JWT parsed(String token) throws TokenRefused {
        try {
            return JWTParser.parse(token);
        } catch (ParseException | RuntimeException e) {
            throw new TokenRefused("The token is no JWT.");
        }
    }

    private Role role(JWTClaimsSet claims) throws TokenRefused {
        Object given = claim(claims, form.roleClaim());
        List<Role> roles = (given instanceof Collection<?> many ? many : given == null ? List.of() : List.of(given))
                .stream()
                        .filter(String.class::isInstance)
                        .map(form.roles()::get)
                        .filter(role -> role != null)
                        .distinct()
                        .toList();
        if (roles.size() != 1) {
            throw new TokenRefused("The token's claim " + form.roleClaim() + " names "
                    + (roles.isEmpty() ? "no role" : "several roles") + ", expected one of "
                    + form.roles().keySet().stream().sorted().collect(Collectors.joining(", ")) + ".");
        }
        return roles.getFirst();
    }

    private String id(JWTClaimsSet claims) throws TokenRefused {
        if (claim(claims, form.idClaim()) instanceof String id && ID.matcher(id).matches()) {
            return id;
        }
        throw new TokenRefused("The token's claim " + form.idClaim()
                + " is no id, expected 1 to 128 characters out of ASCII letters, digits and -_.:@.");
    }

    private Desks desks(JWTClaimsSet claims) throws TokenRefused {
        Object given = claim(claims, form.desksClaim());
        if (Desks.ALL.equals(given)) {
            return Desks.EVERY;
        }
        if (given instanceof Collection<?> many && many.stream().allMatch(String.class::isInstance)) {
            Set<String> named = many.stream().map(String.class::cast).collect(Collectors.toSet());
            return named.contains(Desks.ALL) ? Desks.EVERY : Desks.of(named);
        }
        throw new TokenRefused("The token's claim " + form.desksClaim() + " is "
                + (given == null ? "missing" : "no list of desks") + ", expected a list of their ids, or *.");
    }

    private static Object claim(JWTClaimsSet claims, String name) {
        Object whole = claims.getClaim(name);
        if (whole != null || !name.contains(".")) {
            return whole;
        }
        Object found = claims.getClaims();
        for (String part : name.split("\\.")) {
            found = found instanceof Map<?, ?> object ? object.get(part) : null;
        }
        return found;
    }
}
