package my.kilat.platform.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import my.kilat.platform.background.Limits;
import my.kilat.platform.background.Parts;
import my.kilat.platform.http.Health;
import org.junit.jupiter.api.Test;

/** Rows that cannot be worked off: they keep no others waiting, are told of, and are tried with growing pauses. */
class BatchedWorkTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Health health = new Health("test", new Parts("test", new Limits(MINUTE, MINUTE), meters), meters);
    private final AtomicLong nanos = new AtomicLong(-42);
    private final Set<UUID> due = new TreeSet<>();
    private final Set<UUID> broken = new HashSet<>();
    private final List<UUID> tried = new ArrayList<>();
    private final BatchedWork work = new BatchedWork("test-rows", "rows", this::work, health, nanos::get);

    /** As a transaction: of a batch with a broken row nothing is done. */
    private int work(int most, Set<UUID> without, List<UUID> taken) {
        List<UUID> found =
                due.stream().filter(id -> !without.contains(id)).limit(most).toList();
        taken.addAll(found);
        tried.addAll(found);
        if (found.stream().anyMatch(broken::contains)) {
            throw new IllegalStateException("broken");
        }
        found.forEach(due::remove);
        return found.size();
    }

    private static UUID row(int number) {
        return new UUID(0, number);
    }

    private void add(int from, int to) {
        IntStream.range(from, to).mapToObj(BatchedWorkTest::row).forEach(due::add);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        tried.clear();
        work.run();
    }

    @Test
    void allIsWorkedOffInBatches() {
        add(0, 120);
        work.run();
        assertThat(due).isEmpty();
        assertThat(health.alarms()).isEmpty();
    }

    @Test
    void oneThatIsBrokenKeepsNoOtherWaiting() {
        add(0, 120);
        broken.add(row(60));
        work.run();
        assertThat(due).containsExactly(row(60));
        assertThat(health.alarms()).hasSize(1).containsKey("test-rows");
        assertThat(health.alarms().get("test-rows")).contains(row(60).toString());
    }

    /** The first of all, and more of them than fit into a batch. */
    @Test
    void evenManyThatAreBrokenKeepNoOtherWaiting() {
        add(0, 200);
        IntStream.range(0, 120).mapToObj(BatchedWorkTest::row).forEach(broken::add);
        work.run();
        assertThat(due).isEqualTo(broken);
    }

    @Test
    void whatIsBrokenIsTriedWithGrowingPausesUntilItIsNot() {
        add(0, 1);
        broken.add(row(0));
        work.run();
        pass(Duration.ofMillis(900));
        assertThat(tried).as("after less than a second").isEmpty();
        pass(Duration.ofMillis(200));
        assertThat(tried).as("after a second").isNotEmpty();
        pass(Duration.ofMillis(1_900));
        assertThat(tried).as("after less than two more").isEmpty();
        for (int i = 0; i < 20; i++) {
            pass(Duration.ofMinutes(5));
            assertThat(tried).as("after the longest pause").isNotEmpty();
            assertThat(health.alarms()).containsKey("test-rows");
        }
        broken.clear();
        pass(Duration.ofMinutes(5));
        assertThat(due).isEmpty();
        assertThat(health.alarms()).isEmpty();
    }

    @Test
    void whatIsBrokenAndNoLongerDueIsForgotten() {
        add(0, 1);
        broken.add(row(0));
        work.run();
        due.clear();
        pass(Duration.ofSeconds(2));
        assertThat(health.alarms()).isEmpty();
    }

    @Test
    void aRowThatSomebodyHoldsLockedKeepsNoOtherWaiting() {
        Set<UUID> due = new LinkedHashSet<>(List.of(row(0), row(1)));
        BatchedWork work = new BatchedWork(
                "test-rows",
                "rows",
                (most, without, taken) -> {
                    List<UUID> next = due.stream()
                            .filter(id -> !without.contains(id))
                            .limit(most)
                            .toList();
                    taken.addAll(next);
                    if (next.contains(row(0))) {
                        throw new IllegalStateException(new SQLException("waited for a lock for too long", "57014"));
                    }
                    due.removeAll(next);
                    return next.size();
                },
                health);
        work.run();
        assertThat(due).containsExactly(row(0));
        assertThat(health.alarms()).isNotEmpty();
    }

    @Test
    void aDatabaseThatIsAwayConcernsNoRow() {
        BatchedWork away = new BatchedWork(
                "test-rows",
                "rows",
                (most, without, taken) -> {
                    taken.add(row(0));
                    throw new IllegalStateException(new SQLException("away", "57P01"));
                },
                health);
        assertThatThrownBy(away::run).hasCauseInstanceOf(SQLException.class);
        assertThat(health.alarms()).isEmpty();
    }
}
