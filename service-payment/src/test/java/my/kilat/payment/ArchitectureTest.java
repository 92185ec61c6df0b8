package my.kilat.payment;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
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
    static final ArchRule THE_PROVIDER_KNOWS_THE_DOMAIN_ALONE = noClasses()
            .that()
            .resideInAPackage("my.kilat.payment.provider..")
            .should()
            .dependOnClassesThat(resideInAPackage("my.kilat.payment..")
                    .and(not(resideInAnyPackage("my.kilat.payment.provider..", "my.kilat.payment.domain.."))));
}
