package org.ticketdesk.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.ticketdesk.audit.records.MemoryArchive;
import org.ticketdesk.core.rules.Decision;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.core.rules.Rules;
import org.ticketdesk.core.story.RandomStories;
import org.ticketdesk.core.story.Step;
import org.ticketdesk.events.Actor;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.TicketSnapshot;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.events.codec.Chain;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskTopic;
import org.ticketdesk.mapping.Published;

/** Each way in which a log or what was decided of it can be forged is found, names the record, and leaves other desks alone. */
class VerifierTest {
    private static final int ACTIONS = 600;
    /** Every byte is as good as another; trying each takes too long. */
    private static final int BYTES_BETWEEN = 3;

    private final WrittenDesks desks = WrittenDesks.three(ACTIONS);
    private final MemoryArchive archive = desks.archive();
    private final int partition = desks.partition("sales");
    private final List<ConsumerRecord<byte[], byte[]>> log = archive.records(DeskTopic.ACTIONS, partition);
    private final List<ConsumerRecord<byte[], byte[]>> journal = archive.records(DeskTopic.JOURNAL, partition);

    private Verification verify() {
        return verify(VerifyOptions.ALL);
    }

    private Verification verify(VerifyOptions options) {
        return Verifier.run(archive, options, List.of(), reached -> {});
    }

