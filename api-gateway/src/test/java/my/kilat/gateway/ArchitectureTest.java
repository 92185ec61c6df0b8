package my.kilat.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.fixture.ArchitectureRules;

/** Which arrows there are. */
@AnalyzeClasses(packages = "my.kilat.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests RULES_OF_EVERY_MODULE = ArchTests.in(ArchitectureRules.class);

    @ArchTest
    static final ArchRule NO_SERVICE_IS_KNOWN = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(Component.services().stream()
                    .map(service -> "my.kilat." + service.shortName() + "..")
                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule THE_PROXY_PATH_IS_OUR_OWN = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.netty.handler.codec.http")
            .because("strict framing and low cost come from reading the bytes ourselves");

    @ArchTest
    static final ArchRule THE_WIRE_KNOWS_NOTHING_OF_WHAT_IS_BUILT_ON_IT = noClasses()
            .that()
            .resideInAPackage("my.kilat.gateway.wire")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("my.kilat.gateway.proxy", "my.kilat.gateway.limit", "my.kilat.gateway.route");
}
