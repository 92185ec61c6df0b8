package my.kilat.platform.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
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
import org.slf4j.LoggerFactory;

/** Walking through pairs: page by page, over and over again, in turns, and what is kept of differences. */
class ReconciliationTest {
    private static final int PAGE = 3;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(Reconciliation.class);

    private Database database;
    private final Health health = new Health("test", new Parts("test", new Limits(MINUTE, MINUTE), METERS), METERS);
    private final Numbers numbers = new Numbers();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void open() {
        log.start();
        LOGGER.addAppender(log);
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
        LOGGER.detachAppender(log);
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
        private final List<Integer> repaired = new ArrayList<>();
        private final Set<Integer> refusing = new HashSet<>();
        private int last = 8;
        private final Set<Integer> broken = new HashSet<>();
        private RuntimeException failure = new IllegalStateException("refused");
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
        public Compared compare(List<Integer> rows, boolean isRepairing) {
            if (away) {
                throw new Failure.Unavailable("the other service cannot be asked");
            }
            if (rows.stream().anyMatch(broken::contains)
                    || (isRepairing && rows.stream().anyMatch(refusing::contains))) {
                throw failure;
            }
            entered.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            seen.addAll(rows);
            Map<UUID, String> differences = new HashMap<>();
            Set<UUID> repairs = new HashSet<>();
            for (int row : rows) {
                if (repairable.contains(row)) {
                    repairs.add(booking(row));
                    if (isRepairing) {
                        repairable.remove(row);
                        repaired.add(row);
                    }
                }
                if (wrong.contains(row)) {
                    differences.put(booking(row), row + " is wrong");
                }
            }
            return new Compared(repairs, differences);
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
    void wherePagesHaveToBeRepairedItGoesOnAtOnceAndRepairsThemInTheNextRun() {
        numbers.repairable.addAll(List.of(2, 5));
        Reconciliation<Integer> walk = walk();
        walk.run();
        assertThat(numbers.seen).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(numbers.repaired).isEmpty();
        assertThat(log.list).isEmpty();
        walk.run();
        assertThat(numbers.repaired).containsExactly(2, 5);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("numbers has repaired 1 of 1", "numbers has repaired 1 of 1");
        assertThat(numbers.seen).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 2, 5, 1, 2, 3);
    }

    @Test
    void aPairThatAgreesInTheNextRunIsNotRepairedAndNothingIsLogged() {
        numbers.repairable.addAll(List.of(2, 3));
        Reconciliation<Integer> walk = walk();
        walk.run();
        numbers.repairable.remove(2); // its event was on its way, and has come
        walk.run();
        assertThat(numbers.repaired).containsExactly(3);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("numbers has repaired 1 of 2");
        log.list.clear();
        numbers.repairable.add(5);
        walk.run();
        numbers.repairable.clear();
        IntStream.range(0, 3).forEach(i -> walk.run());
        assertThat(numbers.repaired).containsExactly(3);
        assertThat(log.list).isEmpty();
    }

    @Test
    void aTableOfOnePageIsComparedOnceInARun() {
        numbers.last = 2;
        numbers.repairable.add(2);
        walk().run();
        assertThat(numbers.seen).containsExactly(1, 2);
    }

    @Test
    void whatTheInstanceDoesNotLiveToRepairIsFoundInTheNextCycle() {
        numbers.repairable.add(2);
        walk().run();
        Reconciliation<Integer> next = walk();
        IntStream.range(0, 3).forEach(i -> next.run());
        assertThat(numbers.repaired).containsExactly(2);
    }

    @Test
    void aSecondLookThatCannotBeMadeIsTriedInTheNextRun() {
        numbers.repairable.add(2);
        Reconciliation<Integer> walk = walk();
        walk.run();
        numbers.away = true;
        assertThatThrownBy(walk::run).isInstanceOf(Failure.Unavailable.class);
        numbers.away = false;
        walk.run();
        assertThat(numbers.repaired).containsExactly(2);
    }

    @Test
    void aSecondLookThatFailsThreeTimesIsLeftToTheNextCycle() {
        numbers.repairable.add(2);
        Reconciliation<Integer> walk = walk();
        walk.run();
        numbers.away = true;
        IntStream.range(0, 3).forEach(i -> assertThatThrownBy(walk::run).isInstanceOf(Failure.Unavailable.class));
        numbers.away = false;
        walk.run();
        assertThat(numbers.repaired).isEmpty();
        IntStream.range(0, 3).forEach(i -> walk.run());
        assertThat(numbers.repaired).containsExactly(2);
    }

    @Test
    void aDifferenceStaysWhileTheOtherServiceIsAway() {
        numbers.wrong.add(2);
        Reconciliation<Integer> walk = walk();
        IntStream.range(0, 3).forEach(i -> walk.run());
        assertThat(differences()).isEqualTo(1);
        numbers.away = true;
        IntStream.range(0, 12).forEach(i -> assertThatThrownBy(walk::run).isInstanceOf(Failure.Unavailable.class));
        assertThat(differences()).isEqualTo(1);
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
        IntStream.range(0, 9).forEach(i -> walk.run());
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

    @Test
    void aPairThatTheDatabaseHasNoTimeForKeepsNoOtherOfItsPage() {
        numbers.failure = new IllegalStateException(new SQLException("canceling statement", "57014"));
        numbers.broken.add(2);
        Reconciliation<Integer> walk = walk();
        walk.run();
        assertThat(numbers.seen).containsExactly(1, 3);
        assertThat(health.alarms().get("differences"))
                .startsWith("1 bookings")
                .contains(booking(2).toString());
    }

    @Test
    void aPageIsLeftToTheNextCycleWhileTheDatabaseIsAway() {
        numbers.failure = new IllegalStateException(new SQLException("shutting down", "57P01"));
        numbers.broken.add(2);
        assertThatThrownBy(walk()::run).isSameAs(numbers.failure);
        assertThat(numbers.seen).isEmpty();
        assertThat(differences()).isZero();
    }

    @Test
    void aRepairThatCannotBeStoredIsADifferenceAndStaysOneUntilItIs() {
        numbers.refusing.add(2);
        numbers.repairable.addAll(List.of(2, 3));
        Reconciliation<Integer> walk = walk();
        walk.run();
        assertThat(health.alarms()).doesNotContainKey("differences");
        for (int i = 0; i < 7; i++) {
            walk.run();
            assertThat(health.alarms().get("differences"))
                    .contains(booking(2).toString())
                    .contains("refused");
        }
        assertThat(numbers.repaired).containsExactly(3);
        numbers.refusing.clear();
        IntStream.range(0, 4).forEach(i -> walk.run());
        assertThat(numbers.repaired).containsExactly(3, 2);
        assertThat(health.alarms()).doesNotContainKey("differences");
    }

    /** Each cycle is one page, and between the two looks of an instance the other one claims pages. */
    @Test
    void aRepairThatCannotBeStoredIsADifferenceAlsoWhenInstancesShareATableOfOnePage() {
        numbers.last = 2;
        numbers.refusing.add(2);
        numbers.repairable.add(2);
        List<Reconciliation<Integer>> walks = List.of(walk(), walk(), walk());
        walks.forEach(Reconciliation::run);
        for (int i = 0; i < 6; i++) {
            walks.get(i % walks.size()).run();
            assertThat(health.alarms().get("differences")).contains(booking(2).toString());
        }
    }
}
