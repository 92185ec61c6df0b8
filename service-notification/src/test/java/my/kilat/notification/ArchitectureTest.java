package my.kilat.notification;

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
            .resideInAPackage("my.kilat.notification.domain")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "my.kilat.notification.domain",
                    "my.kilat.contract.notification",
                    "my.kilat.contract.event",
                    "my.kilat.platform.failure",
                    "my.kilat.platform.money",
                    "my.kilat.platform.time");

    @ArchTest
    static final ArchRule ONLY_THE_MAIL_PROVIDER_KNOWS_MAIL = noClasses()
            .that()
            .resideOutsideOfPackage("my.kilat.notification.provider")
            .and()
            .resideInAPackage("my.kilat.notification..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..");

    @ArchTest
    static final ArchRule NO_FEATURE_DEPENDS_ON_ONE_THAT_DEPENDS_ON_IT =
            slices().matching("my.kilat.notification.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_OTHER_SERVICE_IS_KNOWN = noClasses()
            .that()
            .resideInAPackage("my.kilat.notification..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "my.kilat.identity..",
                    "my.kilat.booking..",
                    "my.kilat.payment..",
                    "my.kilat.runner..",
                    "my.kilat.tracking..",
                    "my.kilat.gateway..",
                    "my.kilat.launcher..");
}
