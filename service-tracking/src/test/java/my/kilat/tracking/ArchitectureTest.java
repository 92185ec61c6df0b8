package my.kilat.tracking;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which arrows there are. */
@AnalyzeClasses(packages = "my.kilat", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theDomainKnowsNoFramework = noClasses()
            .that()
            .resideInAPackage("my.kilat.tracking.domain..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.vertx..",
                    "io.netty..",
                    "java.net..",
                    "java.sql..",
                    "javax.sql..",
                    "org.jdbi..",
                    "org.apache.kafka..",
                    "com.fasterxml..",
                    "io.micrometer..",
                    "my.kilat.platform.http..",
                    "my.kilat.platform.database..",
                    "my.kilat.platform.event..",
                    "my.kilat.platform.service..",
                    "my.kilat.tracking.access..",
                    "my.kilat.tracking.live..",
                    "my.kilat.tracking.trip..",
                    "my.kilat.tracking.waypoint..");

    @ArchTest
    static final ArchRule noOtherServiceIsImported = noClasses()
            .that()
            .resideInAPackage("my.kilat.tracking..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "my.kilat.booking..",
                    "my.kilat.payment..",
                    "my.kilat.runner..",
                    "my.kilat.identity..",
                    "my.kilat.notification..",
                    "my.kilat.gateway..",
                    "my.kilat.launcher..");

    @ArchTest
    static final ArchRule featuresDoNotGoRoundInCircles =
            slices().matching("my.kilat.tracking.(*)..").should().beFreeOfCycles();
}
