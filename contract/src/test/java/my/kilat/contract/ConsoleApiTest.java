package my.kilat.contract;

import static my.kilat.contract.Document.CONSOLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of console.yaml. */
class ConsoleApiTest {
    private record Operation(String path, String method, JsonNode node) {
        boolean isOpen() {
            return node.path("security").isArray() && node.path("security").isEmpty();
        }
    }

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        CONSOLE.root()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> Set.of("get", "post", "put", "delete").contains(member.getKey()))
                        .forEach(member ->
                                operations.add(new Operation(path.getKey(), member.getKey(), member.getValue()))));
        return operations;
    }

    @Test
    void everyOperationIsAnsweredByTheConsoleUnderItsOwnPaths() {
        assertThat(operations()).hasSizeGreaterThan(15).allSatisfy(operation -> {
            assertThat(operation.node.path("operationId").asText()).isNotBlank();
            assertThat(operation.node.path("x-service").asText()).isEqualTo("console");
            assertThat(operation.path).matches("/console(/.*)?|/api/v1/console/.*");
        });
    }

    @Test
    void onlyPagesAndLoginsNeedNoSession() {
        assertThat(operations().stream().filter(Operation::isOpen).map(operation -> operation.path))
                .containsExactlyInAnyOrder(
                        "/console",
                        "/console/{page}",
                        "/console/{page}/{item}",
                        "/api/v1/console/login",
                        "/api/v1/console/login/link",
                        "/api/v1/console/login/invitation");
        assertThat(CONSOLE.root().path("security").findValue("session")).isNotNull();
    }

    @Test
    void onlyAdministratorsChangeAnything() {
        assertThat(operations()).filteredOn(operation -> !operation.isOpen()).allSatisfy(operation -> {
            List<String> roles = new ArrayList<>();
            operation.node.path("x-roles").forEach(role -> roles.add(role.asText()));
            boolean changes = operation.method.equals("post");
            assertThat(roles)
                    .as(operation.path)
                    .containsExactlyElementsOf(changes ? List.of("admin") : List.of("admin", "operator"));
        });
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        CONSOLE.everyObject((pointer, node) -> {
            if (node.has("$ref")) {
                assertThat(CONSOLE.at(node.path("$ref").asText().substring(1)).isMissingNode())
                        .as(pointer)
                        .isFalse();
            }
        });
    }
}
