package my.kilat.booking.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import my.kilat.booking.domain.OffersFirst;
import my.kilat.booking.domain.RidePolicy;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.SqlText;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Among twenty thousand bookings, nearly all of them completed, no list passes over many rows to find those of its page:
 * neither by the plan that PostgreSQL makes for the values at hand nor by the one that it makes for any.
 */
class ListPlanTest {
    private static final UUID OWNER = new UUID(1, 1);
    private static final UUID RUNNER = new UUID(2, 2);
    private static final RidePolicy ESCROW = new RidePolicy(true, RidePolicy.ReleaseOn.OWNER_CONFIRM, 0);
    private static final RidePolicy NO_ESCROW = new RidePolicy(false, RidePolicy.ReleaseOn.OWNER_CONFIRM, 0);
    private static final RidePolicy OFFERS_FIRST = new RidePolicy(
            true,
            RidePolicy.ReleaseOn.OWNER_CONFIRM,
            0,
            new OffersFirst(Duration.ofMinutes(2), Duration.ofMinutes(45)));
    private static final Pattern PASSED_OVER = Pattern.compile("Rows Removed by \\w+( \\w+)?: \\d{3}");

    /** Of a scan that reads rows; those over an index alone are named otherwise. */
    private static final Pattern ROWS_OF_TABLE =
            Pattern.compile("Index Scan using \\w+ on booking.*actual time=\\S+ rows=(\\d+)");

    private static final Pattern ROWS = Pattern.compile("actual time=\\S+ rows=(\\d+)");

    private static Database database;

