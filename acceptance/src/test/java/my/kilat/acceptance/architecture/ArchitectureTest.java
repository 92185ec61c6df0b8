package my.kilat.acceptance.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Arrows run downwards only: launcher → services and gateway → platform → contract; services meet in the contract. */
@AnalyzeClasses(packages = "my.kilat", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule arrowsRunDownwards = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("launcher")
            .definedBy("my.kilat.launcher..")
            .layer("gateway")
            .definedBy("my.kilat.gateway..")
            .layer("identity")
            .definedBy("my.kilat.identity..")
            .layer("booking")
            .definedBy("my.kilat.booking..")
            .layer("payment")
            .definedBy("my.kilat.payment..")
            .layer("runner")
            .definedBy("my.kilat.runner..")
            .layer("tracking")
            .definedBy("my.kilat.tracking..")
            .layer("notification")
            .definedBy("my.kilat.notification..")
            .layer("platform")
            .definedBy("my.kilat.platform..")
            .layer("contract")
            .definedBy("my.kilat.contract..")
            .whereLayer("launcher")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("gateway")
            .mayOnlyBeAccessedByLayers("launcher")
            .whereLayer("identity")
            .mayOnlyBeAccessedByLayers("launcher")
            .whereLayer("booking")
            .mayOnlyBeAccessedByLayers("launcher")
            .whereLayer("payment")
            .mayOnlyBeAccessedByLayers("launcher")
            .whereLayer("runner")
            .mayOnlyBeAccessedByLayers("launcher")
            .whereLayer("tracking")
            .mayOnlyBeAccessedByLayers("launcher")
            .whereLayer("notification")
            .mayOnlyBeAccessedByLayers("launcher")
            .whereLayer("contract")
            .mayOnlyBeAccessedByLayers(
                    "launcher",
                    "gateway",
                    "identity",
                    "booking",
                    "payment",
                    "runner",
                    "tracking",
                    "notification",
                    "platform");

    @ArchTest
    static final ArchRule domainsKnowNoFramework = noClasses()
            .that()
            .resideInAPackage("my.kilat.*.domain..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.vertx..",
                    "io.netty..",
                    "org.jdbi..",
                    "java.sql..",
                    "org.apache.kafka..",
                    "com.fasterxml.jackson.databind..",
                    "java.net.http..",
                    "my.kilat.platform.http..",
                    "my.kilat.platform.database..",
                    "my.kilat.platform.service..");

    @ArchTest
    static final ArchRule theContractIsOnlyRecords = noClasses()
            .that()
            .resideInAPackage("my.kilat.contract..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("my.kilat.platform..", "com.fasterxml.jackson.databind..");
}
