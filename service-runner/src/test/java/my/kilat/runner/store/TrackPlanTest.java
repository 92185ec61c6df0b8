package my.kilat.runner.store;

import static org.assertj.core.api.Assertions.assertThat;

import my.kilat.platform.fixture.PlannedDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Among many positions a place in the past is one step of the index by runner and time. */
class TrackPlanTest {
    private static PlannedDatabase database;

    @BeforeAll
    static void fill() {
        database = new PlannedDatabase("runner", true, """
                    with made as (
                        insert into runner (id, user_id, full_name, phone, vehicle_type, vehicle_plate, vehicle_model,
                            air_conditioned, created_at)
                        select gen_random_uuid(), gen_random_uuid(), 'Runner ' || n, '', 'car', 'W ' || n, 'Myvi', true, now()
                        from generate_series(1, 500) n returning user_id)
                    insert into position (user_id, recorded_at, place, speed_kmh, heading_degrees)
                    select user_id, now() - n * interval '30 seconds', st_point(101.7, 3.1)::geography, 0, 0
                    from made, generate_series(1, 400) n;
                    analyze runner;
                    analyze position""");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void placesInThePastAreFoundByRunnerAndTime() {
        String at = database.plan(
                RunnerTracks.AT,
                "timestamptz, timestamptz, uuid, bigint",
                "now() - interval '1 hour', now(), '00000000-0000-0000-0000-000000000000', 301");
        assertThat(at).contains("using position_by_runner on \"position\"").doesNotContain("Seq Scan on \"position\"");
        String track = database.plan(
                RunnerTracks.TRACK,
                "bigint, uuid, timestamptz, double precision, timestamptz, double precision, bigint",
                "720, gen_random_uuid(), now() - interval '1 day', 120.0, now() - interval '1 day', 120.0, 720");
        assertThat(track)
                .contains("using position_by_runner on \"position\"")
                .doesNotContain("Seq Scan on \"position\"");
    }
}
