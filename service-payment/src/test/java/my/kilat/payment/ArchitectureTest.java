package my.kilat.payment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "my.kilat", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theRulesOfAPaymentKnowNoHttpNoSqlAndNoBroker = noClasses()
            .that()
            .resideInAPackage("my.kilat.payment.domain..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "java.net.http..",
                    "org.jdbi..",
                    "io.vertx..",
                    "org.apache.kafka..",
                    "io.micrometer..",
                    "com.fasterxml..",
                    "my.kilat.platform.http..",
                    "my.kilat.platform.database..",
                    "my.kilat.platform.event..",
                    "my.kilat.platform.service..",
                    "my.kilat.payment.api..",
                    "my.kilat.payment.escrow..",
                    "my.kilat.payment.ledger..",
                    "my.kilat.payment.provider..");

    @ArchTest
    static final ArchRule onlyTheEndpointsKnowHttp = noClasses()
            .that()
            .resideInAnyPackage("my.kilat.payment.escrow..", "my.kilat.payment.provider..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "my.kilat.payment.api..");

    @ArchTest
    static final ArchRule theProviderKnowsNothingOfTheLedger = noClasses()
            .that()
            .resideInAPackage("my.kilat.payment.provider..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("my.kilat.payment.escrow..", "my.kilat.payment.ledger..");

    @ArchTest
    static final ArchRule noServiceKnowsAnother = noClasses()
            .that()
            .resideInAPackage("my.kilat.payment..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "my.kilat.booking..",
                    "my.kilat.identity..",
                    "my.kilat.runner..",
                    "my.kilat.tracking..",
                    "my.kilat.notification..",
                    "my.kilat.gateway..");
}
