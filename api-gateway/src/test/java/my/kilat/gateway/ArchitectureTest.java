package my.kilat.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import my.kilat.contract.catalogue.Component;

/** What may depend on what. */
@AnalyzeClasses(packages = "my.kilat.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule noServiceIsKnown = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(Component.services().stream()
                    .map(service -> "my.kilat." + service.shortName() + "..")
                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule theProxyPathIsOurOwn = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.netty.handler.codec.http")
            .because("strict framing and low cost come from reading the bytes ourselves");

    @ArchTest
    static final ArchRule theWireKnowsNothingOfWhatIsBuiltOnIt = noClasses()
            .that()
            .resideInAPackage("my.kilat.gateway.wire")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("my.kilat.gateway.proxy", "my.kilat.gateway.limit", "my.kilat.gateway.route");

    @ArchTest
    static final ArchRule packagesFormNoCircle =
            slices().matching("my.kilat.gateway.(*)..").should().beFreeOfCycles();
}
