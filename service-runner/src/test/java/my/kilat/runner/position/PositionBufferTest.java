package my.kilat.runner.position;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.database.Sql;
import my.kilat.platform.fixture.TestClock;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;
import my.kilat.platform.geo.Position;
import my.kilat.runner.domain.Fix;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Positions on their way from memory to the database. */
class PositionBufferTest {
    private static Database database;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TestClock clock = new TestClock();
    private final PositionBuffer positions = new PositionBuffer(database, clock, meters);
    private final UUID runner = UUID.randomUUID();

    @BeforeAll
    static void open() {
        database = Database.open(
                DatabaseSettings.from(TestService.environment(true, Map.of()), "runner"),
                "runner",
                new SimpleMeterRegistry());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void place() {
        TestSql.execute(database, "insert into runner_place (user_id) values ('" + runner + "')");
    }

    private Fix fix(double latitude, Instant at) {
        return Fix.at(runner, new Position(latitude, 101.5), null, at);
    }

    private static final Sql STORED = Sql.of("""
                    select st_y(place::geometry) as latitude from position
                    where user_id = :runner order by recorded_at""").upTo(200_000);
    private static final Sql PLACE = Sql.of("""
                    select st_y(place::geometry) as latitude from runner_place where user_id = :runner""");
    private static final Sql WRITTEN =
            Sql.of("select count(*) as positions from position where user_id = any(:runners)");

    private List<Double> stored() {
        return database.list(STORED, values -> values.uuid("runner", runner), row -> row.real("latitude"));
    }

    private double place(UUID user) {
        return database.first(PLACE, values -> values.uuid("runner", user), row -> row.real("latitude"))
                .orElseThrow();
    }

    @Test
    void noTwoPositionsHaveTheSameTime() throws Exception {
        Set<Instant> stamps = java.util.Collections.synchronizedSet(new HashSet<>());
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            IntStream.range(0, 4)
                    .forEach(i -> pool.submit(
                            () -> IntStream.range(0, 5_000).forEach(n -> stamps.add(positions.nextArrival()))));
        }
        assertThat(stamps).hasSize(20_000);
        assertThat(positions.nextArrival())
                .isAfter(stamps.stream().max(Instant::compareTo).orElseThrow());
    }

    @Test
    void aLongTrailIsWrittenInPieces() {
        List<Double> sent = IntStream.range(0, 12_345).mapToObj(i -> i / 1000.0).toList();
        sent.forEach(latitude -> positions.add(fix(latitude, positions.nextArrival())));
        positions.flush();
        assertThat(stored()).containsExactlyElementsOf(sent);
        assertThat(place(runner)).isEqualTo(12.344);
    }

    @Test
    void theNewestOfABatchIsThePlaceWhateverItsTurn() {
        Instant now = clock.instant();
        positions.add(fix(3.3, now.plusMillis(3)));
        positions.add(fix(3.1, now.plusMillis(1)));
        positions.add(fix(3.2, now.plusMillis(2)));
        positions.flush();
        assertThat(place(runner)).isEqualTo(3.3);
        positions.add(fix(3.0, now));
        positions.flush();
        assertThat(place(runner)).isEqualTo(3.3);
        assertThat(stored()).containsExactly(3.0, 3.1, 3.2, 3.3);
    }

    @Test
    void twoInstancesThatWriteTheSameRunnersDoNotBlockEachOther() throws Exception {
        List<UUID> runners =
                IntStream.range(0, 200).mapToObj(i -> UUID.randomUUID()).toList();
        database.run(tx -> runners.forEach(
                user -> TestSql.execute(tx, "insert into runner_place (user_id) values ('" + user + "')")));
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            for (List<UUID> order : List.of(runners, runners.reversed())) {
                pool.submit(() -> {
                    PositionBuffer own = new PositionBuffer(database, clock, new SimpleMeterRegistry());
                    for (int round = 0; round < 20; round++) {
                        order.forEach(user -> own.add(Fix.at(user, new Position(3, 101), null, own.nextArrival())));
                        own.flush();
                    }
                });
            }
            pool.shutdown();
            assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(TestSql.number(
                        database, "select deadlocks from pg_stat_database where datname = current_database()"))
                .isZero();
        long written = database.first(
                        WRITTEN,
                        values -> values.uuids("runners", runners, user -> user),
                        row -> row.bigNumber("positions"))
                .orElseThrow();
        assertThat(written).isEqualTo(8_000);
    }

    @Test
    void whatIsOldIsForgotten() {
        Instant now = clock.instant();
        IntStream.range(0, 10_500).forEach(i -> positions.add(fix(3.0, now.plusMillis(i))));
        positions.flush();
        clock.advance(Duration.ofDays(6));
        positions.deleteOlderThan(Duration.ofDays(7));
        assertThat(stored()).hasSize(10_500);
        clock.advance(Duration.ofDays(1).plusMinutes(1));
        positions.add(fix(3.5, positions.nextArrival()));
        positions.flush();
        positions.deleteOlderThan(Duration.ofDays(7));
        assertThat(stored()).containsExactly(3.5);
        assertThat(place(runner)).isEqualTo(3.5);
    }

    @Test
    void whenTooManyWaitTheOldestMakeRoom() {
        IntStream.range(0, 100_010).forEach(i -> positions.add(fix(1 + i / 10_000.0, positions.nextArrival())));
        assertThat(meters.counter("kilat.positions.lost").count()).isEqualTo(10);
        assertThat(meters.get("kilat.positions.waiting").gauge().value()).isEqualTo(100_000);
        positions.close();
        assertThat(meters.get("kilat.positions.waiting").gauge().value()).isZero();
        assertThat(stored()).hasSize(100_000);
        assertThat(place(runner)).isEqualTo(1 + 100_009 / 10_000.0);
    }
}
