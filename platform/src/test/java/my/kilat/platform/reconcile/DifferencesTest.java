package my.kilat.platform.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import my.kilat.platform.failure.Failure;
import org.junit.jupiter.api.Test;

/** What is kept of pairs that no rule repairs. */
class DifferencesTest extends ReconciledNumbers {
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
    void aPairThatCannotBeRepairedIsADifferenceAndKeepsNoOtherOfItsPage() {
        numbers.broken.add(2);
        numbers.repairable.add(3);
        Reconciliation<Integer> walk = walk();
        IntStream.range(0, 3).forEach(i -> walk.run());
        assertThat(numbers.repairable).isEmpty();
        assertThat(numbers.seen).contains(1, 3).doesNotContain(2);
        assertThat(health.alarms().get("differences"))
                .startsWith("1 bookings")
                .contains(Numbers.booking(2).toString())
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
                .contains(Numbers.booking(2).toString());
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
                    .contains(Numbers.booking(2).toString())
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
            assertThat(health.alarms().get("differences"))
                    .contains(Numbers.booking(2).toString());
        }
    }
}
