package org.ticketdesk.audit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ticketdesk.audit.records.MemoryArchive;
import org.ticketdesk.audit.verify.Verification;
import org.ticketdesk.audit.verify.Verifier;
import org.ticketdesk.audit.verify.VerifyOptions;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.core.rules.Decision;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.core.rules.Rules;
import org.ticketdesk.events.Dismissal;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.Outcome;
import org.ticketdesk.events.Reason;
import org.ticketdesk.events.Timer;
import org.ticketdesk.events.TimerDismissed;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.events.topics.DeskTopic;

/** What the rules of each version decided is decided by them again in every build. */
class GoldenLogsTest {
    private static final GoldenLogs LOGS = new GoldenLogs(GoldenLogs.FOLDER);

    static List<Integer> versions() throws IOException {
        return LOGS.versions();
    }

    private static Verification verify(MemoryArchive archive) {
        return Verifier.run(archive, VerifyOptions.ALL, List.of(), reached -> {});
    }

    @ParameterizedTest
    @MethodSource("versions")
    void theRulesOfAVersionDecideAsTheyAlwaysDid(int version) throws IOException {
        Verification verification = verify(LOGS.read(version));

        assertThat(verification.findings())
                .as(
                        "Version %d of the rules decides something else than when its golden logs were written. Put the"
                                + " decision back as it was; or, if it is meant to change, raise Rulebook.VERSION, keep the"
                                + " rules that decided before in Rulebook.of, run bin/publish-rules and commit what it writes",
                        version)
                .isEmpty();
        assertThat(verification.undecided()).isZero();
        assertThat(verification.entries()).isEqualTo(600);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void allThatAVersionDecidedWasDecidedByIt(int version) throws IOException {
        assertThat(entries(version).map(JournalEntry::getRules).distinct()).containsExactly(version);
    }

    @Test
    void theRulesInForceHaveGoldenLogs() throws IOException {
        assertThat(versions())
                .as("Run bin/publish-rules for the new version of the rules, and commit what it writes")
                .contains(Rulebook.VERSION);
    }

    @Test
    void goldenLogsNeverChange() throws IOException {
        assertThat(LOGS.writtenIndex())
                .as("A golden log is another than when it was published: put it back, with `git checkout`. A change of"
                        + " any decision is a new version of the rules, with golden logs of its own: bin/publish-rules")
                .isEqualTo(LOGS.index());
    }

    @Test
    void theGoldenLogsOfTheRulesInForceHaveEverythingInThem() throws IOException {
        Set<String> types = new HashSet<>();
        Set<String> facts = new HashSet<>();
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
        Set<String> dismissals = new HashSet<>();
        entries(Rulebook.VERSION).forEach(entry -> {
            types.add(entry.getType());
            outcomes.add(entry.getOutcome());
            if (entry.getReason() != null) {
                reasons.add(entry.getReason());
            }
            for (Object fact : entry.getFacts()) {
                facts.add(fact.getClass().getSimpleName());
                if (fact instanceof TimerDismissed dismissed) {
                    dismissals.add(dismissed.getTimer() + " " + dismissed.getWhy());
                }
            }
        });

        assertThat(verify(LOGS.read(Rulebook.VERSION)).rows()).containsOnlyKeys(EnumSet.allOf(Row.class));
        assertThat(types)
                .containsExactlyInAnyOrderElementsOf(branches(org.ticketdesk.events.DeskAction.getClassSchema()
                        .getField("action")
                        .schema()));
        assertThat(facts)
                .containsExactlyInAnyOrderElementsOf(branches(
                        JournalEntry.getClassSchema().getField("facts").schema().getElementType()));
        assertThat(outcomes).containsExactlyInAnyOrder(Outcome.ACCEPTED, Outcome.REFUSED, Outcome.DUPLICATE);
        assertThat(reasons).containsExactlyInAnyOrderElementsOf(named(Reason.values()));
        assertThat(dismissals)
                .hasSize(
                        named(Timer.values()).size() * named(Dismissal.values()).size());
    }

    @Test
    void aDecisionThatChangedWithoutANewVersionIsFound() throws IOException {
        Rules changed = (desk, request, appended) -> {
            Decision decision = Rulebook.decide(desk, request, appended);
            return decision.outcome() instanceof org.ticketdesk.core.journey.Outcome.Refused refused
                    ? new Decision(
                            decision.sequence(),
                            decision.at(),
                            decision.rules(),
                            new org.ticketdesk.core.journey.Outcome.Refused(refused.reason(), "Another sentence."))
                    : decision;
        };

        Verification verification = Verifier.run(
                LOGS.read(1), VerifyOptions.ALL.by(version -> Optional.of(changed)), List.of(), reached -> {});

        assertThat(verification.findings())
                .hasSize(4)
                .allSatisfy(finding -> assertThat(finding.field()).isEqualTo("detail"));
    }

    private static Stream<JournalEntry> entries(int version) throws IOException {
        return LOGS.read(version).all(DeskTopic.JOURNAL).map(record -> Codec.JOURNAL_ENTRY.decode(record.value()));
    }

    private static Collection<String> branches(Schema union) {
        return union.getTypes().stream().map(Schema::getName).collect(Collectors.toSet());
    }

    private static <E extends Enum<E>> List<E> named(E[] values) {
        return Stream.of(values)
                .filter(value -> !value.name().equals("UNKNOWN"))
                .toList();
    }
}