    @BeforeAll
    static void fill() {
        database = Database.open(
                DatabaseSettings.from(TestService.environment(true, Map.of()), "booking"),
                "booking",
                new SimpleMeterRegistry());
        TestSql.execute(database, """
                insert into booking (id, number, owner_id, pet_kind, pet_breed, pet_name, pet_weight_kg, pet_age_months,
                    pet_special_needs, pet_photo_url, crate_size, crate_ventilation, crate_temp_control,
                    crate_capacity_kg, pickup_line1, pickup_line2, pickup_city, pickup_state, pickup_postal_code,
                    pickup_country, pickup_lat, pickup_lng, dropoff_line1, dropoff_line2, dropoff_city, dropoff_state,
                    dropoff_postal_code, dropoff_country, dropoff_lat, dropoff_lng, route_km, route_minutes,
                    route_polyline, estimated_price_cents, notes, created_at, updated_at, version, status, runner_id,
                    final_price_cents, delivered_at, cancelled_at, payment_status)
                select gen_random_uuid(), 'BK-' || n,
                    case when n %% 400 = 0 then '%1$s' else gen_random_uuid() end, 'dog', '', 'Bella', 9, 0, '', '',
                    'medium', false, false, 10, 'a', '', 'b', '', '', 'c', 3.1, 101.7, 'd', '', 'e', '', '', 'f', 3.2,
                    101.6, 12, 20, '', 2000, '', now() - n * interval '1 minute', now() - n * interval '1 minute', 4, status,
                    case when status = 'requested' then null when n %% 300 = 0 then '%2$s' else gen_random_uuid() end,
                    case when status = 'completed' then 2000 end, case when status in ('delivered', 'completed') then now() end,
                    case when status = 'cancelled' then now() end, case when n %% 2 = 0 then 'held' else 'none' end
                from (select n, case n %% 2000 when 1994 then 'requested' when 1995 then 'requested'
                                when 1996 then 'accepted' when 1997 then 'in_progress' when 1998 then 'delivered'
                                when 1999 then 'cancelled' else 'completed' end as status
                      from generate_series(1, 20000) n) as bookings;
                insert into booking_decline (runner_id, booking_id, declined_at)
                select case when number = 'BK-1993' then '%2$s' else gen_random_uuid() end, id, now() from booking;
                analyze""".formatted(OWNER, RUNNER));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** A list, the types of its parameters, and values for them. */
    private record Case(String name, Sql sql, String types, String values) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> lists() {
        String id = "'" + OWNER + "'";
        String runner = "'" + RUNNER + "'";
        String rare = "'{delivered}'";
        String page = ", 20, 0";
        String several = "'{in_progress,delivered,cancelled}'";
        String every = "'{delivered,completed,cancelled}'";
        return Stream.of(
                new Case(
                        "of an owner",
                        BookingLists.OF_OWNER.near(),
                        "uuid, uuid, bigint, bigint",
                        id + ", " + id + page),
                new Case(
                        "of an owner, by status",
                        BookingLists.OF_OWNER_BY_STATUS.near(),
                        "uuid, text[], uuid, text[], bigint, bigint",
                        id + ", " + rare + ", " + id + ", " + rare + page),
                new Case(
                        "of a runner, by status",
                        BookingLists.OF_RUNNER_BY_STATUS.near(),
                        "uuid, text[], uuid, text[], bigint, bigint",
                        runner + ", " + rare + ", " + runner + ", " + rare + page),
                new Case("all", BookingLists.ALL.near(), "bigint, bigint", "20, 0"),
                new Case(
                        "all, by a rare status",
                        BookingLists.ALL_BY_STATUS.near(),
                        "text[], text[], bigint, bigint, bigint",
                        rare + ", " + rare + ", 20" + page),
                new Case(
                        "all, by several",
                        BookingLists.ALL_BY_STATUS.near(),
                        "text[], text[], bigint, bigint, bigint",
                        several + ", " + several + ", 20" + page),
                new Case(
                        "open jobs",
                        BookingLists.openJobs(ESCROW).near(),
                        "uuid, uuid, bigint, bigint",
                        runner + ", " + runner + page),
                new Case(
                        "open jobs without escrow",
                        BookingLists.openJobs(NO_ESCROW).near(),
                        "uuid, uuid, bigint, bigint",
                        runner + ", " + runner + page),
                new Case(
                        "open jobs, those kept for offers apart",
                        BookingLists.openJobs(OFFERS_FIRST).near(),
                        "timestamptz, timestamptz, uuid, timestamptz, timestamptz, uuid, bigint, bigint",
                        "now(), now(), " + runner + ", now(), now(), " + runner + page),
                new Case(
                        "jobs of a runner",
                        BookingLists.jobsOfRunner(ESCROW),
                        "uuid, bigint, uuid, text[], bigint, uuid, bigint, bigint, bigint, uuid, text[], uuid",
                        runner + ", 20, " + runner + ", " + every + ", 20, " + runner + ", 20" + page + ", " + runner
                                + ", " + every + ", " + runner));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void noListPassesOverManyRows(Case list) {
        for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
            String plan = plan(list, mode);
            assertThat(PASSED_OVER.matcher(plan).find())
                    .as("%s%n%s", mode, plan)
                    .isFalse();
            // A count of all bookings reads as many as there are, up to where a list ends.
            if (!list.sql.equals(BookingLists.ALL.near())) {
                assertThat(plan).as(mode).doesNotContain("Seq Scan on booking");
            }
        }
    }

    static Stream<Case> farPages() {
        String statuses = "'{completed}'";
        return Stream.of(
                new Case("all", BookingLists.ALL.far(), "bigint, bigint", "20, 9000"),
                new Case(
                        "all, by status",
                        BookingLists.ALL_BY_STATUS.far(),
                        "text[], text[], bigint, bigint, bigint",
                        statuses + ", " + statuses + ", 9020, 20, 9000"));
    }

    @ParameterizedTest
    @MethodSource("farPages")
    void aFarPageSkipsEntriesOfAnIndexAndReadsItsOwnRows(Case list) {
        String plan = plan(list, "force_custom_plan");
        assertThat(plan).contains("Index Only Scan");
        assertThat(ROWS_OF_TABLE.matcher(plan).results().mapToInt(rows -> Integer.parseInt(rows.group(1))))
                .as(plan)
                .isNotEmpty()
                .allMatch(rows -> rows <= 20);
    }

    static Stream<Case> overviews() {
        String types = "int, timestamptz, timestamptz, timestamptz, int, int, timestamptz, timestamptz, ";
        String values = "0, now(), now(), now(), 3, 5, now(), now(), ";
        String hour = "now() - interval '1 hour'";
        return Stream.of(
                new Case(
                        "figures",
                        BookingOverviews.FIGURES,
                        types + "timestamptz, timestamptz",
                        values + hour + ", " + hour),
                new Case(
                        "stuck ones",
                        BookingOverviews.STUCK,
                        types + types + "timestamptz, uuid, bigint",
                        values + values + "now(), '" + OWNER + "', 51"));
    }

    /** Fifty are live, and sixty were requested or ended within the hour. */
    @ParameterizedTest
    @MethodSource("overviews")
    void anOverviewReadsNoMoreThanTheLiveOnesAndThoseOfTheDay(Case list) {
        for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
            String plan = plan(list, mode);
            assertThat(plan).as(mode).doesNotContain("Seq Scan on booking");
            assertThat(PASSED_OVER.matcher(plan).find())
                    .as("%s%n%s", mode, plan)
                    .isFalse();
            assertThat(ROWS.matcher(plan).results().mapToInt(rows -> Integer.parseInt(rows.group(1))))
                    .as("%s%n%s", mode, plan)
                    .isNotEmpty()
                    .allMatch(rows -> rows <= 100);
        }
    }

    private static String plan(Case list, String mode) {
        return database.transact(tx -> {
            TestSql.execute(tx, "set local plan_cache_mode = " + mode);
            return SqlText.plan(tx, list.sql, list.types, list.values);
        });
    }
}
