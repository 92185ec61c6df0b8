package my.kilat.runner.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import my.kilat.platform.fixture.PlannedDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Among fifty thousand runners the search walks through the index, whatever the radius. */
class SearchPlanTest {
    private static PlannedDatabase database;

    @BeforeAll
    static void fill() {
        database = new PlannedDatabase("runner", true, """
                insert into runner (id, user_id, full_name, phone, vehicle_type, vehicle_plate, vehicle_model,
                                    air_conditioned, created_at)
                select gen_random_uuid(), gen_random_uuid(), 'One of many', '', 'car', 'W 1', 'Myvi', true, now()
                from generate_series(1, 50000);
                insert into runner_duty (user_id, profile_id, status)
                select user_id, id, case when random() < 0.5 then 'active' else 'inactive' end from runner;
                insert into runner_place (user_id, visible, place, located_at)
                select user_id, status = 'active',
                       st_point(101.4 + random() * 0.5, 2.9 + random() * 0.5)::geography, now()
                from runner_duty;
                insert into crate (id, runner_id, size, pet_types, max_weight_kg, width_cm, height_cm, depth_cm,
                                   ventilated, temperature_controlled, added_at)
                select gen_random_uuid(), id, 'large', array['cat', 'dog'], 30, 0, 0, 0, true, false, now() from runner;
                analyze""");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** With the plan for any values, which the statement asks for. */
    private static String plan(double radius) {
        String values = "101.6869, 3.139, " + radius + ", " + radius;
        return database.plan(
                PlannedDatabase.FOR_ANY_VALUES, NearbyRunners.SEARCH, "float8, float8, float8, float8", values);
    }

    @Test
    void theIndexAnswersAndNothingIsReadFromEndToEnd() {
        for (double radius : List.of(100.0, 5_000.0, 50_000.0)) {
            String plan = plan(radius);
            assertThat(plan)
                    .contains("Order By: (place <->")
                    .contains("Index Cond: (place &&")
                    .doesNotContain("Seq Scan");
            assertThat(plan.split("using runner_place_visible", -1)).as(plan).hasSize(3);
        }
    }

    @Test
    void fewRowsAreMeasured() {
        assertThat(plan(50_000)).doesNotContainPattern("Rows Removed by Filter: \\d{3}");
    }
}
