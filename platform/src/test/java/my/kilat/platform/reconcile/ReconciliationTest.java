package my.kilat.platform.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import my.kilat.platform.background.Limits;
import my.kilat.platform.background.Parts;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.database.Queries;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;
import my.kilat.platform.http.Health;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Walking through pairs: page by page, over and over again, in turns, and what is kept of differences. */
class ReconciliationTest {
    private static final int PAGE = 3;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

    private Database database;
    private final Health health = new Health("test", new Parts("test", new Limits(MINUTE, MINUTE), METERS), METERS);
    private final Numbers numbers = new Numbers();

    @BeforeEach
    void open() {
        database = Database.open(
                DatabaseSettings.from(TestService.environment(false, Map.of()), "notes"),
                "notes",
                new SimpleMeterRegistry());
        database.run(tx -> {
            TestSql.execute(
                    tx,
                    "create table reconciliation_position (name text primary key, position text not null,"
                            + " cycle bigint not null)");
            TestSql.execute(
                    tx,
                    "create table reconciliation_difference (name text not null, booking_id uuid not null,"
                            + " words text not null, cycle bigint not null, primary key (name, booking_id))");
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Reconciliation<Integer> walk() {
        return new Reconciliation<>("numbers", database, health, numbers);
    }

    private long differences() {
        return TestSql.number(database, "select count(*) from reconciliation_difference");
    }

    private static UUID booking(int number) {
        return new UUID(0, number);
    }

    /** The numbers from 1 to 8, some of which are wrong, and some of which can be put right. */
    private static final class Numbers implements Pairs<Integer> {
        private final List<Integer> seen = new ArrayList<>();
        private final Set<Integer> wrong = new HashSet<>();
        private final Set<Integer> repairable = new HashSet<>();
        private int last = 8;
        private final Set<Integer> broken = new HashSet<>();
        private boolean away;
        private CountDownLatch entered = new CountDownLatch(0);
        private CountDownLatch leave = new CountDownLatch(0);

        @Override
        public Page<Integer> page(Queries queries, String position) {
            int from = position.isEmpty() ? 1 : Integer.parseInt(position) + 1;
            List<Integer> rows = IntStream.rangeClosed(from, Math.min(last, from + PAGE - 1))
                    .boxed()
                    .toList();
            return new Page<>(
                    rows,
                    rows.stream().map(ReconciliationTest::booking).toList(),
                    rows.size() < PAGE ? "" : rows.getLast().toString());
        }

        @Override
        public Compared compare(List<Integer> rows) {
            if (away) {
                throw new Failure.Unavailable("the other service cannot be asked");
            }
            if (rows.stream().anyMatch(broken::contains)) {
                throw new IllegalStateException("refused");
            }
            entered.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            seen.addAll(rows);
            Map<UUID, String> differences = new HashMap<>();
            int repaired = 0;
            for (int row : rows) {
                repaired += repairable.remove(row) ? 1 : 0;
                if (wrong.contains(row)) {
                    differences.put(booking(row), row + " is wrong");
                }
            }
            return new Compared(repaired, differences);
        }
    }

    @Test
    void aRunTakesAPageAndAfterTheLastOneBeginsAnew() {
        Reconciliation<Integer> walk = walk();
        IntStream.range(0, 4).forEach(i -> walk.run());
        assertThat(numbers.seen).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3);
    }

    @Test
    void thePlaceIsKeptWhenTheProcessEnds() {
        walk().run();
        walk().run();
        assertThat(numbers.seen).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void wherePagesHaveToBeRepairedItGoesOnAtOnce() {
        numbers.repairable.addAll(List.of(2, 5));
        walk().run();
        assertThat(numbers.seen).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void twoInstancesTakeDifferentPages() throws Exception {
        numbers.entered = new CountDownLatch(1);
        numbers.leave = new CountDownLatch(1);
        Thread slow = Thread.ofVirtual().start(() -> walk().run());
        numbers.entered.await();
        Thread other = Thread.ofVirtual().start(() -> walk().run());
        numbers.leave.countDown();
        slow.join();
        other.join();
        assertThat(numbers.seen).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
    }

    @Test
    void aDifferenceRaisesAnAlarmUntilItIsNoLongerFound() {
        numbers.wrong.addAll(List.of(2, 7));
        Reconciliation<Integer> walk = walk();
        IntStream.range(0, 3).forEach(i -> walk.run());
        assertThat(differences()).isEqualTo(2);
        assertThat(health.alarms().get("differences")).startsWith("2 bookings").endsWith("the first: 2 is wrong");
        numbers.wrong.remove(2);
        walk.run();
        assertThat(health.alarms().get("differences")).startsWith("1 bookings").endsWith("the first: 7 is wrong");
        numbers.wrong.clear();
        walk.run();
        walk.run();
        assertThat(differences()).isZero();
        assertThat(health.alarms()).doesNotContainKey("differences");
    }

    @Test
    void aDifferenceOfWhatIsNotComparedAnyMoreIsForgotten() {
        numbers.wrong.add(8);
        Reconciliation<Integer> walk = walk();
        IntStream.range(0, 3).forEach(i -> walk.run());
        assertThat(differences()).isEqualTo(1);
        numbers.last = 7;
        IntStream.range(0, 6).forEach(i -> walk.run());
        assertThat(differences()).isZero();
    }

    @Test
    void aComparisonThatCannotBeMadeFailsAndIsMadeInTheNextRound() {
        numbers.away = true;
        Reconciliation<Integer> walk = walk();
        assertThatThrownBy(walk::run)
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("the other service cannot be asked");
        numbers.away = false;
        IntStream.range(0, 6).forEach(i -> walk.run());
        assertThat(numbers.seen).contains(1, 2, 3, numbers.last);
    }

    @Test
    void aPairThatCannotBeRepairedIsADifferenceAndKeepsNoOtherOfItsPage() {
        numbers.broken.add(2);
        numbers.repairable.add(3);
        Reconciliation<Integer> walk = walk();
        IntStream.range(0, 3).forEach(i -> walk.run());
        assertThat(numbers.repairable).isEmpty();
        assertThat(numbers.seen).contains(1, 3).doesNotContain(2);
        assertThat(health.alarms().get("differences"))
                .startsWith("1 bookings")
                .contains(booking(2).toString())
                .contains("refused");
        numbers.broken.clear();
        IntStream.range(0, 3).forEach(i -> walk.run());
        assertThat(numbers.seen).contains(2);
        assertThat(health.alarms()).doesNotContainKey("differences");
    }
}
