package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingResource;
import my.kilat.contract.event.EventType;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.json.Json;
import my.kilat.platform.time.Times;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CreateBookingTest {
    private static Town town;

    @BeforeAll
    static void open() {
        town = Town.open();
    }

    @AfterAll
    static void close() {
        town.close();
    }

    @Test
    void aBookingComesBackWholeWithWhatThePlatformWorkedOut() {
        Person owner = town.owner();
        JsonNode booking = owner.book(Town.request()).expect(201).data();
        assertThat(booking.path("owner_id").asText()).isEqualTo(owner.id().toString());
        assertThat(booking.path("booking_number").asText()).matches("BK-[A-HJ-NP-Z2-9]{6}");
        assertThat(booking.path("status").asText()).isEqualTo("requested");
        assertThat(booking.path("version").asInt()).isEqualTo(1);
        assertThat(booking.path("estimated_price_cents").isIntegralNumber()).isTrue();
        assertThat(booking.path("estimated_price_cents").asLong()).isEqualTo(2_210);
        assertThat(booking.path("currency").asText()).isEqualTo("MYR");
        assertThat(booking.path("payment_status").asText()).isEqualTo("none");
        assertThat(booking.path("crate_requirement").toString())
                .isEqualTo("{\"minimum_size\":\"medium\",\"needs_ventilation\":true,\"needs_temp_control\":false,"
                        + "\"minimum_weight_capacity\":14.4}");
        assertThat(booking.path("route_spec").path("distance_km").asDouble()).isEqualTo(2.84147);
        assertThat(booking.path("route_spec").path("estimated_duration_min").isInt())
                .isTrue();
        assertThat(booking.path("created_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        for (String text : List.of("cancel_note", "notes")) {
            assertThat(booking.path(text).asText("missing")).as(text).isEmpty();
        }
        for (String text : List.of("breed", "special_needs", "photo_url")) {
            assertThat(booking.path("pet_spec").path(text).asText("missing"))
                    .as(text)
                    .isEmpty();
        }
        for (String absent : List.of("runner_id", "final_price_cents", "scheduled_at", "cancelled_at")) {
            assertThat(booking.has(absent)).as(absent).isFalse();
        }
        assertThat(owner.get(id(booking)).expect(200).data()).isEqualTo(booking);
    }

    @Test
    void everythingThatWasSentCanBeReadAgain() {
        Person owner = town.owner();
        Map<String, Object> address = Town.address(0, 0);
        address.put("line2", "Tower 2");
        address.put("postal_code", "50450");
        Map<String, Object> request = Town.request("pickup_address", address);
        request.put("notes", "Ring twice 🔔");
        request.put(
                "pet_spec",
                Town.pet(Map.of(
                        "pet_type", "hamster",
                        "breed", "Syrian",
                        "age_months", 7,
                        "weight_kg", 0.2,
                        "special_needs", "sleeps all day",
                        "photo_url", "https://example.com/bilbo.jpg",
                        "vaccinations",
                                List.of(
                                        Map.of(
                                                "vaccine_name", "FVRCP",
                                                "date_given", "2025-11-03T08:00:00.000",
                                                "expires_at", "2026-11-03T00:00:00.5+08:00",
                                                "vet_name", "KL Pet Clinic",
                                                "verified", true),
                                        Map.of("vaccine_name", "Rabies", "date_given", "2025-01-01T00:00:00Z")))));
        JsonNode created = owner.book(request).expect(201).data();
        JsonNode pet = created.path("pet_spec");
        assertThat(pet.path("pet_type").asText()).isEqualTo("other");
        assertThat(pet.path("pet_type_label").asText()).isEqualTo("hamster");
        assertThat(pet.path("vaccinations").toString())
                .as("no client vouches for itself; times without a zone are meant in Kuala Lumpur")
                .isEqualTo("[{\"vaccine_name\":\"FVRCP\",\"date_given\":\"2025-11-03T00:00:00Z\","
                        + "\"expires_at\":\"2026-11-02T16:00:00Z\",\"vet_name\":\"KL Pet Clinic\",\"verified\":false},"
                        + "{\"vaccine_name\":\"Rabies\",\"date_given\":\"2025-01-01T00:00:00Z\",\"vet_name\":\"\","
                        + "\"verified\":false}]");
        assertThat(created.path("pickup_address").path("latitude").asDouble()).isZero();
        assertThat(created.path("pickup_address").path("line2").asText()).isEqualTo("Tower 2");
        assertThat(created.path("notes").asText()).isEqualTo("Ring twice 🔔");
        assertThat(owner.get(id(created)).expect(200).data()).isEqualTo(created);
        assertThat(owner.list("").expect(200).data().get(0)).isEqualTo(created);
    }

    @Test
    void pricesAndUnknownFieldsOfAClientAreNotRead() {
        Map<String, Object> request = Town.request();
        request.put("estimated_price_cents", 1);
        request.put("owner_id", UUID.randomUUID().toString());
        request.put("status", "completed");
        Person owner = town.owner();
        BookingResource booking = owner.book(request).expect(201).data(BookingResource.class);
        assertThat(booking.estimatedPriceCents()).isEqualTo(2_210);
        assertThat(booking.ownerId()).isEqualTo(owner.id());
    }

    @Test
    void aRideMayBeForLaterButNotForThePast() {
        Person owner = town.owner();
        Instant now = town.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        LocalDateTime tomorrow =
                LocalDateTime.ofInstant(now, Times.KUALA_LUMPUR).plusDays(1);
        assertThat(owner.book(Town.request("scheduled_at", tomorrow + ".250"))
                        .expect(201)
                        .data(BookingResource.class)
                        .scheduledAt())
                .isEqualTo(now.plus(Duration.ofDays(1)));
        owner.book(Town.request("scheduled_at", "")).expect(201);
        owner.book(Town.request("scheduled_at", now.minus(Duration.ofMinutes(4)).toString()))
                .expect(201);
        assertThat(owner.book(Town.request(
                                "scheduled_at", now.minus(Duration.ofMinutes(6)).toString()))
                        .expect(400)
                        .error())
                .isEqualTo(
                        "scheduled_at is in the past; a ride can be booked up to 30 days ahead, and begins at once without it");
        owner.book(Town.request("scheduled_at", now.plus(Duration.ofDays(30)).toString()))
                .expect(201);
        assertThat(owner.book(Town.request(
                                "scheduled_at", now.plus(Duration.ofDays(31)).toString()))
                        .expect(400)
                        .error())
                .isEqualTo("scheduled_at is too far ahead; a ride can be booked up to 30 days ahead");
        assertThat(owner.book(Town.request("scheduled_at", "tomorrow"))
                        .expect(400)
                        .error())
                .isEqualTo("scheduled_at is not a time such as 2026-02-12T10:00:00Z");
    }

    @Test
    void theRequestIsToldWithEverythingThatOthersNeed() {
        Person owner = town.owner();
        Instant later = town.clock().instant().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
        BookingResource booking = owner.book(Town.request("scheduled_at", later.toString()))
                .expect(201)
                .data(BookingResource.class);
        JsonNode told = town.await(EventType.BOOKING_REQUESTED, booking.id());
        assertThat(told.path("booking_number").asText()).isEqualTo(booking.bookingNumber());
        assertThat(told.path("owner_id").asText()).isEqualTo(owner.id().toString());
        assertThat(told.path("pet_type").asText()).isEqualTo("dog");
        assertThat(told.path("pet_name").asText()).isEqualTo("Rex");
        assertThat(told.path("pickup_lat").asDouble()).isEqualTo(3.139);
        assertThat(told.path("dropoff_lng").asDouble()).isEqualTo(101.71);
        assertThat(told.path("estimated_price_cents").asLong()).isEqualTo(2_210);
        assertThat(told.path("currency").asText()).isEqualTo("MYR");
        assertThat(told.path("scheduled_at").asText()).isEqualTo(later.toString());
        assertThat(told.path("reoffer").asBoolean(true)).isFalse();
        assertThat(town.rows("select version, from_status, to_status, actor_id, actor_role from booking_history"
                        + " where booking_id = '" + booking.id() + "'"))
                .containsExactly(List.of("1", "null", "requested", owner.id().toString(), "owner"));
    }

    @Test
    void onlyOwnersBook() {
        for (Role role : List.of(Role.RUNNER, Role.SHOP, Role.ADMIN)) {
            assertThat(town.person(role).book(Town.request()).expect(403).error())
                    .isEqualTo("insufficient permissions");
        }
        town.nobody().post(Town.BOOKINGS, Town.request()).expect(401);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("unacceptable")
    void whatIsNotAcceptableIsRefusedWithTheFieldsName(String field, Object value, String named) {
        Map<String, Object> request = Town.request();
        set(request, field, value);
        ApiClient.Answer answer = town.owner().book(request).expect(400);
        assertThat(answer.error()).contains(named);
    }

    static Stream<Arguments> unacceptable() {
        return Stream.of(
                Arguments.of("pet_spec", null, "pet_spec"),
                Arguments.of("pet_spec.pet_type", "dragon", "pet_type"),
                Arguments.of("pet_spec.name", " ", "name"),
                Arguments.of("pet_spec.name", "x".repeat(101), "name"),
                Arguments.of("pet_spec.name", "a\u0000b", "name"),
                Arguments.of("pet_spec.weight_kg", 0, "weight_kg"),
                Arguments.of("pet_spec.weight_kg", 200.1, "weight_kg"),
                Arguments.of("pet_spec.weight_kg", "12", "weight_kg"),
                Arguments.of("pet_spec.age_months", -1, "age_months"),
                Arguments.of("pet_spec.age_months", 1.5, "age_months"),
                Arguments.of("pet_spec.vaccinations", "all", "vaccinations"),
                Arguments.of(
                        "pet_spec.vaccinations",
                        List.of(Map.of("vaccine_name", "x", "date_given", "long ago")),
                        "date_given"),
                Arguments.of("pickup_address", null, "pickup_address"),
                Arguments.of("pickup_address.line1", "", "line1"),
                Arguments.of("pickup_address.latitude", 90.1, "latitude"),
                Arguments.of("dropoff_address.longitude", -180.5, "longitude"),
                Arguments.of("dropoff_address.country", null, "country"),
                Arguments.of("notes", "x".repeat(1_001), "notes"),
                Arguments.of("notes", 5, "notes"),
                Arguments.of("scheduled_at", 5, "scheduled_at"));
    }

    @Test
    void whatIsOptionalMayBeNull() {
        Map<String, Object> request = Town.request();
        for (String field : List.of(
                "notes",
                "scheduled_at",
                "pet_spec.age_months",
                "pet_spec.vaccinations",
                "pet_spec.breed",
                "pickup_address.line2")) {
            set(request, field, null);
        }
        request.put("notes", "x".repeat(1_000));
        town.owner().book(request).expect(201);
    }

    @Test
    void anIdempotencyKeyBooksOnce() {
        Person owner = town.owner().sending("Idempotency-Key", "ride-1");
        ApiClient.Answer first = owner.book(Town.request()).expect(201);
        ApiClient.Answer second = owner.book(Town.request()).expect(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(owner.list("")
                        .expect(200)
                        .json()
                        .path("pagination")
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        owner.book(Town.request("notes", "another ride")).expect(422);
        assertThat(owner.list("")
                        .expect(200)
                        .json()
                        .path("pagination")
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        town.await(EventType.BOOKING_REQUESTED, id(first.data()));
        assertThat(town.told(id(first.data()))).containsExactly("requested");
    }

    @Test
    void aRefusedRequestMayBeMendedUnderItsKey() {
        Person owner = town.owner().sending("Idempotency-Key", "ride-2");
        owner.book(Town.request("scheduled_at", "2020-01-01T00:00:00Z")).expect(400);
        owner.book(Town.request()).expect(201);
    }

    @Test
    void clientsThatHangUpLeaveNoBookingWithoutItsEvent() throws Exception {
        UUID owner = UUID.randomUUID();
        byte[] body = Json.bytes(Town.request());
        String head = "POST " + Town.BOOKINGS + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer " + TestTokens.owner(owner) + "\r\nContent-Length: " + body.length
                + "\r\n\r\n";
        for (int i = 0; i < 40; i++) {
            hangUp(head.getBytes(StandardCharsets.US_ASCII), body);
        }
        List<String> stored = new ArrayList<>();
        Awaitility.await("all bookings of clients that hung up have their events")
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    stored.clear();
                    town.rows("select id from booking where owner_id = '" + owner + "'")
                            .forEach(row -> stored.add(row.getFirst()));
                    return !stored.isEmpty()
                            && stored.stream()
                                    .allMatch(id -> town.events()
                                                    .all(EventType.BOOKING_REQUESTED, UUID.fromString(id))
                                                    .size()
                                            == 1);
                });
    }

    private static void hangUp(byte[] head, byte[] body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", town.port())) {
            socket.setSoLinger(true, 0);
            OutputStream out = socket.getOutputStream();
            out.write(head);
            out.write(body);
            out.flush();
        }
    }

    @SuppressWarnings("unchecked")
    private static void set(Map<String, Object> request, String field, Object value) {
        int dot = field.indexOf('.');
        if (dot < 0) {
            request.put(field, value);
        } else {
            Map<String, Object> inner = new HashMap<>((Map<String, Object>) request.get(field.substring(0, dot)));
            inner.put(field.substring(dot + 1), value);
            request.put(field.substring(0, dot), inner);
        }
    }

    private static UUID id(JsonNode booking) {
        return UUID.fromString(booking.path("id").asText());
    }
}
