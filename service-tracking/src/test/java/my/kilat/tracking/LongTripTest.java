package my.kilat.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.EventType;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.geo.Position;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Trips with very many positions, and positions that come in any order. */
class LongTripTest {
    private static final int SHOWN = 5_000;
    private static Tracking tracking;

    @BeforeAll
    static void start() {
        tracking = Tracking.start();
    }

    @AfterAll
    static void stop() {
        tracking.close();
    }

    /** A trip with so many waypoints, one a second; their latitudes count them in millionths. */
    private static Ride withWaypoints(int waypoints) {
        Ride ride = tracking.underWay();
        tracking.change("""
                insert into waypoint (trip_id, recorded_at, id, latitude, longitude, speed_kmh, heading_degrees)
                select t.id, timestamptz '%s' + n * interval '1 second', gen_random_uuid(), n / 1e6, 101, 40, 0
                from trip t, generate_series(0, %d - 1) n where t.booking_id = '%s'""".formatted(ride.minute(2), waypoints, ride.booking()));
        tracking.change("""
                update trip t set positions = %1$d, waypoints = %1$d, total_distance_km = 12.3456, last_id = w.id,
                    last_at = w.recorded_at, last_latitude = w.latitude, last_longitude = w.longitude,
                    last_speed_kmh = w.speed_kmh, last_heading_degrees = w.heading_degrees
                from waypoint w where t.booking_id = '%2$s' and w.trip_id = t.id
                  and w.recorded_at = (select max(recorded_at) from waypoint where trip_id = t.id)""".formatted(waypoints, ride.booking()));
        return ride;
    }

    /** The numbers of the waypoints in an answer. */
    private static List<Integer> shown(JsonNode track) {
        List<Integer> numbers = new ArrayList<>();
        track.path("waypoints")
                .forEach(waypoint ->
                        numbers.add((int) Math.round(waypoint.path("latitude").asDouble() * 1e6)));
        return numbers;
    }

    private static JsonNode route(Ride ride) {
        return tracking.as(Role.OWNER, ride.owner())
                .get("/api/v1/tracking/" + ride.booking() + "/route")
                .expect(200)
                .json()
                .path("coordinates");
    }

    private static String ofTrip(Ride ride, String column) {
        return tracking.rows("select " + column + " from trip where booking_id = '" + ride.booking() + "'")
                .getFirst();
    }

    @Test
    void ofAVeryLongTripAsManyWaypointsAreShownAsAnAnswerHoldsEvenlyAndWithBothEnds() {
        Ride ride = withWaypoints(60_000);
        ApiClient.Answer answer = tracking.as(Role.OWNER, ride.owner())
                .get("/api/v1/tracking/" + ride.booking())
                .expect(200);
        assertThat(answer.body().length).isLessThan(1 << 20);
        List<Integer> shown = shown(answer.data());
        assertThat(shown).hasSize(SHOWN).isSorted().startsWith(0).endsWith(59_999);
        for (int i = 1; i < SHOWN; i++) {
            assertThat(shown.get(i) - shown.get(i - 1)).isBetween(12, 13);
        }
        assertThat(answer.data().path("total_distance_km").asDouble()).isEqualTo(12.346);
        JsonNode route = route(ride);
        assertThat(route).hasSize(SHOWN);
        assertThat(route.path(SHOWN - 1).path(1).asDouble()).isEqualTo(0.059999);
    }

    @Test
    void upToThatManyAllAreShown() {
        assertThat(shown(tracking.track(withWaypoints(SHOWN))))
                .isEqualTo(IntStream.range(0, SHOWN).boxed().toList());
        List<Integer> shown = shown(tracking.track(withWaypoints(SHOWN + 1)));
        assertThat(shown).hasSize(SHOWN).startsWith(0).endsWith(SHOWN);
        assertThat(shown(tracking.track(withWaypoints(1)))).containsExactly(0);
        assertThat(shown(tracking.track(withWaypoints(2)))).containsExactly(0, 1);
    }

    @Test
    void theEndOfALongTripReadsNoneOfItsWaypoints() {
        Ride ride = withWaypoints(20_000);
        tracking.events().publish(ride.delivered(ConfirmedBy.RUNNER, 20));
        JsonNode told = tracking.events()
                .await(EventType.TRACKING_COMPLETED, ride.booking())
                .data();
        assertThat(told.path("total_distance_km").asDouble())
                .as("what it has counted, and not what could be measured")
                .isEqualTo(12.346);
    }

