package my.kilat.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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
            .resideInAnyPackage("my.kilat.gateway.proxy..", "my.kilat.gateway.limit..", "my.kilat.gateway.route");

    @ArchTest
    static final ArchRule ROOMS_OF_THE_PROXY_FORM_NO_CIRCLE =
            slices().matching("my.kilat.gateway.proxy.(*)..").should().beFreeOfCycles();

    /** Client side and admission, then the exchange, the upstream side, policy, and the event loop below all. */
    @ArchTest
    static final ArchRule ARROWS_OF_THE_PROXY_RUN_DOWNWARDS = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("my.kilat.gateway.proxy..")
            .layer("server")
            .definedBy("my.kilat.gateway.proxy")
            .layer("client")
            .definedBy("my.kilat.gateway.proxy.client")
            .layer("admission")
            .definedBy("my.kilat.gateway.proxy.admission")
            .layer("exchange")
            .definedBy("my.kilat.gateway.proxy.exchange")
            .layer("upstream")
            .definedBy("my.kilat.gateway.proxy.upstream")
            .layer("policy")
            .definedBy("my.kilat.gateway.proxy.policy")
            .layer("loop")
            .definedBy("my.kilat.gateway.proxy.loop")
            .whereLayer("server")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("client")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("admission")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("exchange")
            .mayOnlyBeAccessedByLayers("server", "client", "admission")
            .whereLayer("upstream")
            .mayOnlyBeAccessedByLayers("server", "exchange")
            .whereLayer("policy")
            .mayOnlyBeAccessedByLayers("server", "admission", "exchange", "upstream")
            .whereLayer("loop")
            .mayOnlyBeAccessedByLayers("server", "client", "admission", "exchange", "upstream", "policy");
}