    private Finding only() {
        List<Finding> findings = verify().findings();
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private void alterEntry(int place, Consumer<JournalEntry> forgery) {
        JournalEntry entry = Codec.JOURNAL_ENTRY.decode(journal.get(place).value());
        forgery.accept(entry);
        archive.alter(DeskTopic.JOURNAL, partition, place, Codec.JOURNAL_ENTRY.encode(entry));
    }

    @Test
    void whatAProcessorHasWrittenIsSound() {
        Verification verification = verify();

        assertThat(verification.findings()).isEmpty();
        assertThat(verification.actions()).isEqualTo(ACTIONS);
        assertThat(verification.entries()).isEqualTo(ACTIONS);
        assertThat(verification.desks()).isEqualTo(3);
        assertThat(verification.partitions()).isEqualTo(2);
        assertThat(verification.rejected()).isEqualTo(1);
        assertThat(verification.undecided()).isZero();
        assertThat(verification.ahead()).isZero();
        assertThat(verification.statusChanges())
                .isEqualTo(archive.all(DeskTopic.STATUS_CHANGED).count());
        assertThat(verification.snapshots())
                .isEqualTo(archive.all(DeskTopic.TICKETS).count());
        assertThat(verification.rows()).isNotEmpty();
    }

    @Test
    void anEntryThatWasAlteredIsNamedWithItsField() {
        int place = desks.placeOf("sales", 40);
        alterEntry(place, entry -> entry.setActor(new Actor(entry.getActor().getRole(), "mallory")));

        Finding finding = only();

        assertThat(finding.desk()).isEqualTo("sales");
        assertThat(finding.topic()).isEqualTo("desk-journal");
        assertThat(finding.partition()).isEqualTo(partition);
        assertThat(finding.offset()).isEqualTo(place);
        assertThat(finding.sequence()).isEqualTo(40);
        assertThat(finding.field()).isEqualTo("actor.id");
        assertThat(finding.found()).isEqualTo("mallory");
        assertThat(finding.expected()).isNotEqualTo("mallory");
    }

    @Test
    void anEntryThatWasAlteredWithTheWholeChainAfterItIsStillNamed() {
        byte[] previous = Codec.JOURNAL_ENTRY
                .decode(journal.get(desks.placeOf("sales", 39)).value())
                .getHash()
                .bytes();
        for (long sequence = 40; sequence <= ACTIONS / 3; sequence++) {
            int place = desks.placeOf("sales", sequence);
            JournalEntry entry = Codec.JOURNAL_ENTRY.decode(journal.get(place).value());
            if (sequence == 40) {
                entry.setType("Forged");
            }
            byte[] action = log.stream()
                    .filter(record -> record.offset() == entry.getSource().getOffset())
                    .findFirst()
                    .orElseThrow()
                    .value();
            archive.alter(DeskTopic.JOURNAL, partition, place, Chain.encode(entry, previous, action));
            previous = entry.getHash().bytes();
        }

        Finding finding = only();

        assertThat(finding.sequence()).isEqualTo(40);
        assertThat(finding.field()).isEqualTo("type");
    }

    @Test
    void anyByteOfAnEntryMatters() {
        int place = desks.placeOf("sales", 40);
        byte[] whole = journal.get(place).value();
        for (int at = 0; at < whole.length; at += BYTES_BETWEEN) {
            byte[] forged = whole.clone();
            forged[at] ^= 1;
            archive.alter(DeskTopic.JOURNAL, partition, place, forged);

            Finding finding = only();

            assertThat(finding.offset()).as("byte %d: %s", at, finding).isEqualTo(place);
            assertThat(finding.topic()).isEqualTo("desk-journal");
        }
    }

    @Test
    void anEntryWhoseBytesAreGoneIsNamed() {
        int place = desks.placeOf("sales", 40);
        archive.alter(DeskTopic.JOURNAL, partition, place, null);

        Finding finding = only();

        assertThat(finding.offset()).isEqualTo(place);
        assertThat(finding.field()).isEqualTo("value");
        assertThat(finding.found()).isEqualTo("none");
    }

    @Test
    void anEntryThatWasRemovedIsNamedByItsAction() {
        int place = desks.placeOf("sales", 40);
        JournalEntry removed = Codec.JOURNAL_ENTRY.decode(journal.remove(place).value());
        archive.renumber(DeskTopic.JOURNAL, partition);

        Finding finding = only();

        assertThat(finding.desk()).isEqualTo("sales");
        assertThat(finding.topic()).isEqualTo("desk-actions");
        assertThat(finding.offset()).isEqualTo(removed.getSource().getOffset());
        assertThat(finding.sequence()).isEqualTo(40);
        assertThat(finding.found()).isEqualTo("missing");
    }

    @Test
    void allEntriesOfADeskThatWereRemovedAreOneFinding() {
        journal.removeIf(record -> Arrays.equals(record.key(), "sales".getBytes()));
        archive.renumber(DeskTopic.JOURNAL, partition);

        List<Finding> findings = verify().findings();

        assertThat(findings).extracting(Finding::desk).containsExactly("sales");
        assertThat(findings.getFirst().sequence()).isEqualTo(1);
    }

    @Test
    void anEntryThatWasInsertedIsNamed() {
        int place = desks.placeOf("sales", 40);
        journal.add(place + 3, journal.get(place));
        archive.renumber(DeskTopic.JOURNAL, partition);

        Finding finding = only();

        assertThat(finding.desk()).isEqualTo("sales");
        assertThat(finding.offset()).isEqualTo(place + 3);
        assertThat(finding.sequence()).isEqualTo(40);
        assertThat(finding.expected()).startsWith("none");
    }

    @Test
    void anEntryThatWasInsertedAtTheEndIsNamed() {
        int place = desks.placeOf("sales", 40);
        journal.add(journal.get(place));
        archive.renumber(DeskTopic.JOURNAL, partition);

        assertThat(only().offset()).isEqualTo(journal.size() - 1);
    }

    @Test
    void aRecordThatIsNoEntryIsNamed() {
        int place = desks.placeOf("sales", 40);
        ConsumerRecord<byte[], byte[]> record = journal.get(place);
        journal.add(place, new ConsumerRecord<>(record.topic(), partition, 0, record.key(), new byte[] {9, 9, 9}));
        archive.renumber(DeskTopic.JOURNAL, partition);

        assertThat(only().offset()).isEqualTo(place);
    }

    @Test
    void entriesThatChangedPlacesAreNamed() {
        int place = desks.placeOf("sales", 40);
        int other = desks.placeOf("sales", 41);
        ConsumerRecord<byte[], byte[]> record = journal.get(place);
        journal.set(place, journal.get(other));
        journal.set(other, record);
        archive.renumber(DeskTopic.JOURNAL, partition);

        Finding finding = only();

        assertThat(finding.desk()).isEqualTo("sales");
        assertThat(finding.field()).isEqualTo("the order");
    }

    @Test
    void anEntryThatWasMovedFarDoesNotBlameOtherDesks() {
        int place = desks.placeOf("sales", 40);
        journal.add(place + 30, journal.remove(place));
        archive.renumber(DeskTopic.JOURNAL, partition);

        Finding finding = only();

        assertThat(finding.desk()).isEqualTo("sales");
        assertThat(finding.offset()).isEqualTo(place + 30);
    }

    @Test
    void anActionThatWasAlteredIsFoundByTheHashOfItsEntry() {
        JournalEntry entry = Codec.JOURNAL_ENTRY.decode(
                journal.get(desks.placeOf("sales", 40)).value());
        int at = (int) entry.getSource().getOffset();
        DeskAction action = Codec.DESK_ACTION.decode(log.get(at).value());
        action.setOccurredAt(Instant.EPOCH);
        archive.alter(DeskTopic.ACTIONS, partition, at, Codec.DESK_ACTION.encode(action));

        Finding finding = only();

        assertThat(finding.desk()).isEqualTo("sales");
        assertThat(finding.sequence()).isEqualTo(40);
        assertThat(finding.field()).isEqualTo("occurredAt");
    }

    @Test
    void oneBitOfAnActionThatNoEntryRepeatsIsFoundByTheHash() {
        JournalEntry entry = Codec.JOURNAL_ENTRY.decode(
                journal.get(desks.placeOf("sales", 1)).value());
        int at = (int) entry.getSource().getOffset();
        byte[] resaved =
                Codec.DESK_ACTION.encode(Codec.DESK_ACTION.decode(log.get(at).value()));
        resaved[resaved.length - 1] ^= 2;
        archive.alter(DeskTopic.ACTIONS, partition, at, resaved);

        assertThat(verify().findings()).extracting(Finding::desk).contains("sales");
    }

    @Test
    void anActionThatWasRemovedFromTheLogIsFound() {
        JournalEntry entry = Codec.JOURNAL_ENTRY.decode(
                journal.get(desks.placeOf("sales", 40)).value());
        log.removeIf(record -> record.offset() == entry.getSource().getOffset());

        Finding finding = only();

        assertThat(finding.desk()).isEqualTo("sales");
        assertThat(finding.sequence()).isEqualTo(40);
    }

    @Test
    void aStatusChangeThatIsLostIsNamed() {
        List<ConsumerRecord<byte[], byte[]>> status = archive.records(DeskTopic.STATUS_CHANGED, partition);
        int place = desks.placesOf(DeskTopic.STATUS_CHANGED, "sales").get(9);
        TicketStatusChanged lost =
                Codec.TICKET_STATUS_CHANGED.decode(status.remove(place).value());
        archive.renumber(DeskTopic.STATUS_CHANGED, partition);

        Finding finding = only();

        assertThat(finding.topic()).isEqualTo("ticket-status-changed");
        assertThat(finding.desk()).isEqualTo("sales");
        assertThat(finding.sequence()).isEqualTo(lost.getSequence());
        assertThat(finding.field()).contains(lost.getTicket()).contains(lost.getRow());
    }

    @Test
    void aStatusChangeThatIsDoubledIsNamed() {
        List<ConsumerRecord<byte[], byte[]>> status = archive.records(DeskTopic.STATUS_CHANGED, partition);
        int place = desks.placesOf(DeskTopic.STATUS_CHANGED, "sales").get(9);
        status.add(place, status.get(place));
        archive.renumber(DeskTopic.STATUS_CHANGED, partition);

        Finding finding = only();

        assertThat(finding.desk()).isEqualTo("sales");
        assertThat(finding.offset()).isEqualTo(place + 1);
    }

    @Test
    void anyByteOfAStatusChangeMatters() {
        int place = desks.placesOf(DeskTopic.STATUS_CHANGED, "sales").get(9);
        byte[] whole =
                archive.records(DeskTopic.STATUS_CHANGED, partition).get(place).value();
        for (int at = 0; at < whole.length; at += BYTES_BETWEEN) {
            byte[] forged = whole.clone();
            forged[at] ^= 1;
            archive.alter(DeskTopic.STATUS_CHANGED, partition, place, forged);

            assertThat(verify().findings())
                    .as("byte %d", at)
                    .extracting(Finding::desk)
                    .contains("sales");
        }
    }

    @Test
    void aStatusTopicWhoseOldRecordsWereDeletedIsSound() {
        archive.records(DeskTopic.STATUS_CHANGED, partition).subList(0, 10).clear();

        Verification verification = verify();

        assertThat(verification.findings()).isEmpty();
        assertThat(verification.statusChanges())
                .isEqualTo(archive.all(DeskTopic.STATUS_CHANGED).count());
    }

    @Test
    void aStatusChangeThatIsLostBehindThoseThatWereDeletedIsNamed() {
        List<ConsumerRecord<byte[], byte[]>> status = archive.records(DeskTopic.STATUS_CHANGED, partition);
        int place = desks.placesOf(DeskTopic.STATUS_CHANGED, "sales").get(25);
        status.remove(place);
        status.subList(0, 10).clear();

        assertThat(only().found()).isEqualTo("missing");
    }

    @Test
    void aSnapshotThatIsStaleIsNamed() {
        int place = desks.placesOf(DeskTopic.TICKETS, "sales").get(3);
        TicketSnapshot snapshot = Codec.TICKET_SNAPSHOT.decode(
                archive.records(DeskTopic.TICKETS, partition).get(place).value());
        snapshot.setSequence(snapshot.getSequence() - 1);
        archive.alter(DeskTopic.TICKETS, partition, place, Codec.TICKET_SNAPSHOT.encode(snapshot));

        Finding finding = only();

        assertThat(finding.topic()).isEqualTo("tickets");
        assertThat(finding.offset()).isEqualTo(place);
        assertThat(finding.field()).isEqualTo("ticket " + snapshot.getTicket() + ": sequence");
    }

    @Test
    void aSnapshotThatClaimsAnEntryToComeIsNamed() {
        int place = desks.placesOf(DeskTopic.TICKETS, "sales").get(3);
        TicketSnapshot snapshot = Codec.TICKET_SNAPSHOT.decode(
                archive.records(DeskTopic.TICKETS, partition).get(place).value());
        snapshot.setSequence(1_000_000);
        archive.alter(DeskTopic.TICKETS, partition, place, Codec.TICKET_SNAPSHOT.encode(snapshot));

        assertThat(only().offset()).isEqualTo(place);
    }

    @Test
    void aSnapshotThatIsMissingIsNamed() {
        int place = desks.placesOf(DeskTopic.TICKETS, "sales").get(3);
        archive.records(DeskTopic.TICKETS, partition).remove(place);

        assertThat(only().found()).isEqualTo("missing");
    }

    @Test
    void whatIsNoActionAndWasNotRejectedIsNamed() {
        archive.records(DeskTopic.REJECTED, 0).clear();

        Finding finding = only();

        assertThat(finding.topic()).isEqualTo("desk-actions");
        assertThat(finding.field()).contains("desk-actions-rejected");
    }

    @Test
    void actionsAtTheTailWithoutEntriesAreNotDecidedYet() {
        journal.removeLast();
        journal.removeLast();
        archive.records(DeskTopic.STATUS_CHANGED, partition).clear();
        archive.records(DeskTopic.TICKETS, partition).clear();

        Verification verification = Verifier.run(
                archive.without(DeskTopic.STATUS_CHANGED).without(DeskTopic.TICKETS),
                VerifyOptions.ALL,
                List.of(),
                reached -> {});

        assertThat(verification.findings()).isEmpty();
        assertThat(verification.undecided()).isEqualTo(2);
        assertThat(verification.entries()).isEqualTo(ACTIONS - 2);
    }

    @Test
    void aJournalCutOffAtItsEndIsBetrayedByWhatTheOtherTopicsKnow() {
        journal.subList(desks.placeOf("sales", 40), journal.size()).clear();

        Verification verification = verify();

        assertThat(verification.undecided()).isPositive();
        assertThat(verification.findings()).extracting(Finding::desk).contains("sales");
    }

    @Test
    void oneDeskAloneIsReportedWhenOneIsAskedFor() {
        alterEntry(desks.placeOf("sales", 40), entry -> entry.setType("Forged"));

        assertThat(verify(VerifyOptions.ALL.of("sales")).findings()).hasSize(1);
        assertThat(verify(VerifyOptions.ALL.of("night")).findings()).isEmpty();
        assertThat(verify(VerifyOptions.ALL.of("night")).partitions()).isEqualTo(1);
    }

    @Test
    void fromASequenceOnTheFirstDivergenceIsTheFirstThatIsNotBeforeIt() {
        alterEntry(desks.placeOf("sales", 40), entry -> entry.setType("Forged"));
        alterEntry(desks.placeOf("sales", 60), entry -> entry.setType("Forged"));

        assertThat(verify(VerifyOptions.ALL.since(new Since.Sequence(41))).findings())
                .extracting(Finding::sequence)
                .containsExactly(60L);
    }

    @Test
    void fromATimeOnWhatIsOlderIsNotReported() {
        alterEntry(desks.placeOf("sales", 40), entry -> entry.setType("Forged"));

        assertThat(verify(VerifyOptions.ALL.since(new Since.Time(Instant.MAX))).findings())
                .isEmpty();
    }

    @Test
    void anArchiveWithoutStatusTopicTicketsAndRejectionsIsVerifiedByItsJournal() {
        archive.without(DeskTopic.STATUS_CHANGED).without(DeskTopic.TICKETS).without(DeskTopic.REJECTED);

        Verification verification = verify();

        assertThat(verification.findings()).isEmpty();
        assertThat(verification.entries()).isEqualTo(ACTIONS);
    }

    @Test
    void progressAndOthersAreToldOfEveryEntry() {
        List<String> seen = new ArrayList<>();
        Comparer comparer = new Comparer() {
            @Override
            public synchronized void next(int partition, String desk, String ticket, long sequence, byte[] entry) {
                seen.add(desk + sequence);
            }

            @Override
            public String compare(Findings findings) {
                return seen.size() + " entries seen";
            }

            @Override
            public void close() {}
        };

        Verification verification = Verifier.run(archive, VerifyOptions.ALL, List.of(comparer), reached -> {});

        assertThat(verification.others()).containsExactly(ACTIONS + " entries seen");
    }

    /** What everybody is refused by the rules to come, which exist here only. */
    private static final Rules TO_COME = (desk, request, appended) -> {
        Decision decision = Rulebook.decide(desk, request, appended);
        return new Decision(decision.sequence(), decision.at(), 2, decision.outcome());
    };

    private static Optional<Rules> bothVersions(int version) {
        return version == 2 ? Optional.of(TO_COME) : Rulebook.of(version);
    }

    private WrittenDesks onTwoVersions() {
        WrittenDesks written = new WrittenDesks(1);
        RandomStories story = RandomStories.of(4, 6, 40);
        for (int i = 0; i < 200; i++) {
            if (i == 100) {
                written.decideBy(TO_COME);
            }
            Step step = story.next();
            written.publish(Published.action("sales", step.request()), step.appended());
        }
        written.writeSnapshots();
        return written;
    }

    @Test
    void olderEntriesAreDecidedAgainByTheRulesOfTheirTime() {
        WrittenDesks written = onTwoVersions();

        Verification verification = Verifier.run(
                written.archive(), VerifyOptions.ALL.by(VerifierTest::bothVersions), List.of(), reached -> {});

        assertThat(verification.findings()).isEmpty();
        assertThat(verification.entries()).isEqualTo(200);
    }

    @Test
    void entriesOfRulesThatAreNotKnownHereSayToUpgrade() {
        WrittenDesks written = onTwoVersions();

        Verification verification = Verifier.run(written.archive(), VerifyOptions.ALL, List.of(), reached -> {});

        assertThat(verification.findings()).hasSize(1);
        assertThat(verification.findings().getFirst().sentence())
                .contains("version 2")
                .contains("or newer");
        assertThat(verification.findings().getFirst().sequence()).isEqualTo(101);
    }

    @Test
    void rulesThatFallBackToAnOlderVersionAreNamed() {
        WrittenDesks written = onTwoVersions();
        MemoryArchive forged = written.archive();
        int place = written.placeOf("sales", 150);
        JournalEntry entry = Codec.JOURNAL_ENTRY.decode(
                forged.records(DeskTopic.JOURNAL, 0).get(place).value());
        entry.setRules(1);
        forged.alter(DeskTopic.JOURNAL, 0, place, Codec.JOURNAL_ENTRY.encode(entry));

        Verification verification =
                Verifier.run(forged, VerifyOptions.ALL.by(VerifierTest::bothVersions), List.of(), reached -> {});

        assertThat(verification.findings()).hasSize(1);
        assertThat(verification.findings().getFirst().field()).isEqualTo("rules");
        assertThat(verification.findings().getFirst().expected()).isEqualTo("2");
    }
}
