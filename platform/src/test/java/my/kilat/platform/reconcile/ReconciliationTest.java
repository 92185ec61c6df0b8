package my.kilat.platform.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import my.kilat.platform.failure.Failure;
import org.junit.jupiter.api.Test;

/** Walking through pairs: page by page, over and over again, in turns. */
class ReconciliationTest extends ReconciledNumbers {
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
    void aTableOfOnePageIsComparedOnceInARun() {
        numbers.last = 2;
        numbers.repairable.add(2);
        walk().run();
        assertThat(numbers.seen).containsExactly(1, 2);
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
    void aPageIsLeftToTheNextCycleWhileTheDatabaseIsAway() {
        numbers.failure = new IllegalStateException(new SQLException("shutting down", "57P01"));
        numbers.broken.add(2);
        assertThatThrownBy(walk()::run).isSameAs(numbers.failure);
        assertThat(numbers.seen).isEmpty();
        assertThat(differences()).isZero();
    }
}
