package my.kilat.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "my.kilat.contract", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** Whoever reads or writes the wire may choose their own tools. */
    @ArchTest
    static final ArchRule needsNothingButAnnotations = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "my.kilat.contract..", "com.fasterxml.jackson.annotation", "org.jspecify.annotations");
}
