package org.ticketdesk.projection.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens of somebody who signs with a private key, whose public keys are fetched over HTTP. */
class IdentityProviderTest {
    private HttpServer provider;
    private RSAKey key;
    private volatile JWKSet published;
    private int fetched;
    private TokenReader reader;

    @BeforeEach
    void aProvider() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("first").generate();
        published = new JWKSet(key.toPublicJWK());
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/keys.json", exchange -> {
            fetched++;
            byte[] keys = published.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        provider.start();
        reader = new TokenReader(new Access.Keys(
                URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + "/keys.json"), TokenForm.USUAL));
    }

    @AfterEach
    void stop() {
        provider.stop(0);
    }

    @Test
    void its_keys_are_fetched_once_and_used_on_when_it_is_away() throws Exception {
        reader.read(token(JWSAlgorithm.RS256, key, new RSASSASigner(key)));
        provider.stop(0);

        Caller caller = reader.read(token(JWSAlgorithm.PS384, key, new RSASSASigner(key)));

        assertThat(caller.id()).isEqualTo("bob");
        assertThat(fetched).isEqualTo(1);
    }

    @Test
    void a_new_key_is_found_when_a_token_names_it() throws Exception {
        reader.read(token(JWSAlgorithm.RS256, key, new RSASSASigner(key)));
        RSAKey next = new RSAKeyGenerator(2048).keyID("second").generate();
        published = new JWKSet(next.toPublicJWK());

        assertThat(reader.read(token(JWSAlgorithm.RS256, next, new RSASSASigner(next)))
                        .id())
                .isEqualTo("bob");
    }

    @Test
    void a_key_that_was_never_published_signs_nothing() throws Exception {
        RSAKey other = new RSAKeyGenerator(2048).keyID("first").generate();

        assertThatThrownBy(() -> reader.read(token(JWSAlgorithm.RS256, other, new RSASSASigner(other))))
                .isInstanceOf(TokenRefused.class);
    }

    @Test
    void tokens_of_keys_that_nobody_knows_are_no_fault_of_the_provider() throws Exception {
        String known = token(JWSAlgorithm.RS256, key, new RSASSASigner(key));
        reader.read(known);

        for (int i = 0; i < 3; i++) {
            RSAKey unknown = new RSAKeyGenerator(2048).keyID("unknown-" + i).generate();
            String token = token(JWSAlgorithm.RS256, unknown, new RSASSASigner(unknown));
            assertThatThrownBy(() -> reader.read(token)).isInstanceOf(TokenRefused.class);
        }
        assertThat(reader.read(known).id()).isEqualTo("bob");
    }

    @Test
    void the_public_key_is_no_secret_that_signs() throws Exception {
        byte[] known = key.toRSAPublicKey().getEncoded();

        assertThatThrownBy(() -> reader.read(token(JWSAlgorithm.HS256, key, new MACSigner(known))))
                .isInstanceOf(TokenRefused.class)
                .hasMessageContaining("algorithm");
    }

    @Test
    void a_provider_that_never_answered_is_no_fault_of_the_token() throws Exception {
        provider.stop(0);

        assertThatThrownBy(() -> reader.read(token(JWSAlgorithm.RS256, key, new RSASSASigner(key))))
                .isInstanceOf(KeysAwayException.class);
    }

    private static String token(JWSAlgorithm algorithm, RSAKey key, JWSSigner signer) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .subject("bob")
                        .claim("role", "AGENT")
                        .claim("desks", "*")
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .build());
        token.sign(signer);
        return token.serialize();
    }
}
