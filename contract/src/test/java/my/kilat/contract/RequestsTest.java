package my.kilat.contract;

import static my.kilat.contract.Document.JSON;
import static my.kilat.contract.Document.OPENAPI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import my.kilat.contract.booking.CreateBookingRequest;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.payment.InitiatePaymentRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped clients send is let in, and what cannot be stored or understood is not. */
class RequestsTest {

    static Stream<Class<?>> requests() {
        return RecordsTest.records().filter(type -> type.getSimpleName().endsWith("Request"));
    }

    /** Everything that an example holds arrives in the record, and nothing else is needed to fill it. */
    @Test
    void examplesAreReadIntoTheirRecords() throws Exception {
        Map<String, Class<?>> byName = new java.util.HashMap<>();
        requests().forEach(type -> byName.put(type.getSimpleName(), type));
        int[] read = {0};
        List<JsonNode> bodies = new ArrayList<>();
        OPENAPI.everyObject((pointer, node) -> {
            if (pointer.endsWith("/requestBody")) {
                bodies.add(node.at("/content/application~1json"));
            }
        });
        for (JsonNode body : bodies) {
            Class<?> type = byName.get(body.at("/schema/$ref").asText().replaceAll(".*/", ""));
            for (JsonNode example : body.path("examples")) {
                JsonNode again = JSON.valueToTree(JSON.treeToValue(example.path("value"), type));
                example.path("value")
                        .fieldNames()
                        .forEachRemaining(name -> assertThat(again.has(name))
                                .as(type + " " + name)
                                .isTrue());
                read[0]++;
            }
        }
        assertThat(read[0]).isGreaterThan(30);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void unknownFieldsAreIgnored(Class<?> type) {
        List<String> refused = OPENAPI.problems(pointer(type.getSimpleName()), "{\"surprise\":{\"a\":[1]}}").stream()
                .filter(problem -> problem.contains("surprise"))
                .toList();
        assertThat(refused).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void optionalFieldsMayBeNull(Class<?> type) {
        JsonNode schema = OPENAPI.schema(type.getSimpleName());
        OPENAPI.properties(schema).keySet().stream()
                .filter(name -> !OPENAPI.required(schema).contains(name))
                .forEach(name -> assertThat(
                                OPENAPI.problems(pointer(type.getSimpleName()) + "/properties/" + name, "null"))
                        .as(type.getSimpleName() + "." + name)
                        .isEmpty());
    }

    /** Nobody fills a column, an int or a regular expression without a bound. */
    @Test
    void everyTextListAndNumberHasItsBounds() {
        // the reason is cut rather than refused; speed and heading are clamped, accuracy and charge dropped; of several
        // positions those are left out that can be none; a first pet is never checked
        Set<String> onPurpose = Set.of(
                "CancelBookingRequest.reason",
                "LocationRequest.speed_kmh",
                "LocationRequest.heading_degrees",
                "LocationRequest.accuracy_m",
                "LocationRequest.battery",
                "LocationsRequest.locations[].latitude",
                "BufferedLocationRequest.latitude",
                "LocationsRequest.locations[].longitude",
                "BufferedLocationRequest.longitude",
                "LocationsRequest.locations[].speed_kmh",
                "BufferedLocationRequest.speed_kmh",
                "LocationsRequest.locations[].heading_degrees",
                "BufferedLocationRequest.heading_degrees",
                "LocationsRequest.locations[].accuracy_m",
                "BufferedLocationRequest.accuracy_m",
                "LocationsRequest.locations[].battery",
                "BufferedLocationRequest.battery",
                "RegisterRequest.first_pet");
        List<String> unbounded = new ArrayList<>();
        requests()
                .forEach(type -> findUnbounded(
                        type.getSimpleName(), OPENAPI.schema(type.getSimpleName()), onPurpose, unbounded));
        assertThat(unbounded).isEmpty();
    }

    private static void findUnbounded(String place, JsonNode schema, Set<String> onPurpose, List<String> unbounded) {
        if (onPurpose.contains(place)) {
            return;
        }
        JsonNode whole = flat(schema);
        String type = whole.path("type").isArray()
                ? whole.path("type").get(0).asText()
                : whole.path("type").asText();
        boolean bounded = switch (type) {
            case "string" ->
                whole.has("maxLength")
                        || whole.has("enum")
                        || whole.path("format").asText().equals("uuid")
                        || whole.path("pattern").asText().matches(".*\\{3}\\)\\?\\$|.*\\[0-5]\\\\d\\)\\?\\$");
            case "integer", "number" -> (whole.has("minimum") || whole.has("exclusiveMinimum")) && whole.has("maximum");
            case "array" -> whole.has("maxItems");
            case "object", "boolean" -> true;
            default -> false;
        };
        if (!bounded) {
            unbounded.add(place + " " + whole);
        }
        whole.path("properties")
                .properties()
                .forEach(p -> findUnbounded(place + "." + p.getKey(), p.getValue(), onPurpose, unbounded));
        if (whole.has("items")) {
            findUnbounded(place + "[]", whole.path("items"), onPurpose, unbounded);
        }
    }

    /** A schema with what it refers to written out; its own keywords win. */
    private static JsonNode flat(JsonNode schema) {
        if (!schema.has("$ref")) {
            return schema;
        }
        ObjectNode whole =
                flat(OPENAPI.at(schema.path("$ref").asText().substring(1))).deepCopy();
        schema.properties().forEach(p -> whole.set(p.getKey(), p.getValue()));
        return whole;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "\\ud800", "a\\udc00\\ud800b"})
    void textThatCannotBeStoredIsRefused(String bad) {
        assertThat(problemsOf("CreateBookingRequest", "notes", '"' + bad + '"')).isNotEmpty();
        assertThat(problemsOf("RefundPaymentRequest", "reason", '"' + bad + '"'))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Kucing saya 🐈‍⬛", "第二次按铃", "line\\nbreak\\ttab", "  "})
    void otherTextIsWelcome(String good) {
        assertThat(problemsOf("CreateBookingRequest", "notes", '"' + good + '"'))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "RefundPaymentRequest,reason",
        "AddressRequest,city",
        "RegisterRequest,full_name",
        "FcmTokenRequest,token"
    })
    void whatIsRequiredMustNotBeBlank(String schema, String field) {
        assertThat(problemsOf(schema, field, "\"  \\t\"")).isNotEmpty();
        assertThat(problemsOf(schema, field, "\"\"")).isNotEmpty();
        assertThat(problemsOf(schema, field, "null")).isNotEmpty();
        assertThat(problemsOf(schema, field, "1")).isNotEmpty();
        assertThat(problemsOf(schema, field, "\" x \"")).isEmpty();
    }

    /** Patterns are tried on the whole body, so none of them may take more than a moment on a hostile one. */
    @ParameterizedTest
    @CsvSource({"RegisterRequest,email", "RegisterRequest,full_name", "InitiatePaymentRequest,customer_email"})
    void hugeTextIsRefusedAtOnce(String schema, String field) {
        for (String part : List.of("a", " ", "a.", "a@a.", "@")) {
            String huge = part.repeat(1_000_000 / part.length());
            long start = System.nanoTime();
            assertThat(problemsOf(schema, field, '"' + huge + "\\u0000\"")).isNotEmpty();
            assertThat(System.nanoTime() - start).as("%s of '%s'", field, part).isLessThan(2_000_000_000L);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "' Aisyah@Example.COM ',true",
        "a+b@c.co,true",
        "a@b,false",
        "a b@c.co,false",
        "@c.co,false",
        "a@b.c1,false"
    })
    void addressesOfEMail(String email, boolean good) {
        assertThat(problemsOf("RegisterRequest", "email", '"' + email + '"').isEmpty())
                .isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({"owner,true", "runner,true", "shop,true", "admin,false", "OWNER,false"})
    void whoMayRegister(String role, boolean good) {
        assertThat(problemsOf("RegisterRequest", "role", '"' + role + '"').isEmpty())
                .isEqualTo(good);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"pet_type\":\"dragon\",\"name\":\"\",\"weight_kg\":-1}",
                "{\"pet_type\":[],\"name\":7,\"weight_kg\":\"4.2\"}",
                "{\"name\":\"a\\u0000b\"}",
                "{}",
                "null",
                "\"Mochi\"",
                "[1]"
            })
    void aFirstPetOfNoSenseDoesNotStopARegistration(String pet) {
        assertThat(problemsOf("RegisterRequest", "first_pet", pet)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,true", "-90,true", "90,true", "90.0000001,false", "1e999,false", "-1e999,false"})
    void latitudesIncludeTheEquator(String latitude, boolean good) {
        assertThat(problemsOf("GoOnlineRequest", "latitude", latitude).isEmpty())
                .isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({"0,false", "-1,false", "0.01,true", "200,true", "200.1,false", "1e999,false"})
    void weightsOfPets(String weight, boolean good) {
        assertThat(problemsOf("PetSpecRequest", "weight_kg", weight).isEmpty()).isEqualTo(good);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-3.6", "1000000", "-1", "0", "null", "1e308"})
    void speedsAreClampedRatherThanRefused(String speed) {
        assertThat(problemsOf("LocationRequest", "speed_kmh", speed)).isEmpty();
        assertThat(problemsOf("LocationRequest", "heading_degrees", speed)).isEmpty();
    }

    @Test
    void aLongReasonIsCutRatherThanRefused() {
        assertThat(problemsOf("CancelBookingRequest", "reason", '"' + "x".repeat(5000) + '"'))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1000,true", "1001,false"})
    void notesHoldAThousandCharacters(int length, boolean good) {
        // a cat is one character, though two of Java's
        assertThat(problemsOf("CreateBookingRequest", "notes", '"' + "🐈".repeat(length) + '"')
                        .isEmpty())
                .isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({"22:00,true", "00:00,true", "23:59,true", "24:00,false", "7:00,false", "22:60,false", "'',true"})
    void quietHours(String time, boolean good) {
        assertThat(problemsOf("UpdatePreferencesRequest", "quiet_hours_start", '"' + time + '"')
                        .isEmpty())
                .isEqualTo(good);
    }

    @Test
    void idsAreTakenInEitherCase() throws Exception {
        String upper = "{\"booking_id\":\"0193F1C2-7A10-7C3E-9B1D-4F2A6C8E0B11\",\"amount_cents\":2210}";
        assertThat(OPENAPI.problems(pointer("InitiatePaymentRequest"), upper)).isEmpty();
        assertThat(JSON.readValue(upper, InitiatePaymentRequest.class).bookingId())
                .hasToString("0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11");
        assertThat(problemsOf("InitiatePaymentRequest", "booking_id", "\"draft-grooming-REX\""))
                .isNotEmpty();
        assertThat(problemsOf("InitiatePaymentRequest", "amount_cents", "0")).isNotEmpty();
        assertThat(problemsOf("InitiatePaymentRequest", "amount_cents", "22.5")).isNotEmpty();
        assertThat(problemsOf("InitiatePaymentRequest", "amount_cents", "99999999999999999999"))
                .isNotEmpty();
    }

    @Test
    void aHamsterIsAPetAndTravelsAsOther() throws Exception {
        JsonNode web =
                OPENAPI.at("/paths/~1api~1v1~1bookings/post/requestBody/content/application~1json/examples/web/value");
        CreateBookingRequest request = JSON.treeToValue(web, CreateBookingRequest.class);
        assertThat(request.petSpec().petType()).isSameAs(PetKind.HAMSTER);
        assertThat(request.petSpec().petType().type().word()).isEqualTo("other");
        assertThat(problemsOf("PetSpecRequest", "pet_type", "\"dragon\"")).isNotEmpty();
    }

    private static List<String> problemsOf(String schema, String field, String json) {
        return OPENAPI.problems(pointer(schema) + "/properties/" + field, json);
    }

    private static String pointer(String schema) {
        return "/components/schemas/" + schema;
    }
}