    @Test
    void aTripDoesNotGrowWithoutEndAndItsEndIsShownAllTheSame() {
        Ride ride = withWaypoints(10);
        tracking.change(
                "update trip set positions = 100000, waypoints = 100000 where booking_id = '" + ride.booking() + "'");
        try (SocketClient owner =
                SocketClient.open(tracking.port(), ride.booking() + "?token=" + TestTokens.owner(ride.owner()))) {
            owner.await(1);
            Instant later = ride.minute(30);
            for (int i = 1; i <= 30; i++) {
                tracking.events().publish(ride.at(1 + i / 1000.0, 101, later.plusSeconds(i)));
            }
            owner.await(31);
            tracking.events().publish(ride.at(7, 101, later.plusSeconds(3)));
            tracking.events().publish(ride.at(1.5, 101, later.plusSeconds(40)));
            assertThat(owner.await(32).getLast().path("latitude").asDouble()).isEqualTo(1.5);
        }
        JsonNode track = tracking.track(ride);
        assertThat(track.path("waypoints")).hasSize(11);
        assertThat(track.path("waypoints").path(10).path("latitude").asDouble()).isEqualTo(1.5);
        assertThat(route(ride)).hasSize(11);
        double added = new Position(9 / 1e6, 101).kilometresTo(new Position(1.5, 101));
        assertThat(track.path("total_distance_km").asDouble()).isCloseTo(12.3456 + added, within(0.001));
        assertThat(ofTrip(ride, "waypoints")).isEqualTo("100000");
        assertThat(metric("kilat_tracking_waypoints_thinned_total")).isGreaterThanOrEqualTo(31);
    }

    private static double metric(String name) {
        return tracking.service()
                .client()
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void fromFiftyThousandOnEveryTenthIsStored() {
        Ride ride = withWaypoints(3);
        tracking.change(
                "update trip set positions = 50000, waypoints = 50000 where booking_id = '" + ride.booking() + "'");
        Instant later = ride.minute(30);
        tracking.publishAll(IntStream.rangeClosed(1, 100)
                .mapToObj(i -> ride.at(1 + i / 1000.0, 101, later.plusSeconds(i)))
                .toList());
        Tracking.await("all counted").until(() -> ofTrip(ride, "positions").equals("50100"));
        assertThat(ofTrip(ride, "waypoints")).isEqualTo("50010");
        assertThat(tracking.track(ride).path("waypoints")).hasSize(13);
    }

    /** Late, twice, in batches and alone, while the service is stopped and started: the way is the same. */
    @Test
    void theDistanceIsThatOfTheWayInOrderOfTimeHoweverItsPositionsCome() {
        Random random = new Random(11);
        Ride ride = tracking.underWay();
        List<DomainEvent> inOrder = new ArrayList<>();
        List<Position> way = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Position place = new Position(3 + random.nextDouble() / 10, 101 + random.nextDouble() / 10);
            way.add(place);
            inOrder.add(
                    ride.at(place.latitude(), place.longitude(), ride.minute(2).plusMillis(i * 250L)));
        }
        double kilometres = 0;
        for (int i = 1; i < way.size(); i++) {
            kilometres += way.get(i - 1).kilometresTo(way.get(i));
        }
        double expected = Math.round(kilometres * 1000) / 1000.0;
        List<DomainEvent> arrivals = new ArrayList<>(inOrder);
        Collections.shuffle(arrivals, random);
        List<UUID> ids = new ArrayList<>(tracking.publishAll(arrivals.subList(0, 150)));
        tracking.stopService();
        ids.addAll(tracking.publishAll(arrivals.subList(150, 400)));
        tracking.startService();
        tracking.publishAgain(ids.subList(100, 300), arrivals.subList(100, 300));
        tracking.publishAll(arrivals.subList(50, 120)); // the phone sends them once more
        Tracking.await("all stored").until(() -> ofTrip(ride, "waypoints").equals("400"));
        Ride witness = tracking.underWay();
        tracking.moved(witness, 3, 101, witness.minute(2));
        JsonNode track = tracking.track(ride);
        assertThat(track.path("total_distance_km").asDouble()).isEqualTo(expected);
        assertThat(track.path("waypoints").findValues("latitude").stream().map(JsonNode::asDouble))
                .isEqualTo(way.stream().map(Position::latitude).toList());
        assertThat(ofTrip(ride, "waypoints")).isEqualTo("400");
        tracking.applied(tracking.events().publish(ride.delivered(ConfirmedBy.RUNNER, 20)));
        assertThat(tracking.events()
                        .await(EventType.TRACKING_COMPLETED, ride.booking())
                        .data()
                        .path("total_distance_km")
                        .asDouble())
                .isEqualTo(expected);
    }

    @Test
    void oneWhoSaysThatAllIsAtOneTimeFillsNothing() {
        Ride ride = tracking.underWay();
        Instant always = ride.minute(3);
        tracking.publishAll(IntStream.range(0, 1_300)
                .mapToObj(i -> ride.at(3 + i / 10_000.0, 101, always))
                .toList());
        Tracking.await("a thousand").until(() -> Integer.parseInt(ofTrip(ride, "waypoints")) >= 1_000);
        tracking.moved(ride, 4, 101, ride.minute(4));
        int stored = Integer.parseInt(ofTrip(ride, "waypoints"));
        assertThat(stored).as("those of one batch are looked up together").isBetween(1_001, 1_301);
        tracking.publishAll(List.of(ride.at(5, 101, always)));
        tracking.moved(ride, 4.1, 101, ride.minute(5));
        assertThat(ofTrip(ride, "waypoints")).isEqualTo(Integer.toString(stored + 1));
    }
}
