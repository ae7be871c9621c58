package org.ticketdesk.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.audit.records.MemoryArchive;
import org.ticketdesk.audit.records.Origin;
import org.ticketdesk.audit.verify.Finding;
import org.ticketdesk.audit.verify.Verification;
import org.ticketdesk.audit.verify.Verification.Signature;
import org.ticketdesk.audit.verify.Verifier;
import org.ticketdesk.audit.verify.VerifyOptions;
import org.ticketdesk.audit.verify.WrittenDesks;
import org.ticketdesk.core.story.RandomStories;
import org.ticketdesk.core.story.Step;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.mapping.Published;

/** What the chain alone cannot tell, the seal does: a log and a journal that were forged together. */
class SealTest {
    private static final Instant NOW = Instant.parse("2026-11-26T18:00:00Z");

    @TempDir
    private Path folder;

    /** The sales desk's story, as it was or with one message by somebody else, and others beside it. */
    private static MemoryArchive written(int actions, boolean forged) {
        WrittenDesks desks = new WrittenDesks(2);
        RandomStories sales = RandomStories.of(1, 6, 40);
        RandomStories night = RandomStories.of(2, 6, 40);
        for (int i = 0; i < actions; i++) {
            Step step = sales.next();
            DeskAction action = Published.action("sales", step.request());
            if (forged && i == 50) {
                action.setOccurredAt(Instant.EPOCH);
            }
            desks.publish(action, step.appended());
            step = night.next();
            desks.publish(Published.action("night", step.request()), step.appended());
        }
        desks.writeSnapshots();
        return desks.archive();
    }

    private static Verification verify(MemoryArchive archive, Seal seal) {
        return Verifier.run(archive, VerifyOptions.ALL.against(seal, null), List.of(), reached -> {});
    }

    private static KeyPair keys(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    }

