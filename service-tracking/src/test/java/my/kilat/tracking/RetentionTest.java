package my.kilat.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.identity.Role;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.database.Sql;
import my.kilat.tracking.store.OldWaypoints;
import org.junit.jupiter.api.Test;

/** Waypoints are kept for a while after the end of a trip; the trip and its distance for ever. */
class RetentionTest {
    private static final Sql KEPT = Sql.of("""
            select (select count(*) from journey where booking_id = :booking) as journeys,
                   (select count(*) from trip_eta e join trip t on t.id = e.trip_id where t.booking_id = :booking) as etas""");

    @Test
    void oldRoutesAreForgottenAndDistancesAreNot() {
        try (Tracking tracking = Tracking.start();
                Database database = Database.open(
                        DatabaseSettings.from(tracking.environment(), "tracking"),
                        "tracking",
                        tracking.service().host().meters())) {
            Ride ended = tracking.underWay();
            tracking.moved(ended, 3.139, 101.6869, ended.minute(2));
            tracking.moved(ended, 3.15, 101.71, ended.minute(3));
            tracking.applied(tracking.events().publish(ended.delivered(ConfirmedBy.RUNNER, 20)));
            Ride live = tracking.underWay();
            tracking.moved(live, 3.1, 101.1, live.minute(2));

            OldWaypoints waypoints = new OldWaypoints(database);
            waypoints.forget(ended.minute(20));
            assertThat(tracking.track(ended).path("waypoints")).hasSize(2);
            assertThat(kept(database, ended)).containsExactly(1L, 1L);
            waypoints.forget(Instant.now().plus(Duration.ofDays(400)));
            assertThat(tracking.track(ended).path("waypoints")).isEmpty();
            assertThat(tracking.track(ended).path("total_distance_km").asDouble())
                    .isEqualTo(2.841);
            assertThat(tracking.track(live).path("waypoints"))
                    .as("a trip under way keeps its own, however old")
                    .hasSize(1);
            assertThat(tracking.as(Role.OWNER, ended.owner())
                            .get("/api/v1/tracking/" + ended.booking() + "/route")
                            .expect(200)
                            .json()
                            .path("coordinates"))
                    .isEmpty();
            assertThat(kept(database, ended)).containsExactly(0L, 0L);
            assertThat(kept(database, live)).containsExactly(1L, 1L);
            waypoints.forget(Instant.now().plus(Duration.ofDays(400)));
        }
    }

    /** How many rows there are of the journey of a booking, and of the arrival times of its trip. */
    private static List<Long> kept(Database database, Ride ride) {
        return database.first(
                        KEPT,
                        values -> values.uuid("booking", ride.booking()),
                        row -> List.of(row.bigNumber("journeys"), row.bigNumber("etas")))
                .orElseThrow();
    }
}
