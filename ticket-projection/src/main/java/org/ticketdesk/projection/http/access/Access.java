package org.ticketdesk.projection.http.access;

import java.net.URI;

/** Whose tokens are believed. There is no server without one of these. */
public sealed interface Access {

    /** What stands where in a token. */
    TokenForm form();

    /**
     * Those of an identity provider that signs with a private key.
     *
     * @param jwks where its public keys are; they are fetched when they are needed, kept, and used on while it does not answer
     * @param form what stands where
     */
    record Keys(URI jwks, TokenForm form) implements Access {
        /** Checks the address. */
        public Keys {
            if (jwks.getHost() == null || !("https".equals(jwks.getScheme()) || "http".equals(jwks.getScheme()))) {
                throw new IllegalArgumentException(
                        "The address of the keys is " + jwks + "; expected one such as https://id.example/keys.json.");
            }
        }
    }

    /**
     * Those of whoever has a secret.
     *
     * @param secret shared with them
     * @param form what stands where
     */
    record Shared(SharedSecret secret, TokenForm form) implements Access {}

    /**
     * Those that this process makes itself, for a desk on one's own machine. The secret is the operator's token, too: whoever shows it is
     * an admin of every desk, and gets tokens of others.
     *
     * @param secret this process's own
     */
    record Own(SharedSecret secret) implements Access {
        @Override
        public TokenForm form() {
            return TokenForm.USUAL;
        }
    }
}
