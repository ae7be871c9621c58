package org.ticketdesk.audit.seal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Keys in PEM files, as OpenSSL writes them: {@code openssl genpkey -algorithm ed25519 -out private.pem}, and {@code openssl pkey
 * -in private.pem -pubout -out public.pem}. Stateless.
 */
public final class SealKeys {
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final List<String> KINDS = List.of("EdDSA", "EC", "RSA");

    private SealKeys() {}

    /** Makes a key from its bytes, by a factory of one kind of key. */
    private interface Maker<K> {
        K make(KeyFactory factory, byte[] bytes) throws GeneralSecurityException;
    }

    /**
     * A private key, in PKCS#8 and without a passphrase.
     *
     * @throws SealException when the file is none
     */
    public static PrivateKey privateKey(Path file) {
        return key(file, PRIVATE, (factory, bytes) -> factory.generatePrivate(new PKCS8EncodedKeySpec(bytes)));
    }

    /**
     * A public key.
     *
     * @throws SealException when the file is none
     */
    public static PublicKey publicKey(Path file) {
        return key(file, PUBLIC, (factory, bytes) -> factory.generatePublic(new X509EncodedKeySpec(bytes)));
    }

    /** With which algorithm a key signs. */
    static String algorithmOf(Key key) throws GeneralSecurityException {
        return switch (key.getAlgorithm()) {
            case "EdDSA", "Ed25519", "Ed448" -> ((EdECKey) key).getParams().getName();
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> throw new GeneralSecurityException("A key of the kind " + key.getAlgorithm() + " cannot sign.");
        };
    }

    private static <K> K key(Path file, String what, Maker<K> maker) {
        byte[] bytes = decoded(file, what);
        for (String kind : KINDS) {
            try {
                return maker.make(KeyFactory.getInstance(kind), bytes);
            } catch (GeneralSecurityException ofAnotherKind) {
                continue;
            }
        }
        throw new SealException("The " + what.toLowerCase(Locale.ROOT) + " in " + file
                + " is of none of the kinds " + String.join(", ", KINDS)
                + ", or has a passphrase; make one with `openssl genpkey -algorithm ed25519`.");
    }

    private static byte[] decoded(Path file, String what) {
        String begin = "-----BEGIN " + what + "-----";
        String end = "-----END " + what + "-----";
        try {
            String text = Files.readString(file);
            int from = text.indexOf(begin);
            int to = text.indexOf(end);
            if (from < 0 || to < from) {
                throw new SealException("Found no \"" + begin + "\" in " + file + "; expected a "
                        + what.toLowerCase(Locale.ROOT) + " as PEM"
                        + (what.equals(PRIVATE) ? ", in PKCS#8 and without a passphrase." : "."));
            }
            return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
        } catch (IOException | IllegalArgumentException e) {
            throw new SealException("The key file " + file + " cannot be read: " + e + ".", e);
        }
    }
}
