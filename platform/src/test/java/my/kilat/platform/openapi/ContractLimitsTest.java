package my.kilat.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.stream.Stream;
import my.kilat.contract.catalogue.Component;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The limits that the contract sets to the body of each operation. */
class ContractLimitsTest {
    /** Administrators alone may send it. Its entries are limited in number and size, but not all may be as long as one may be. */
    private static final String IMPORT = "importVetClinics";

    static Stream<Operation> operations() {
        return Stream.of(ApiDocument.contract(), ApiDocument.load(ApiDocument.INTERNAL))
                .flatMap(document -> Component.services().stream()
                        .flatMap(service -> document.operationsOf(service.shortName()).stream()));
    }

    /** Reading the document fails when a list or a text of a body has no limit; this is about what they come to. */
    @ParameterizedTest
    @MethodSource("operations")
    void theLargestValidBodyFitsIntoWhatTheOperationAccepts(Operation operation) {
        if (operation.id().equals(IMPORT)) {
            assertThat(operation.mostBody()).isLessThanOrEqualTo(1 << 20);
            return;
        }
        long most = operation.body().map(BodyRule::mostBytes).orElse(0L);
        assertThat(most).as(operation.id()).isLessThanOrEqualTo(operation.mostBody());
        assertThat(operation.mostBody()).as(operation.id()).isLessThanOrEqualTo(256 << 10);
    }

    @Test
    void aNumberInTheQueryHasItsDefaultAndItsCapFromTheContract() {
        assertThat(radius("findNearbyRunners"))
                .isEqualTo(new Operation.NumberRule(OptionalDouble.of(5), OptionalDouble.of(50)));
        assertThat(radius("findNearbyPetShops"))
                .isEqualTo(new Operation.NumberRule(OptionalDouble.of(10), OptionalDouble.of(50)));
    }

    private static Operation.NumberRule radius(String operation) {
        return operations()
                .filter(found -> found.id().equals(operation))
                .flatMap(found -> found.query().stream())
                .filter(query -> query.name().equals("radius_km"))
                .findFirst()
                .orElseThrow()
                .number();
    }
}
