package my.kilat.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.Topic;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.time.Times;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Events of bookings were lost, as when the broker began anew: whoever looks at such a booking has it put right. */
class LostEventsTest {
    private static Tracking tracking;

    @BeforeAll
    static void start() {
        tracking = Tracking.start();
    }

    @AfterAll
    static void stop() {
        tracking.close();
    }

    private static void stands(Ride ride, BookingStatus status, int version) {
        tracking.bookingServiceAnswers(ride.booking(), (token, id) -> {
            Map<String, Object> booking = new HashMap<>(Map.of(
                    "id", id,
                    "booking_number", ride.number(),
                    "owner_id", ride.owner(),
                    "status", status.word(),
                    "version", version,
                    "created_at", Times.format(ride.minute(0)),
                    "updated_at", Times.format(ride.minute(version)),
                    "pickup_address", Map.of("latitude", 3.139, "longitude", 101.6869),
                    "dropoff_address", Map.of("latitude", 3.15, "longitude", 101.71)));
            if (status != BookingStatus.REQUESTED) {
                booking.put("runner_id", ride.runner());
            }
            return new Tracking.Answer(200, Map.of("success", true, "data", booking));
        });
    }

    /** It was not heard of for so long. */
    private static void quiet(Ride ride, Duration longer) {
        tracking.change(
                "update followed_booking set heard_at = heard_at - interval '%d seconds' where booking_id = '%s'"
                        .formatted(longer.toSeconds(), ride.booking()));
    }

    private static int track(Ride ride, Role role) {
        UUID user = role == Role.RUNNER ? ride.runner() : ride.owner();
        return tracking.as(role, user).get("/api/v1/tracking/" + ride.booking()).status();
    }

    @Test
    void aRideOfWhichNothingWasHeardIsFollowedFromTheFirstLookOn() {
        Ride ride = Ride.any();
        stands(ride, BookingStatus.ACCEPTED, 2);
        try (SocketClient owner =
                SocketClient.open(tracking.port(), ride.booking() + "?token=" + TestTokens.owner(ride.owner()))) {
            tracking.events().await(EventType.TRACKING_STARTED, ride.booking());
            tracking.moved(ride, 3.1, 101, ride.minute(3));
            assertThat(owner.await(1).getFirst().path("latitude").asDouble()).isEqualTo(3.1);
        }
        Tracking.await("an arrival time").until(() -> tracking.track(ride).has("eta"));
        int questions = tracking.questions();
        assertThat(track(ride, Role.OWNER)).isEqualTo(200);
        assertThat(track(ride, Role.RUNNER)).isEqualTo(200);
        assertThat(tracking.questions()).as("it is remembered").isEqualTo(questions);
        tracking.applied(tracking.events().publish(ride.accepted(2, ride.minute(2))));
        assertThat(tracking.trips(ride.booking())).containsExactly("active");
        assertThat(tracking.events().types(Topic.TRACKING, ride.booking())).containsOnlyOnce("tracking.started");
    }

    @Test
    void anAcceptanceThatNobodyToldOfIsFoundWhenTheOwnerLooks() {
        Ride ride = Ride.any();
        tracking.applied(tracking.events().publish(ride.requested()));
        stands(ride, BookingStatus.ACCEPTED, 2);
        int questions = tracking.questions();
        assertThat(track(ride, Role.OWNER))
                .as("the event may still be on its way")
                .isEqualTo(404);
        assertThat(tracking.questions()).isEqualTo(questions);
        quiet(ride, Duration.ofSeconds(10));
        assertThat(track(ride, Role.OWNER)).isEqualTo(200);
        assertThat(tracking.questions()).isEqualTo(questions + 1);
    }

    @Test
    void aBookingWithoutARunnerIsAskedForOnceInAWhileOnly() {
        Ride ride = Ride.any();
        tracking.applied(tracking.events().publish(ride.requested()));
        stands(ride, BookingStatus.REQUESTED, 1);
        quiet(ride, Duration.ofSeconds(10));
        int questions = tracking.questions();
        for (int i = 0; i < 5; i++) {
            assertThat(track(ride, Role.OWNER)).isEqualTo(404);
        }
        assertThat(tracking.questions()).isEqualTo(questions + 1);
    }

    @Test
    void aDeliveryThatNobodyToldOfEndsTheTripWhenSomebodyLooks() {
        Ride ride = tracking.underWay();
        tracking.moved(ride, 3.1, 101, ride.minute(2));
        stands(ride, BookingStatus.COMPLETED, 5);
        assertThat(track(ride, Role.OWNER)).isEqualTo(200);
        assertThat(tracking.trips(ride.booking())).as("rides take a while").containsExactly("active");
        quiet(ride, Duration.ofMinutes(30));
        assertThat(track(ride, Role.OWNER)).isEqualTo(200);
        assertThat(tracking.track(ride).path("status").asText()).isEqualTo("completed");
        tracking.events().await(EventType.TRACKING_COMPLETED, ride.booking());
    }

    @Test
    void whoGaveItBackIsNotLetInThoughNobodyToldOfIt() {
        Ride ride = tracking.underWay();
        Ride next = ride.with(UUID.randomUUID());
        stands(next, BookingStatus.ACCEPTED, 4);
        quiet(ride, Duration.ofMinutes(30));
        tracking.as(Role.RUNNER, ride.runner())
                .get("/api/v1/tracking/" + ride.booking())
                .expect(403);
        assertThat(track(next, Role.RUNNER)).isEqualTo(200);
        assertThat(tracking.trips(ride.booking())).containsExactly("cancelled", "active");
    }

    @Test
    void withoutAnAnswerWhatIsKnownIsShownAndTheBookingServiceSparedForAWhile() {
        Ride ride = tracking.underWay();
        quiet(ride, Duration.ofMinutes(30));
        tracking.bookingServiceAnswers(
                ride.booking(), (token, id) -> new Tracking.Answer(503, Map.of("error", "busy")));
        try (TestService own = tracking.another()) {
            int questions = tracking.questions();
            ApiClient owner = own.client(Role.OWNER, ride.owner());
            owner.get("/api/v1/tracking/" + ride.booking()).expect(200);
            owner.get("/api/v1/tracking/" + ride.booking()).expect(200);
            assertThat(tracking.questions()).isEqualTo(questions + 1);
        }
    }
}
