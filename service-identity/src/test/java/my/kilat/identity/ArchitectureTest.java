package my.kilat.identity;

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
    static final ArchRule THE_DOMAIN_KNOWS_NO_FRAMEWORK = classes()
            .that()
            .resideInAPackage("my.kilat.identity.domain")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "my.kilat.identity.domain",
                    "my.kilat.contract.identity",
                    "my.kilat.platform.failure");

    @ArchTest
    static final ArchRule NO_FEATURE_DEPENDS_ON_ONE_THAT_DEPENDS_ON_IT =
            slices().matching("my.kilat.identity.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_OTHER_SERVICE_IS_KNOWN = noClasses()
            .that()
            .resideInAPackage("my.kilat.identity..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "my.kilat.booking..",
                    "my.kilat.payment..",
                    "my.kilat.runner..",
                    "my.kilat.tracking..",
                    "my.kilat.notification..",
                    "my.kilat.gateway..",
                    "my.kilat.launcher..");
}