    private Path pem(String name, String what, Key key) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN " + what + "-----\n"
                        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(key.getEncoded())
                        + "\n-----END " + what + "-----\n");
    }

    @Test
    void aSealHasTheHeadOfEachDesk() {
        MemoryArchive archive = written(100, false);

        Seal seal = Heads.seal(archive, NOW);

        assertThat(seal.heads()).extracting(SealedHead::desk).containsExactly("night", "sales");
        assertThat(seal.heads()).extracting(SealedHead::sequence).containsOnly(100L);
        JournalEntry last = Codec.JOURNAL_ENTRY.decode(
                archive.records(DeskTopic.JOURNAL, 0).getLast().value());
        assertThat(seal.heads().getLast().hash()).isEqualTo(last.getHash().bytes());
        assertThat(seal.heads().getLast().at()).isEqualTo(last.getAt());
        assertThat(seal.heads().getLast().rules()).isEqualTo(1);
    }

    @Test
    void aLogThatHasGrownSinceBeginsWithWhatWasSealed() {
        Seal seal = Heads.seal(written(100, false), NOW);

        Verification verification = verify(written(150, false), seal);

        assertThat(verification.findings()).isEmpty();
        assertThat(verification.seal().desks()).isEqualTo(2);
        assertThat(verification.seal().signature()).isEqualTo(Signature.NONE);
    }

    @Test
    void aLogAndJournalForgedTogetherAreFoundByTheSealAlone() {
        Seal seal = Heads.seal(written(100, false), NOW);
        MemoryArchive forged = written(150, true);

        List<Finding> findings = verify(forged, seal).findings();

        assertThat(Verifier.run(forged, VerifyOptions.ALL, List.of(), reached -> {})
                        .findings())
                .isEmpty();
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().desk()).isEqualTo("sales");
        assertThat(findings.getFirst().sequence()).isEqualTo(100);
        assertThat(findings.getFirst().field()).isEqualTo("hash");
    }

    @Test
    void whatWasCutOffTogetherIsMissed() {
        Seal seal = Heads.seal(written(100, false), NOW);

        List<Finding> findings = verify(written(90, false), seal).findings();

        assertThat(findings).extracting(Finding::desk).containsExactly("night", "sales");
        assertThat(findings.getFirst().found()).contains("missing").contains("90");
    }

    @Test
    void aDeskThatIsGoneIsMissed() {
        Seal seal = Heads.seal(written(100, false), NOW);
        MemoryArchive archive = written(100, false);
        for (DeskTopic topic :
                List.of(DeskTopic.ACTIONS, DeskTopic.JOURNAL, DeskTopic.STATUS_CHANGED, DeskTopic.TICKETS)) {
            archive.records(topic, 1).clear();
        }

        List<Finding> findings = verify(archive, seal).findings();

        assertThat(findings).extracting(Finding::desk).containsExactly("night");
        assertThat(findings.getFirst().found()).contains("so is the desk");
    }

    @Test
    void aSealThatIsReadIsTheOneThatWasWritten() throws GeneralSecurityException {
        Seal made = Heads.seal(written(20, false), NOW);
        Seal seal = new Seal(NOW, new Origin("c", "j"), made.heads(), null)
                .signedBy(keys("Ed25519").getPrivate());
        Path file = folder.resolve("seal.json");

        SealFile.write(seal, file);
        Seal read = SealFile.read(file);

        assertThat(read.content()).isEqualTo(seal.content());
        assertThat(read.heads()).isEqualTo(seal.heads());
        assertThat(read.signature().value()).isEqualTo(seal.signature().value());
    }

    @Test
    void whatIsSignedIsPlainText() {
        Seal made = Heads.seal(written(1, false), NOW);

        String content =
                new String(new Seal(NOW, new Origin("c", "j"), made.heads(), null).content(), StandardCharsets.UTF_8);

        SealedHead night = made.heads().getFirst();
        assertThat(content)
                .startsWith("ticket-desk-seal 1\nat 1795716000000\ncluster c\njournal j\ndesk night 1 1 "
                        + night.hashInHex() + " " + night.at().toEpochMilli() + " 1\ndesk sales 0 1 ")
                .endsWith("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed25519", "EC", "RSA"})
    void aSignatureIsCheckedWithTheKeyInAFile(String algorithm) throws GeneralSecurityException, IOException {
        KeyPair keys = keys(algorithm);
        MemoryArchive archive = written(20, false);
        Path secret = pem("private.pem", "PRIVATE KEY", keys.getPrivate());
        Path open = pem("public.pem", "PUBLIC KEY", keys.getPublic());
        Seal seal = Heads.seal(archive, NOW).signedBy(SealKeys.privateKey(secret));

        Verification verification = Verifier.run(
                archive, VerifyOptions.ALL.against(seal, SealKeys.publicKey(open)), List.of(), reached -> {});

        assertThat(verification.findings()).isEmpty();
        assertThat(verification.seal().signature()).isEqualTo(Signature.GENUINE);
    }

    @Test
    void aSignedSealWithoutAKeySaysThatItWasNotChecked() throws GeneralSecurityException {
        MemoryArchive archive = written(20, false);

        Verification verification = verify(
                archive, Heads.seal(archive, NOW).signedBy(keys("Ed25519").getPrivate()));

        assertThat(verification.isSound()).isTrue();
        assertThat(verification.seal().signature()).isEqualTo(Signature.NOT_CHECKED);
    }

    @Test
    void aSealThatWasAlteredIsNoLongerSigned() throws GeneralSecurityException {
        KeyPair keys = keys("Ed25519");
        MemoryArchive archive = written(20, false);
        Seal seal = Heads.seal(archive, NOW).signedBy(keys.getPrivate());
        List<SealedHead> fewer = new ArrayList<>(seal.heads());
        fewer.removeLast();
        Seal altered = new Seal(seal.at(), seal.origin(), fewer, seal.signature());

        Verification verification =
                Verifier.run(archive, VerifyOptions.ALL.against(altered, keys.getPublic()), List.of(), reached -> {});

        assertThat(verification.seal().signature()).isEqualTo(Signature.FORGED);
        assertThat(verification.findings()).extracting(Finding::field).containsExactly("signature");
    }

    @Test
    void anotherKeyThanTheOneThatSignedIsSeen() throws GeneralSecurityException {
        MemoryArchive archive = written(20, false);
        Seal seal = Heads.seal(archive, NOW).signedBy(keys("Ed25519").getPrivate());

        Verification verification = Verifier.run(
                archive, VerifyOptions.ALL.against(seal, keys("Ed25519").getPublic()), List.of(), reached -> {});

        assertThat(verification.findings()).extracting(Finding::field).containsExactly("signature");
    }

    @Test
    void aSealWhoseSignatureWasTakenOffIsSeenByWhoHasTheKey() throws GeneralSecurityException {
        MemoryArchive archive = written(20, false);

        Verification verification = Verifier.run(
                archive,
                VerifyOptions.ALL.against(
                        Heads.seal(archive, NOW), keys("Ed25519").getPublic()),
                List.of(),
                reached -> {});

        assertThat(verification.findings()).extracting(Finding::found).containsExactly("missing");
    }

    @Test
    void aFileThatIsNoSealIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("no.json"), "{}");

        assertThatThrownBy(() -> SealFile.read(file))
                .isInstanceOf(SealException.class)
                .hasMessageContaining("desk audit seal");
    }

    @Test
    void aFileThatIsNoKeyIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("no.pem"), "nothing");

        assertThatThrownBy(() -> SealKeys.privateKey(file))
                .isInstanceOf(SealException.class)
                .hasMessageContaining("-----BEGIN PRIVATE KEY-----")
                .hasMessageContaining("private key".toLowerCase(Locale.ROOT));
    }
}
