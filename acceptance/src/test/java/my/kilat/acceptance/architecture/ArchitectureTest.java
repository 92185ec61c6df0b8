package my.kilat.acceptance.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import my.kilat.contract.catalogue.Component;

/** Arrows run downwards only: launcher → services and gateway → platform → contract; services meet in the contract. */
@AnalyzeClasses(packages = "my.kilat", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String LAUNCHER = "launcher";
    private static final String PLATFORM = "platform";
    private static final String CONTRACT = "contract";

    @ArchTest
    static final ArchRule arrowsRunDownwards = arrows();

    /** One layer for each component of the catalogue, none of which knows another. */
    private static ArchRule arrows() {
        List<String> components =
                Arrays.stream(Component.values()).map(Component::shortName).toList();
        Architectures.LayeredArchitecture layers = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer(LAUNCHER)
                .definedBy("my.kilat.launcher..")
                .layer(PLATFORM)
                .definedBy("my.kilat.platform..")
                .layer(CONTRACT)
                .definedBy("my.kilat.contract..")
                .whereLayer(LAUNCHER)
                .mayNotBeAccessedByAnyLayer();
        for (String component : components) {
            layers = layers.layer(component).definedBy("my.kilat." + component + "..");
        }
        for (String component : components) {
            layers = layers.whereLayer(component).mayOnlyBeAccessedByLayers(LAUNCHER);
        }
        return layers.whereLayer(CONTRACT)
                .mayOnlyBeAccessedByLayers(Stream.concat(components.stream(), Stream.of(LAUNCHER, PLATFORM))
                        .toArray(String[]::new));
    }

    @ArchTest
    static final ArchRule domainsKnowNoFramework = noClasses()
            .that()
            .resideInAPackage("my.kilat.*.domain..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.vertx..",
                    "io.netty..",
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
