package my.kilat.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.Rides;
import my.kilat.acceptance.platform.Socket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The iOS app of owners. It decodes strictly: one field amiss, and the whole list is gone. */
class AppMobileIosTest {
    private static final Shape USER = Shape.of("""
            id:uuid email:words phone:text full_name:words role:owner|runner|shop|admin is_verified:bool avatar_url?:text
            created_at:time""");
    private static final Shape ADDRESS = Shape.of("""
            line1:text line2:text city:text state:text postal_code:text country:text latitude:number longitude:number""");
    private static final Shape BOOKING =
            Shape.of("""
                    id:uuid booking_number:words owner_id:uuid runner_id?:uuid
                    status:requested|accepted|in_progress|delivered|completed|cancelled
                    pet_spec.pet_type:cat|dog|bird|rabbit|reptile|other pet_spec.breed:text pet_spec.name:text
                    pet_spec.weight_kg:number pet_spec.age_months:int pet_spec.special_needs:text pet_spec.photo_url:text
                    pet_spec.vaccinations[].vaccine_name:text pet_spec.vaccinations[].date_given:time
                    pet_spec.vaccinations[].vet_name:text pet_spec.vaccinations[].verified:bool
                    crate_requirement.minimum_size:small|medium|large|xlarge crate_requirement.needs_ventilation:bool
                    crate_requirement.needs_temp_control:bool crate_requirement.minimum_weight_capacity:number
                    route_spec.pickup_lat:number route_spec.pickup_lng:number route_spec.dropoff_lat:number
                    route_spec.dropoff_lng:number route_spec.distance_km:number route_spec.estimated_duration_min:int
                    route_spec.polyline:text
                    estimated_price_cents:int final_price_cents?:int currency:words cancel_note:text notes:text version:int
                    scheduled_at?:time picked_up_at?:time delivered_at?:time cancelled_at?:time
                    created_at:time updated_at:time""").and(ADDRESS.below("pickup_address")).and(ADDRESS.below("dropoff_address"));
    private static final Shape PAYMENT = Shape.of("""
            id:uuid booking_id:uuid owner_id:uuid escrow_status:pending|held|released|refunded|failed amount_cents:int
            platform_fee_cents:int runner_payout_cents:int currency:words payment_method:text stripe_payment_id:text
            refund_reason:text version:int created_at:time updated_at:time""");
    private static final Shape NOTIFICATION =
            Shape.of("id:uuid type:words title:words body:text created_at:time read_at?:time");
    private static final Shape LOCATION = Shape.of("""
            booking_id:words runner_id:words latitude:number longitude:number speed_kmh:number heading_degrees:number
            timestamp:time""");
    private static final Shape STATUS = Shape.of("booking_id:words old_status?:words new_status:words timestamp:time");

    private static Kilat kilat;
    private static Person owner;
    private static Person runner;
    private static IosApp app;

    @BeforeAll
    static void start() {
        kilat = Kilat.shared();
        owner = kilat.owner();
        runner = kilat.runner();
        app = IosApp.of(owner);
    }

    @Quirk({"IO-2", "IO-3", "IO-6", "IO-21"})
    @ParameterizedTest
    @ValueSource(strings = {"+60123456789", "0123456789"})
    void somebodySignsUpWithAFirstPetAndStaysLoggedIn(String phone) {
        String email = "ios-" + UUID.randomUUID() + "@example.com";
        IosApp stranger = new IosApp(kilat.gateway());
        JsonNode signedUp = stranger.post(
                "/api/v1/auth/register",
                Map.of(
                        "email",
                        email,
                        "phone",
                        phone,
                        "full_name",
                        "Tan Wei Ming",
                        "password",
                        Person.PASSWORD,
                        "role",
                        "owner",
                        "first_pet",
                        Map.of("pet_type", "cat", "name", "Mochi", "weight_kg", 4.2)));
        USER.check(signedUp.path("user"));
        Shape tokens = Shape.of("access_token:words refresh_token:words");
        JsonNode loggedIn =
                tokens.check(stranger.post("/api/v1/auth/login", Map.of("email", email, "password", Person.PASSWORD)));
        USER.check(loggedIn.path("user"));
        JsonNode refreshed = tokens.check(
                stranger.post("/api/v1/auth/refresh", Map.of("refresh_token", loggedIn.path("refresh_token"))));
        IosApp known =
                new IosApp(kilat.gateway().as(refreshed.path("access_token").asText()));
        USER.check(known.get("/api/v1/auth/profile"));
        known.post("/api/v1/auth/logout");
    }

