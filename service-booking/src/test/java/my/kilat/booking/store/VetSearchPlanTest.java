package my.kilat.booking.store;

import static org.assertj.core.api.Assertions.assertThat;

import my.kilat.platform.fixture.PlannedDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a directory that is full the search follows the index of places, whatever the radius. */
class VetSearchPlanTest {
    private static PlannedDatabase database;

    @BeforeAll
    static void fill() {
        database = new PlannedDatabase("booking", true, """
                insert into vet_clinic (id, name, phone, address, latitude, longitude, open_all_hours, opens, closes, active,
                                        updated_by, updated_at)
                select gen_random_uuid(), 'One of many', '+60322820000', 'KL', 2.9 + random() * 0.5, 101.4 + random() * 0.5, false,
                       '{540,1980}', '{1080,2520}', true, gen_random_uuid(), now()
                from generate_series(1, 10000);
                analyze vet_clinic""");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1_000, 30_000, 500_000})
    void theIndexAnswersAndNothingIsReadFromEndToEnd(double radius) {
        String plan = database.plan(
                VetSearch.SEARCH,
                "float8, float8, float8, int, int, int, int, int",
                "101.6869, 3.139, " + radius + ", 600, 600, 5, 5, 5");
        assertThat(plan.split("Order By: \\(place <->", -1)).as(plan).hasSize(3);
        assertThat(plan)
                .contains("Index Cond: (place &&")
                .doesNotContain("Seq Scan")
                .doesNotContainPattern("Rows Removed by \\w+( \\w+)?: \\d{3}");
    }
}
