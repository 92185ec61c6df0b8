package my.kilat.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Owner, assigned runner and administrators see a trip, and nobody else. */
class AccessTest {
    private static final List<String> PATHS = List.of("/api/v1/tracking/%s", "/api/v1/tracking/%s/route");

    private static Tracking tracking;

    @BeforeAll
    static void start() {
        tracking = Tracking.start();
    }

    @AfterAll
    static void stop() {
        tracking.close();
    }

    @Test
    void partiesMayLookAndStrangersMayNot() {
        Ride ride = tracking.underWay();
        tracking.bookingServiceKnows(ride, true);
        for (String path : PATHS) {
            String address = path.formatted(ride.booking());
            tracking.as(Role.OWNER, ride.owner()).get(address).expect(200);
            tracking.as(Role.SHOP, ride.owner()).get(address).expect(200);
            tracking.as(Role.RUNNER, ride.runner()).get(address).expect(200);
            tracking.as(Role.ADMIN, UUID.randomUUID()).get(address).expect(200);
            for (Role role : List.of(Role.OWNER, Role.RUNNER, Role.SHOP)) {
                assertThat(tracking.as(role, UUID.randomUUID())
                                .get(address)
                                .expect(403)
                                .error())
                        .isEqualTo("you may follow only your own bookings");
            }
            tracking.service().client().get(address).expect(401);
            tracking.service().client().as("nonsense").get(address).expect(401);
        }
    }

    @Test
    void idsAreTakenInAnyLetterCaseAndWhatIsNoIdIsRefused() {
        Ride ride = tracking.underWay();
        for (String path : PATHS) {
            String capitals = path.formatted(ride.booking().toString().toUpperCase(Locale.ROOT));
            tracking.as(Role.OWNER, ride.owner()).get(capitals).expect(200);
            assertThat(tracking.as(Role.OWNER, ride.owner())
                            .get(path.formatted("draft-walk-MILO"))
                            .expect(400)
                            .error())
                    .isEqualTo("id is not a valid UUID");
        }
    }

    @Test
    void beforeAnybodyAcceptsThereIsNoTripButTheRouteMayBeAskedFor() {
        Ride ride = Ride.any();
        tracking.applied(tracking.events().publish(ride.requested()));
        var answer = tracking.as(Role.OWNER, ride.owner())
                .get("/api/v1/tracking/" + ride.booking())
                .expect(404);
        assertThat(answer.error()).isEqualTo("Track not found");
        tracking.as(Role.OWNER, ride.owner())
                .get("/api/v1/tracking/" + ride.booking() + "/route")
                .expect(200);
        tracking.as(Role.OWNER, UUID.randomUUID())
                .get("/api/v1/tracking/" + ride.booking())
                .expect(403);
    }

    @Test
    void aBookingNobodyKnowsIsNotFoundForAnybody() {
        UUID nowhere = UUID.randomUUID();
        for (Role role : Role.values()) {
            for (String path : PATHS) {
                assertThat(tracking.as(role, UUID.randomUUID())
                                .get(path.formatted(nowhere))
                                .expect(404)
                                .error())
                        .isEqualTo("Booking not found");
            }
        }
    }

    @Test
    void aBookingNotHeardOfYetIsLookedUpInTheNameOfTheCaller() {
        Ride ride = Ride.any();
        String token = TestTokens.owner(ride.owner());
        tracking.bookingServiceAnswers(
                ride.booking(),
                (authorization, id) -> authorization.equals("Bearer " + token)
                        ? new Tracking.Answer(
                                200, Map.of("success", true, "data", Map.of("id", id, "owner_id", ride.owner())))
                        : new Tracking.Answer(403, Map.of("success", false, "error", "not yours")));
        String route = "/api/v1/tracking/" + ride.booking() + "/route";
        tracking.service().client().as(token).get(route).expect(200);
        tracking.as(Role.OWNER, UUID.randomUUID()).get(route).expect(403);
        tracking.as(Role.RUNNER, UUID.randomUUID()).get(route).expect(403);
    }

    @Test
    void anyRunnerMayReadAnOpenBookingButNotFollowIt() {
        Ride ride = Ride.any();
        tracking.bookingServiceKnows(ride, false);
        tracking.as(Role.RUNNER, ride.runner())
                .get("/api/v1/tracking/" + ride.booking() + "/route")
                .expect(403);
    }

    @Test
    void aRunnerWhoAcceptedAMomentAgoIsLetInBeforeTheEventArrives() {
        Ride ride = Ride.any();
        tracking.applied(tracking.events().publish(ride.requested()));
        String route = "/api/v1/tracking/" + ride.booking() + "/route";
        tracking.as(Role.RUNNER, ride.runner()).get(route).expect(403);
        tracking.bookingServiceKnows(ride, true);
        tracking.as(Role.RUNNER, ride.runner()).get(route).expect(200);
    }

    @Test
    void whatIsKnownIsNotAskedFor() {
        Ride ride = tracking.underWay();
        int before = tracking.questions();
        tracking.as(Role.OWNER, ride.owner())
                .get("/api/v1/tracking/" + ride.booking())
                .expect(200);
        tracking.as(Role.RUNNER, ride.runner())
                .get("/api/v1/tracking/" + ride.booking())
                .expect(200);
        tracking.as(Role.OWNER, UUID.randomUUID())
                .get("/api/v1/tracking/" + ride.booking())
                .expect(403);
        assertThat(tracking.questions()).isEqualTo(before);
    }

    @Test
    void withoutAnAnswerFromTheBookingServiceWhatIsKnownDecidesAndTheRestHasToWait() {
        Ride known = Ride.any();
        tracking.applied(tracking.events().publish(known.requested()));
        Ride unheardOf = Ride.any();
        for (Object nonsense : List.of("", Map.of("data", Map.of()), Map.of("data", Map.of("owner_id", "x")))) {
            for (Ride ride : List.of(known, unheardOf)) {
                tracking.bookingServiceAnswers(ride.booking(), (token, id) -> new Tracking.Answer(200, nonsense));
            }
            tracking.as(Role.RUNNER, known.runner())
                    .get("/api/v1/tracking/" + known.booking())
                    .expect(403);
            var answer = tracking.as(Role.OWNER, unheardOf.owner())
                    .get("/api/v1/tracking/" + unheardOf.booking())
                    .expect(503);
            assertThat(answer.error()).isEqualTo("the booking cannot be checked at the moment; try again");
            assertThat(answer.header("Retry-After")).isNotEmpty();
        }
    }
}