    /** It names a limit only, or nothing at all, and wants an array. */
    @Quirk({"IO-4", "IO-5", "IO-6", "IO-19"})
    @Test
    void theHomeScreenShowsTheActiveRideAndThoseBefore() {
        Person newcomer = kilat.owner();
        IosApp home = IosApp.of(newcomer);
        assertThat(home.get("/api/v1/bookings?status=active").isArray()).isTrue();
        UUID done = Rides.delivered(newcomer, runner);
        Rides.act(newcomer, done, "confirm").expect(200);
        String active = newcomer.client()
                .post("/api/v1/bookings", hamster())
                .expect(201)
                .data()
                .path("id")
                .asText();
        Rides.awaitStatus(newcomer, done, "completed");
        JsonNode running = BOOKING.checkAll(home.get("/api/v1/bookings?status=active"));
        assertThat(running).hasSize(1);
        assertThat(running.get(0).path("id").asText()).isEqualTo(active);
        JsonNode recent = BOOKING.checkAll(home.get("/api/v1/bookings?status=completed&limit=5"));
        assertThat(recent).hasSize(1);
        assertThat(recent.get(0).path("id").asText()).isEqualTo(done.toString());
    }

    private static Map<String, Object> hamster() {
        Map<String, Object> request = new HashMap<>(Rides.request());
        request.put(
                "pet_spec",
                Map.of(
                        "pet_type",
                        "hamster",
                        "name",
                        "Bilbo",
                        "weight_kg",
                        0.2,
                        "vaccinations",
                        List.of(Map.of("vaccine_name", "FVRCP", "date_given", "2025-11-03T00:00:00.123456+08:00"))));
        return request;
    }

    @Quirk("IO-13")
    @ParameterizedTest
    @ValueSource(strings = {"draft-grooming-1", "draft-vet-2B1F6E0A-8C34-4E5F-9F5D-0A1B2C3D4E5F"})
    void aTileOpensABookingThatIsNone(String id) {
        assertThat(app.raw().get("/api/v1/bookings/" + id).status()).isIn(400, 404);
    }

    /** After the checkout it polls until the money is held; opened again, it offers to pay again. */
    @Quirk({"IO-7", "IO-10", "IO-11"})
    @Test
    void theCheckoutOpensAndThePaymentIsHeld() {
        UUID booking = Rides.book(owner);
        JsonNode read = BOOKING.check(app.get("/api/v1/bookings/" + IosApp.id(booking)));
        assertThat(read.path("id").asText()).isEqualTo(booking.toString());
        String link = initiate(booking);
        assertThat(initiate(booking)).as("opened again").isEqualTo(link);
        assertThat(PAYMENT.check(app.get("/api/v1/payments/booking/" + IosApp.id(booking)))
                        .path("escrow_status")
                        .asText())
                .isEqualTo("held");
        // The sheet that shows the page sends no token.
        String page = link.replaceFirst("^https?://[^/]+", "");
        assertThat(kilat.gateway().get(page).expect(200).text()).contains("RM 22.10");
    }

    private static String initiate(UUID booking) {
        JsonNode payment = PAYMENT.and("redirect_url:url payment_intent_id:words")
                .check(app.post(
                        "/api/v1/payments/initiate",
                        Map.of(
                                "booking_id",
                                IosApp.id(booking),
                                "amount_cents",
                                2210,
                                "currency",
                                "MYR",
                                "customer_email",
                                "owner@kilat.my")));
        return payment.path("redirect_url").asText();
    }

