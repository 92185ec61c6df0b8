package my.kilat.runner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import my.kilat.platform.fixture.ArchitectureRules;

/** Which arrows there are. */
@AnalyzeClasses(packages = "my.kilat.runner", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests RULES_OF_EVERY_MODULE = ArchTests.in(ArchitectureRules.class);

    /** HTTP is spoken by the endpoints of a feature; everything else is handed what was said. */
    @ArchTest
    static final ArchRule ONLY_ENDPOINTS_SPEAK_HTTP = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Endpoints")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("my.kilat.platform.http..", "my.kilat.contract.http..", "io.vertx..");
}
