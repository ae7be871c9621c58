package org.ticketdesk.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * A key with a certificate that it has signed itself, made by the JDK's {@code keytool}; for this machine's loopback address.
 *
 * @param keys a PKCS #12 file with both, readable by this user alone
 * @param password of that file
 * @param certificate a PEM file with the certificate, for those who are to trust it
 */
record OwnCertificate(Path keys, String password, Path certificate) {
    private static final String ALIAS = "broker";
    private static final String PASSWORD_VARIABLE = "KEYS_PASSWORD";

    /** As the other end sees it. */
    static final String NAME = "CN=broker";

    static OwnCertificate madeIn(Path folder) {
        Path keys = folder.resolve("keys.p12");
        Path certificate = folder.resolve("certificate.pem");
        String password = UUID.randomUUID().toString();
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(keys);
            make(keys, password);
            Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
            Files.writeString(certificate, pem(keys, password));
            return new OwnCertificate(keys, password, certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new BrokerStartException("The certificate that was made in " + folder + " cannot be read: " + e, e);
        }
    }

    private static void make(Path keys, String password) throws IOException {
        ProcessBuilder keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        NAME,
                        "-ext",
                        "SAN=ip:" + DataFolder.HOST + ",dns:localhost",
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass:env",
                        PASSWORD_VARIABLE))
                .redirectErrorStream(true);
        keytool.environment().put(PASSWORD_VARIABLE, password);
        Process process = keytool.start();
        String said = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) {
                throw new BrokerStartException("No certificate could be made: keytool says " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerStartException("Interrupted while a certificate was made.", e);
        }
    }

    private static String pem(Path keys, String password) throws IOException, GeneralSecurityException {
        byte[] certificate = KeyStore.getInstance(keys.toFile(), password.toCharArray())
                .getCertificate(ALIAS)
                .getEncoded();
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
                + "\n-----END CERTIFICATE-----\n";
    }
}
