package org.ticketdesk.projection.http.access;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What stands where in a token. Dots in the name of a claim lead into objects, as in {@code realm_access.roles}, where no claim has
 * the whole name.
 *
 * @param issuer what {@code iss} must be; null for anything
 * @param audience what must be in {@code aud}; null for anything
 * @param idClaim the claim with the person's id
 * @param roleClaim the claim with the role: a text, or a list in which one role is
 * @param desksClaim the claim with the desks: a list of ids, or {@code *}
 * @param roles which role each name in the claim stands for; other names stand for none
 * @param skewSeconds by how much clocks may differ, in seconds
 */
public record TokenForm(
        @Nullable String issuer,
        @Nullable String audience,
        String idClaim,
        String roleClaim,
        String desksClaim,
        Map<String, Role> roles,
        int skewSeconds) {

    /** The claims {@code sub}, {@code role} and {@code desks}, roles by their own names, any issuer and audience. */
    public static final TokenForm USUAL = new TokenForm(
            null,
            null,
            "sub",
            "role",
            "desks",
            Stream.of(Role.values()).collect(Collectors.toMap(Role::name, role -> role)),
            30);

    /** Checks each; the message names the one at fault. */
    public TokenForm {
        Map.of("idClaim", idClaim, "roleClaim", roleClaim, "desksClaim", desksClaim)
                .forEach((name, claim) -> {
                    if (claim.isBlank()) {
                        throw new IllegalArgumentException(
                                "Setting " + name + " is blank; expected the name of a claim.");
                    }
                });
        if (skewSeconds < 0 || skewSeconds > 600) {
            throw new IllegalArgumentException(
                    "Setting skewSeconds is " + skewSeconds + "; expected a whole number from 0 to 600.");
        }
        roles = Map.copyOf(new TreeMap<>(roles));
    }

    /** This form, for tokens of one issuer and audience; null for any. */
    public TokenForm from(@Nullable String one, @Nullable String forWhom) {
        return new TokenForm(one, forWhom, idClaim, roleClaim, desksClaim, roles, skewSeconds);
    }

    /** This form, with clocks that may differ by this, in seconds. */
    public TokenForm withSkewSeconds(int seconds) {
        return new TokenForm(issuer, audience, idClaim, roleClaim, desksClaim, roles, seconds);
    }
}
