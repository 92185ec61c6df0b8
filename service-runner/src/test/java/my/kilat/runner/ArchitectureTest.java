package my.kilat.runner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "my.kilat", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** Rules are rules whatever carries them: no HTTP, SQL, Kafka, Vert.x. */
    @ArchTest
    static final ArchRule theDomainIsPure = classes()
            .that()
            .resideInAPackage("my.kilat.runner.domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.time..",
                    "java.util..",
                    "org.jspecify.annotations",
                    "my.kilat.runner.domain..",
                    "my.kilat.contract.booking",
                    "my.kilat.contract.event",
                    "my.kilat.contract.petshop",
                    "my.kilat.contract.runner",
                    "my.kilat.platform.failure",
                    "my.kilat.platform.geo",
                    "my.kilat.platform.time");

    @ArchTest
    static final ArchRule noServiceKnowsAnother = noClasses()
            .that()
            .resideInAPackage("my.kilat.runner..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "my.kilat.booking..",
                    "my.kilat.payment..",
                    "my.kilat.identity..",
                    "my.kilat.tracking..",
                    "my.kilat.notification..",
                    "my.kilat.gateway..");

    @ArchTest
    static final ArchRule featuresDoNotGoInCircles =
            slices().matching("my.kilat.runner.(*)..").should().beFreeOfCycles();

    /** HTTP is spoken by the endpoints of a feature; everything else is handed what was said. */
    @ArchTest
    static final ArchRule onlyEndpointsSpeakHttp = noClasses()
            .that()
            .resideInAPackage("my.kilat.runner..")
            .and()
            .haveSimpleNameNotEndingWith("Endpoints")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("my.kilat.platform.http..", "my.kilat.contract.http..", "io.vertx..");
}
