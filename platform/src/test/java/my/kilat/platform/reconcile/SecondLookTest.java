package my.kilat.platform.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.stream.IntStream;
import my.kilat.platform.failure.Failure;
import org.junit.jupiter.api.Test;

/** What is repaired: what two runs have found. */
class SecondLookTest extends ReconciledNumbers {
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
}
