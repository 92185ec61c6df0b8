package my.kilat.contract;

import static my.kilat.contract.Document.OPENAPI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.identity.Role;
import org.junit.jupiter.api.Test;

/** What everybody who reads {@code openapi.yaml} by machine relies on. */
class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** The operation whose path has a name in it instead of an id, and whose body is whatever its caller has signed. */
    private static final String BY_NAME = "receiveWebhook";

    /** Operations that every service answers on its own port. */
    private static final String EVERY_SERVICE = "platform";

    /** An operation, and where it stands. */
    private record Operation(String method, String path, JsonNode item, JsonNode node) {
        String id() {
            return node.path("operationId").textValue();
        }

        boolean isPublic() {
            return node.has("security") && node.path("security").isEmpty();
        }

        List<JsonNode> parameters() {
            List<JsonNode> parameters = new ArrayList<>();
            item.path("parameters").forEach(p -> parameters.add(OPENAPI.resolve(p)));
            node.path("parameters").forEach(p -> parameters.add(OPENAPI.resolve(p)));
            return parameters;
        }

        boolean takes(String parameter) {
            return parameters().stream().anyMatch(p -> p.path("name").asText().equals(parameter));
        }

        @Override
        public String toString() {
            return method.toUpperCase() + " " + path;
        }
    }

    private final List<Operation> operations = operations();

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        OPENAPI.root()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .forEach(member -> operations.add(
                                new Operation(member.getKey(), path.getKey(), path.getValue(), member.getValue()))));
        return operations;
    }

    @Test
    void isOpenApi31() {
        assertThat(OPENAPI.root().path("openapi").textValue()).isEqualTo("3.1.0");
    }

    /**
     * Gateway and services answer the same {@code /health}, so the 46 of the core need 45 entries; then the key set, the
     * ended sessions, the page of a payment, the webhooks of its provider, what the gateway says of itself alone, eight about
     * offers, the history of a booking, its handling card (two), how its pet was carried, several positions in one request, and six
     * about vets.
     */
    @Test
    void hasEveryOperationOnce() {
        assertThat(operations).hasSize(69);
        assertThat(operations).extracting(Operation::id).doesNotHaveDuplicates();
        assertThat(operations).extracting(Operation::id).containsExactlyInAnyOrder(("""
                        register login refresh logout getProfile updateProfile jwks listEndedSessions
                        createBooking listBookings getBooking acceptBooking pickUpBooking deliverBooking confirmBooking
                        cancelBooking declineBooking assignRunner reofferBooking listBookingHistory getHandling replaceHandling getWelfare
                        findVets listVetClinics addVetClinic importVetClinics replaceVetClinic deleteVetClinic getDispatch listOffers acceptOfferedBooking declineOffer openOfferSocket
                        initiatePayment listPayments getPayment getPaymentOfBooking refundPayment openCheckout receiveWebhook
                        createRunner getMyRunner goOnline goOffline postLocation postLocations addCrate findNearbyRunners
                        listPetShops findNearbyPetShops listMyPetShops getPetShop createPetShop updatePetShop deletePetShop
                        getTrack getRoute openTrackingSocket
                        listNotifications getNotification markNotificationRead markNotificationReadByPost getPreferences
                        updatePreferences registerFcmToken
                        gatewayHealth gatewayLive readiness""").split("\\s+"));
    }

    @Test
    void everyOperationSaysWhoAnswersItAndWhoMayCall() {
        Set<String> roles =
                new TreeSet<>(Arrays.stream(Role.values()).map(Role::word).toList());
        assertThat(operations).allSatisfy(operation -> {
            String answering = operation.node.path("x-service").asText();
            assertThat(answering.equals(EVERY_SERVICE)
                            || Component.find(answering).isPresent())
                    .as("x-service of %s: %s", operation.id(), answering)
                    .isTrue();
            assertThat(operation.node.path("summary").asText()).isNotBlank();
            assertThat(operation.node.path("tags")).hasSize(1);
            operation.node.path("x-roles").forEach(role -> assertThat(roles).contains(role.asText()));
        });
    }

    @Test
    void onlyRegistrationLoginRefreshKeysHealthWebhooksAndThePageOfAPaymentNeedNoToken() {
        assertThat(operations.stream().filter(Operation::isPublic).map(Operation::id))
                .containsExactlyInAnyOrder(
                        "register",
                        "login",
                        "refresh",
                        "jwks",
                        "listEndedSessions",
                        "openCheckout",
                        "receiveWebhook",
                        "gatewayHealth",
                        "gatewayLive",
                        "readiness");
        assertThat(operations)
                .filteredOn(Operation::isPublic)
                .allSatisfy(
                        operation -> assertThat(operation.node.has("x-roles")).isFalse());
        assertThat(operations)
                .filteredOn(operation -> !operation.isPublic())
                .allSatisfy(operation ->
                        assertThat(operation.node.path("responses").has("401")).isTrue());
    }

    @Test
    void operationsForSomeRolesOnlySayThatTheyRefuseTheOthers() {
        assertThat(operations)
                .filteredOn(operation -> operation.node.has("x-roles"))
                .hasSizeGreaterThan(10)
                .allSatisfy(operation ->
                        assertThat(operation.node.path("responses").has("403")).isTrue());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> dangling = new ArrayList<>();
        OPENAPI.everyObject((pointer, node) -> {
            if (node.path("$ref").isTextual()
                    && OPENAPI.at(node.path("$ref").textValue().substring(1)).isMissingNode()) {
                dangling.add(pointer + " → " + node.path("$ref"));
            }
        });
        assertThat(dangling).isEmpty();
    }

    @Test
    void everyComponentIsUsed() {
        Set<String> used = new HashSet<>();
        OPENAPI.everyObject((pointer, node) -> used.add(node.path("$ref").asText()));
        OPENAPI.root().path("components").properties().forEach(section -> {
            if (!section.getKey().equals("securitySchemes")) {
                section.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                name -> assertThat(used).contains("#/components/" + section.getKey() + "/" + name));
            }
        });
    }

    @Test
    void everyPlaceholderOfAPathIsDeclaredAsAnIdOrName() {
        Pattern placeholder = Pattern.compile("\\{([^}]+)}");
        for (Operation operation : operations) {
            Set<String> wanted = new TreeSet<>();
            for (Matcher m = placeholder.matcher(operation.path); m.find(); ) {
                wanted.add(m.group(1));
            }
            List<JsonNode> inPath = operation.parameters().stream()
                    .filter(p -> p.path("in").asText().equals("path"))
                    .toList();
            Set<String> declared = new TreeSet<>();
            inPath.forEach(p -> declared.add(p.path("name").asText()));
            assertThat(declared).as(operation.toString()).isEqualTo(wanted);
            assertThat(inPath).as(operation.toString()).allSatisfy(p -> {
                assertThat(p.path("required").asBoolean()).isTrue();
                if (!operation.id().equals(BY_NAME)) {
                    assertThat(p.path("schema").path("format").asText()).isEqualTo("uuid");
                }
            });
            if (!wanted.isEmpty()) {
                assertThat(operation.node.path("responses").has("400"))
                        .as(operation.toString())
                        .isTrue();
            }
        }
    }

    @Test
    void everyParameterIsDescribedAndTyped() {
        for (Operation operation : operations) {
            assertThat(operation.parameters()).as(operation.toString()).allSatisfy(p -> {
                assertThat(p.path("description").asText()).isNotBlank();
                assertThat(p.path("schema").path("type").isTextual()).isTrue();
            });
        }
    }

    @Test
    void everyCallThatChangesSomethingMayBeRepeatedUnderItsKey() {
        assertThat(operations)
                .filteredOn(operation -> !operation.method.equals("get"))
                .allSatisfy(operation ->
                        assertThat(operation.takes("Idempotency-Key")).isEqualTo(!operation.isPublic()));
        assertThat(operations)
                .filteredOn(operation -> operation.takes("Idempotency-Key"))
                .allSatisfy(operation ->
                        assertThat(fieldNames(operation.node.path("responses"))).contains("400", "409", "422"));
    }

    @Test
    void everyRequestBodyIsANamedSchemaOfJson() {
        List<String> bodies = new ArrayList<>();
        for (Operation operation : operations) {
            JsonNode body = operation.node.path("requestBody");
            if (!body.isMissingNode() && !operation.id().equals(BY_NAME)) {
                assertThat(fieldNames(body.path("content"))).containsExactly("application/json");
                bodies.add(body.at("/content/application~1json/schema/$ref").asText());
                assertThat(body.path("required").isBoolean())
                        .as(operation.toString())
                        .isTrue();
            }
        }
        assertThat(bodies)
                .hasSize(26)
                .allMatch(ref -> ref.matches("#/components/schemas/[A-Za-z]+Request"))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyAnswerFrom400UpIsTheErrorEnvelope() {
        for (Operation operation : operations) {
            if (Set.of("/health", "/live", "/readiness").contains(operation.path)) {
                continue;
            }
            operation.node.path("responses").properties().forEach(response -> {
                if (Integer.parseInt(response.getKey()) >= 400) {
                    JsonNode schema = OPENAPI.resolve(response.getValue()).at("/content/application~1json/schema/$ref");
                    assertThat(schema.asText())
                            .as(operation + " " + response.getKey())
                            .isEqualTo("#/components/schemas/Error");
                }
            });
        }
    }

    @Test
    void everyAnswerBelow400HasABodyAndItsDataIsRequired() {
        Set<String> notInAnEnvelope = Set.of(
                "jwks",
                "listEndedSessions",
                "getRoute",
                "openCheckout",
                "receiveWebhook",
                "gatewayHealth",
                "gatewayLive",
                "readiness",
                "openTrackingSocket",
                "openOfferSocket");
        for (Operation operation : operations) {
            if (notInAnEnvelope.contains(operation.id())) {
                continue;
            }
            operation.node.path("responses").properties().forEach(response -> {
                if (Integer.parseInt(response.getKey()) < 400) {
                    JsonNode schema = OPENAPI.resolve(response.getValue()).at("/content/application~1json/schema");
                    List<JsonNode> forms = new ArrayList<>();
                    schema.path("oneOf").forEach(forms::add);
                    if (forms.isEmpty()) {
                        forms.add(schema);
                    }
                    assertThat(forms)
                            .allSatisfy(form -> assertThat(OPENAPI.required(OPENAPI.resolve(form)))
                                    .as(operation.toString())
                                    .contains("success", "data"));
                }
            });
        }
    }

    @Test
    void answersHaveNoFieldThatTheContractDoesNotName() {
        OPENAPI.root().at("/components/schemas").properties().forEach(schema -> {
            boolean isObject = schema.getValue().path("type").asText().equals("object");
            boolean isRequest = schema.getKey().endsWith("Request");
            boolean isPart = schema.getKey().equals("NotificationFields");
            if (isObject && !isPart) {
                boolean closed = schema.getValue().path("additionalProperties").isBoolean()
                        || schema.getValue().path("unevaluatedProperties").isBoolean();
                assertThat(closed).as(schema.getKey()).isEqualTo(!isRequest);
            }
        });
    }

    @Test
    void everyExampleIsValid() {
        List<String> problems = new ArrayList<>();
        int[] seen = {0};
        OPENAPI.everyObject((pointer, node) -> {
            if (pointer.contains("/properties/") || pointer.contains("/examples/") || !node.has("schema")) {
                return;
            }
            if (node.has("example")) {
                seen[0]++;
                OPENAPI.problems(pointer + "/schema", node.path("example"))
                        .forEach(p -> problems.add(pointer + ": " + p));
            }
            node.path("examples").properties().forEach(example -> {
                seen[0]++;
                OPENAPI.problems(pointer + "/schema", example.getValue().path("value"))
                        .forEach(p -> problems.add(pointer + " " + example.getKey() + ": " + p));
            });
        });
        OPENAPI.root().at("/components/schemas").properties().forEach(schema -> {
            for (JsonNode example : schema.getValue().path("examples")) {
                seen[0]++;
                OPENAPI.problems("/components/schemas/" + schema.getKey(), example)
                        .forEach(p -> problems.add(schema.getKey() + ": " + p));
            }
        });
        assertThat(problems).isEmpty();
        assertThat(seen[0]).as("examples seen").isGreaterThan(90);
    }

    @Test
    void everyRequestHasAnExample() {
        for (Operation operation : operations) {
            if (operation.node.has("requestBody") && !operation.id().equals(BY_NAME)) {
                assertThat(operation.node.at("/requestBody/content/application~1json/examples"))
                        .as(operation.toString())
                        .isNotEmpty();
            }
        }
    }

    static TreeSet<String> fieldNames(JsonNode node) {
        TreeSet<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