    @Quirk({"IO-7", "IO-18"})
    @ParameterizedTest
    @ValueSource(
            strings = {"changed_mind", "found_another_option", "took_too_long", "wrong_booking_details", "other: rain"})
    void aRideIsCancelledForAReason(String reason) {
        UUID booking = Rides.book(owner);
        JsonNode cancelled =
                BOOKING.check(app.post("/api/v1/bookings/" + IosApp.id(booking) + "/cancel", Map.of("reason", reason)));
        assertThat(cancelled.path("cancel_note").asText()).isEqualTo(reason);
    }

    /** It opens the screen before anybody has accepted, and drops frames whose id is not spelled as in its address. */
    @Quirk({"IO-7", "IO-15", "IO-16", "IO-20"})
    @Test
    void aRideIsFollowedWithTheIdInCapitals() {
        UUID booking = Rides.bookAndPay(owner);
        String id = IosApp.id(booking);
        try (Socket plain = new Socket(kilat.gatewayPort(), owner, id, "", IosApp.NATIVE);
                Socket both = new Socket(kilat.gatewayPort(), owner, id, "&events=status", IosApp.NATIVE)) {
            Rides.act(runner, booking, "accept").expect(200);
            Rides.act(runner, booking, "pickup").expect(200);
            Rides.awaitTrip(owner, booking, "active");
            Rides.locate(runner, 3.1455);
            plain.awaitPosition(3.1455);
            both.await("in_progress", frame -> frame.path("new_status").asText().equals("in_progress"));
            both.awaitPosition(3.1455);
            assertThat(plain.frames()).isNotEmpty().allSatisfy(LOCATION::check).allSatisfy(frame -> {
                assertThat(frame.path("booking_id").asText()).isEqualTo(id);
                assertThat(frame.path("data").path("booking_id").asText()).isEqualTo(id);
            });
            List<JsonNode> statuses = new ArrayList<>(both.frames());
            statuses.removeIf(frame -> frame.has("latitude"));
            assertThat(statuses).isNotEmpty().allSatisfy(STATUS::check).allSatisfy(frame -> {
                assertThat(frame.path("booking_id").asText()).isEqualTo(id);
                assertThat(frame.has("longitude")).isFalse();
            });
        }
    }

    @Quirk({"IO-3", "IO-8", "IO-9", "IO-17"})
    @Test
    void theInboxIsReadByCursorToItsEnd() {
        Person newcomer = kilat.owner();
        IosApp inbox = IosApp.of(newcomer);
        JsonNode empty = inbox.get("/api/v1/notifications?limit=20");
        assertThat(empty.path("items").isArray()).isTrue();
        assertThat(empty.path("next_cursor").asText("none")).isEmpty();
        UUID booking = Rides.bookAndPay(newcomer);
        Rides.act(runner, booking, "accept").expect(200);
        // The start of the trip is told too, before or after any of these.
        String[] news = {"booking.requested", "payment.escrow_held", "booking.accepted"};
        await("news")
                .untilAsserted(() -> assertThat(inbox.get("/api/v1/notifications?limit=20")
                                .path("items")
                                .findValuesAsText("type"))
                        .contains(news));

        List<String> types = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode stretch =
                    inbox.get("/api/v1/notifications?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            NOTIFICATION.checkAll(stretch.path("items"));
            types.addAll(stretch.path("items").findValuesAsText("type"));
            assertThat(stretch.path("next_cursor").isTextual()).isTrue();
            cursor = stretch.path("next_cursor").asText();
        } while (!cursor.isEmpty());
        assertThat(types).doesNotHaveDuplicates().contains(news);

        JsonNode first =
                inbox.get("/api/v1/notifications?limit=20").path("items").get(0);
        String id = IosApp.id(UUID.fromString(first.path("id").asText()));
        inbox.post("/api/v1/notifications/" + id + "/read", Map.of("read_at", "2026-02-12T10:05:00Z"));
        JsonNode read =
                inbox.get("/api/v1/notifications?limit=20").path("items").get(0);
        NOTIFICATION.and("read_at:time").check(read);
    }

    /** The list of pets is for later; the screen shows the text of the error. */
    @Test
    void whatIsNotThereYetIsAFailureInWords() {
        assertThat(app.raw().get("/api/v1/users/me/pets").expect(404).error()).isNotBlank();
    }
}
