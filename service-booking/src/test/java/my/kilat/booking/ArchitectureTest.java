package my.kilat.booking;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "my.kilat", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theDomainKnowsValuesAndRulesAlone = classes()
            .that()
            .resideInAPackage("my.kilat.booking.domain")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.math",
                    "java.time..",
                    "java.util..",
                    "my.kilat.booking.domain",
                    "my.kilat.contract",
                    "my.kilat.contract.booking",
                    "my.kilat.contract.event",
                    "my.kilat.contract.identity",
                    "my.kilat.platform.failure",
                    "my.kilat.platform.geo",
                    "my.kilat.platform.money",
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule noOtherServiceIsImported = noClasses()
            .that()
            .resideInAPackage("my.kilat.booking..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "my.kilat.gateway..",
                    "my.kilat.identity..",
                    "my.kilat.payment..",
                    "my.kilat.runner..",
                    "my.kilat.tracking..",
                    "my.kilat.notification..",
                    "my.kilat.launcher..");

    @ArchTest
    static final ArchRule featuresDoNotGoInCircles =
            slices().matching("my.kilat.booking.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheStoreSpeaksSql = noClasses()
            .that()
            .resideInAPackage("my.kilat.booking..")
            .and()
            .resideOutsideOfPackage("my.kilat.booking.store")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.jdbi.v3.core.statement..");
}
