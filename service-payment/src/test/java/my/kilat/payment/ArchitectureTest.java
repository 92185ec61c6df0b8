package my.kilat.payment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import my.kilat.platform.fixture.ArchitectureRules;

/** Which arrows there are. */
@AnalyzeClasses(packages = "my.kilat.payment", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests RULES_OF_EVERY_MODULE = ArchTests.in(ArchitectureRules.class);

    @ArchTest
    static final ArchRule ONLY_THE_ENDPOINTS_KNOW_HTTP = noClasses()
            .that()
            .resideInAnyPackage("my.kilat.payment.escrow..", "my.kilat.payment.provider..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "my.kilat.payment.api..");

    @ArchTest
    static final ArchRule THE_PROVIDER_KNOWS_NOTHING_OF_THE_LEDGER = noClasses()
            .that()
            .resideInAPackage("my.kilat.payment.provider..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("my.kilat.payment.escrow..", "my.kilat.payment.ledger..");
}
