package org.ticketdesk.projection.http.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** Makes tokens with a shared secret (HS256). Thread-safe. */
public final class TokenMaker {
    private final SharedSecret secret;
    private final TokenForm form;

    /**
     * Makes tokens.
     *
     * @param secret what they are signed with
     * @param form what stands where in them; dots in a claim's name are nothing special here
     */
    public TokenMaker(SharedSecret secret, TokenForm form) {
        this.secret = secret;
        this.form = form;
    }

    /**
     * A token that lasts for a while from now on.
     *
     * @param role what they are
     * @param id who they are
     * @param desks at which desks
     * @param life how long, to the second
     */
    public String token(Role role, String id, Desks desks, Duration life) {
        return token(new Caller(role, id, desks, Instant.now().plus(life), false));
    }

    /** The token of this caller. */
    public String token(Caller caller) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .claim(form.idClaim(), caller.id())
                .claim(form.roleClaim(), name(caller.role()))
                .claim(
                        form.desksClaim(),
                        caller.desks().isEvery()
                                ? Desks.ALL
                                : caller.desks().named().stream().sorted().toList())
                .issuer(form.issuer())
                .audience(form.audience())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(caller.until()))
                .jwtID(UUID.randomUUID().toString());
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(JOSEObjectType.JWT)
                        .build(),
                claims.build());
        try {
            token.sign(new MACSigner(secret.bytes()));
        } catch (JOSEException e) {
            throw new IllegalStateException("A token could not be signed", e);
        }
        return token.serialize();
    }

    private String name(Role role) {
        return form.roles().entrySet().stream()
                .filter(named -> named.getValue() == role)
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No name stands for the role " + role + "."));
    }
}
