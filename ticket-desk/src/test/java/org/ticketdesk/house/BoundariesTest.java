package org.ticketdesk.house;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ticketdesk.processor.ProcessorRefusedException;

/** Which package may know which. Each boundary has an example that crosses it, to see that the crossing is found. */
class BoundariesTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.ticketdesk");

    private enum Boundary {
        THE_RULEBOOK_KNOWS_JAVA_AND_ITSELF(
                classes()
                        .that()
                        .resideInAPackage("org.ticketdesk.core..")
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage("java..", "org.ticketdesk.core.."),
                org.ticketdesk.core.violating.RulesThatLog.class),

        K2_WHAT_IS_DECIDED_RESTS_ON_NO_CLOCK_NO_CHANCE_AND_NO_PLACE(
                noClasses()
                        .that()
                        .resideInAnyPackage("org.ticketdesk.core..", "org.ticketdesk.mapping..")
                        .should()
                        .accessTargetWhere(describe("differs from run to run", BoundariesTest::differsFromRunToRun)),
                org.ticketdesk.core.violating.RulesThatAskTheClock.class),

        THE_CONTRACT_KNOWS_NO_RULES_AND_NO_PROCESSOR(
                noClasses()
                        .that()
                        .resideInAPackage("org.ticketdesk.events..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.ticketdesk.core..",
                                "org.ticketdesk.mapping..",
                                "org.ticketdesk.audit..",
                                "org.ticketdesk.processor..",
                                "org.ticketdesk.projection..",
                                "org.ticketdesk.embedded..",
                                "org.ticketdesk.cli.."),
                org.ticketdesk.events.violating.ContractThatKnowsTheRules.class),

        THE_PROCESSOR_KNOWS_NOBODY_WHO_RUNS_IT(
                noClasses()
                        .that()
                        .resideInAPackage("org.ticketdesk.processor..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.ticketdesk.audit..",
                                "org.ticketdesk.projection..",
                                "org.ticketdesk.embedded..",
                                "org.ticketdesk.cli.."),
                org.ticketdesk.processor.violating.ProcessorThatStartsABroker.class),

        THE_AUDIT_KNOWS_NOBODY_WHOSE_WORK_IT_CHECKS(
                noClasses()
                        .that()
                        .resideInAnyPackage("org.ticketdesk.audit..", "org.ticketdesk.mapping..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.ticketdesk.processor..",
                                "org.ticketdesk.projection..",
                                "org.ticketdesk.embedded..",
                                "org.ticketdesk.cli.."),
                org.ticketdesk.audit.violating.AuditThatAsksTheProcessor.class),

        THE_ROWS_OF_A_DESK_KNOW_NO_EVENTS(
                noClasses()
                        .that()
                        .resideInAPackage("org.ticketdesk.processor.state..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.ticketdesk.events.."),
                org.ticketdesk.processor.state.violating.RowsThatKnowEvents.class),

        THE_BROKER_KNOWS_NOTHING_OF_TICKETS(
                noClasses()
                        .that()
                        .resideInAPackage("org.ticketdesk.embedded..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.ticketdesk.core..",
                                "org.ticketdesk.events..",
                                "org.ticketdesk.mapping..",
                                "org.ticketdesk.audit..",
                                "org.ticketdesk.processor..",
                                "org.ticketdesk.cli.."),
                org.ticketdesk.embedded.violating.BrokerThatKnowsTopics.class),

        THE_EXAMPLES_KNOW_WHAT_OTHER_PEOPLE_MAY_KNOW(
                noClasses()
                        .that()
                        .resideInAPackage("org.ticketdesk.examples..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.ticketdesk.core..",
                                "org.ticketdesk.mapping..",
                                "org.ticketdesk.audit..",
                                "org.ticketdesk.processor..",
                                "org.ticketdesk.embedded..",
                                "org.ticketdesk.cli.."),
                org.ticketdesk.examples.violating.ExampleThatDecides.class),

        THE_PROJECTION_KNOWS_NOBODY_WHO_DECIDES(
                noClasses()
                        .that()
                        .resideInAPackage("org.ticketdesk.projection..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.ticketdesk.processor..", "org.ticketdesk.embedded..", "org.ticketdesk.cli.."),
                org.ticketdesk.projection.violating.ProjectionThatDecides.class),

        THE_FOLD_INTO_VIEWS_KNOWS_NO_RULES(
                noClasses()
                        .that()
                        .resideInAnyPackage(
                                "org.ticketdesk.projection",
                                "org.ticketdesk.projection.fold..",
                                "org.ticketdesk.projection.database..",
                                "org.ticketdesk.projection.rebuild..",
                                "org.ticketdesk.projection.measures..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.ticketdesk.core..", "org.ticketdesk.mapping..", "org.ticketdesk.audit.."),
                org.ticketdesk.projection.fold.violating.FoldThatKnowsTheRules.class),

        HTTP_ASKS_THE_VIEWS_AND_NOT_THE_DATABASE(
                noClasses()
                        .that()
                        .resideInAPackage("org.ticketdesk.projection.http..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.jdbi..", "java.sql..", "org.ticketdesk.projection.database.."),
                org.ticketdesk.projection.http.violating.RouteThatWritesSql.class),

        PLAYED_PEOPLE_AND_PICTURES_KNOW_NO_KAFKA(
                noClasses()
                        .that()
                        .resideInAnyPackage("org.ticketdesk.cli.traffic..", "org.ticketdesk.cli.screen..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.apache.kafka..", "org.ticketdesk.events.topics.."),
                org.ticketdesk.cli.traffic.violating.PeopleWhoKnowTopics.class),

        NO_PACKAGES_KNOW_EACH_OTHER_IN_A_CIRCLE(
                slices().matching("org.ticketdesk.(**)")
                        .should()
                        .beFreeOfCycles()
                        // The processor's word to its operator: whoever finds a reason to refuse says it.
                        .ignoreDependency(alwaysTrue(), type(ProcessorRefusedException.class)),
                org.ticketdesk.cli.traffic.violating.Hen.class,
                org.ticketdesk.cli.screen.violating.Egg.class);

        private final ArchRule rule;
        private final Class<?>[] crossing;

        Boundary(ArchRule rule, Class<?>... crossing) {
            this.rule = rule;
            this.crossing = crossing;
        }
    }

    /** Clocks, random numbers, and the locale, time zone and environment of a machine. */
    private static boolean differsFromRunToRun(JavaAccess<?> access) {
        String name = access.getName();
        return access.getTargetOwner().isAssignableTo(RandomGenerator.class)
                || switch (access.getTargetOwner().getName()) {
                    case "java.lang.System" -> !name.equals("arraycopy") && !name.equals("identityHashCode");
                    case "java.time.Clock", "java.util.Date", "java.util.Calendar" -> true;
                    case "java.lang.Math" -> name.equals("random");
                    case "java.util.UUID" -> name.equals("randomUUID");
                    case "java.util.Locale", "java.util.TimeZone" -> name.equals("getDefault");
                    case "java.time.ZoneId" -> name.equals("systemDefault");
                    case "java.lang.String" ->
                        List.of("format", "formatted", "toLowerCase", "toUpperCase")
                                .contains(name);
                    default -> name.equals("now");
                };
    }

    @ParameterizedTest
    @EnumSource(Boundary.class)
    void theBoundaryIsKept(Boundary boundary) {
        assertThat(boundary.rule.evaluate(MAIN).getFailureReport().getDetails()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Boundary.class)
    void whoeverCrossesItIsFound(Boundary boundary) {
        JavaClasses crossing = new ClassFileImporter().importClasses(boundary.crossing);

        assertThat(boundary.rule.evaluate(crossing).hasViolation()).isTrue();
    }
}
