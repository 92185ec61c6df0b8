package my.kilat.tracking.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import my.kilat.platform.geo.Position;
import my.kilat.tracking.domain.TripPath.Addition;
import my.kilat.tracking.domain.TripPath.Neighbour;
import my.kilat.tracking.domain.TripPath.Slot;
import my.kilat.tracking.domain.TripPath.Surroundings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A way that grows by positions in any order is as long as one that is measured at its end. */
class TripPathTest {
    private static final Instant START = Instant.parse("2026-02-12T10:00:00Z");
    private static final double MILLIMETRE = 1e-6;

    private static Fix fix(double latitude, double longitude, double second) {
        return new Fix(
                UUID.randomUUID(),
                new Position(latitude, longitude),
                0,
                0,
                START.plusMillis(Math.round(second * 1000)),
                Fix.Source.UNKNOWN);
    }

    /** The contract's measure: the sum of the legs in order of time. */
    private static double measured(List<Fix> way) {
        double sum = 0;
        for (int i = 1; i < way.size(); i++) {
            sum += way.get(i - 1).position().kilometresTo(way.get(i).position());
        }
        return sum;
    }

    /** Keeps waypoints as the database does, and shows of them what it shows. */
    private static final class Store {
        private final List<Fix> stored = new ArrayList<>();
        private TripPath way = new TripPath(0, 0, 0, null, 0, null);

        /** In order of time, those of the same time in order of arrival: sorting keeps that. */
        List<Fix> inOrder() {
            List<Fix> sorted = new ArrayList<>(stored);
            sorted.sort(Comparator.comparing(Fix::recordedAt));
            return sorted;
        }

        void take(List<Fix> batch) {
            List<Fix> sorted = inOrder();
            way = new TripPath(way.positions(), way.waypoints(), way.kilometres(), way.last(), 0, null);
            way.expectLateOnes();
            List<Fix> kept = new ArrayList<>();
            for (Fix fix : batch) {
                Fix last = way.last();
                boolean late = last != null && !fix.recordedAt().isAfter(last.recordedAt());
                Slot slot = late ? way.slot(fix, around(sorted, fix)) : way.slot(fix);
                if (!slot.taken() && way.add(fix, slot) == Addition.STORED) {
                    kept.add(fix);
                }
            }
            stored.addAll(kept);
        }

        private Surroundings around(List<Fix> sorted, Fix fix) {
            @Nullable Neighbour before = null;
            @Nullable Neighbour after = null;
            boolean taken = false;
            for (Fix other : sorted) {
                Neighbour neighbour = new Neighbour(other.recordedAt(), stored.indexOf(other), other.position());
                if (!other.recordedAt().isAfter(fix.recordedAt())) {
                    before = neighbour;
                } else if (after == null) {
                    after = neighbour;
                }
                taken |= other.recordedAt().equals(fix.recordedAt())
                        && other.position().equals(fix.position());
            }
            return new Surroundings(taken, before, after);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverTheOrderTheBatchesAndTheRepetitions(long seed) {
        Random random = new Random(seed);
        List<Fix> ride = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            ride.add(fix(3 + random.nextDouble() / 2, 101 + random.nextDouble() / 2, random.nextInt(60)));
        }
        List<Fix> arrivals = new ArrayList<>(ride);
        arrivals.addAll(ride.subList(20, 90));
        Collections.shuffle(arrivals, random);
        Store store = new Store();
        for (int from = 0; from < arrivals.size(); ) {
            int to = Math.min(arrivals.size(), from + 1 + random.nextInt(25));
            store.take(arrivals.subList(from, to));
            from = to;
        }
        assertThat(store.stored).hasSize(120).doesNotHaveDuplicates();
        assertThat(store.way.positions()).isEqualTo(120);
        assertThat(store.way.waypoints()).isEqualTo(120);
        assertThat(store.way.kilometres()).isCloseTo(measured(store.inOrder()), within(MILLIMETRE));
        assertThat(store.way.newest()).isEqualTo(store.inOrder().getLast());
    }

    @Test
    void aLatePositionReplacesTheLegBetweenItsNeighbours() {
        Store store = new Store();
        store.take(List.of(fix(3.1, 101, 1), fix(3.3, 101, 3)));
        store.take(List.of(fix(3.2, 101.4, 2)));
        assertThat(store.way.kilometres()).isCloseTo(measured(store.inOrder()), within(MILLIMETRE));
        store.take(List.of(fix(3.0, 101, 0)));
        assertThat(store.way.kilometres()).isCloseTo(measured(store.inOrder()), within(MILLIMETRE));
        assertThat(store.way.newest().position().latitude()).isEqualTo(3.3);
    }

    @Test
    void ofPositionsOfTheSameTimeTheOneThatComesLaterIsTheEnd() {
        Store store = new Store();
        store.take(List.of(fix(3.1, 101, 1)));
        store.take(List.of(fix(3.2, 101, 1), fix(3.3, 101, 1)));
        assertThat(store.way.newest().position().latitude()).isEqualTo(3.3);
        assertThat(store.way.kilometres()).isCloseTo(measured(store.inOrder()), within(MILLIMETRE));
        store.take(List.of(fix(3.2, 101, 1)));
        assertThat(store.stored).as("there at that time already").hasSize(3);
    }

    @Test
    void aWayWithoutPositionsHasNoLength() {
        TripPath way = new TripPath(0, 0, 0, null, 0, null);
        assertThat(way.kilometres()).isZero();
        assertThat(way.last()).isNull();
        append(way, fix(3.1, 101, 1));
        assertThat(way.kilometres()).isZero();
    }

    @Test
    void aVeryLongWayStoresEveryTenthAndThenNothingButGrowsAllTheSame() {
        TripPath way = new TripPath(TripPath.ALL - 1, TripPath.ALL - 1, 100, fix(3, 101, 0), 0, null);
        assertThat(append(way, fix(3, 101, 1))).isEqualTo(Addition.STORED);
        List<Addition> fates = IntStream.range(0, 100)
                .mapToObj(i -> append(way, fix(3, 101, 2 + i)))
                .toList();
        assertThat(fates).filteredOn(Addition.STORED::equals).hasSize(10);
        assertThat(way.waypoints()).isEqualTo(TripPath.ALL + 10);
        assertThat(way.positions()).isEqualTo(TripPath.ALL + 100);
        assertThat(way.kilometres()).isEqualTo(100);

        TripPath full = new TripPath(1_000_000, TripPath.MOST, 100, fix(3, 101, 0), 0, null);
        assertThat(append(full, fix(3.8, 101, 1))).isEqualTo(Addition.COUNTED);
        assertThat(full.waypoints()).isEqualTo(TripPath.MOST);
        assertThat(full.kilometres()).isCloseTo(188.956, within(0.001));
        assertThat(full.newest().position().latitude()).isEqualTo(3.8);
    }

    @Test
    void aVeryLongWayIgnoresWhatComesLate() {
        TripPath way = new TripPath(TripPath.ALL, TripPath.ALL, 100, fix(3, 101, 10), 0, null);
        way.expectLateOnes();
        assertThat(way.slot(fix(3.5, 101, 5), new Surroundings(false, null, null))
                        .closed())
                .isTrue();
        assertThat(way.kilometres()).isEqualTo(100);
        assertThat(way.positions()).isEqualTo(TripPath.ALL);
    }

    private static Addition append(TripPath way, Fix fix) {
        return way.add(fix, way.slot(fix));
    }

    private static Addition appendAside(TripPath way, Fix fix) {
        return way.addAside(fix, way.slot(fix));
    }

    @Test
    void noLegLeadsToAPositionBesideThePath() {
        TripPath way = new TripPath(0, 0, 0, null, 0, null);
        append(way, fix(3, 101, 0));
        append(way, fix(3.1, 101, 60));
        double before = way.kilometres();
        assertThat(appendAside(way, fix(3.9, 101, 120))).isEqualTo(Addition.STORED);
        assertThat(way.kilometres()).isEqualTo(before);
        assertThat(way.newest().position().latitude()).as("shown").isEqualTo(3.9);
        assertThat(way.flagged()).isEqualTo(1);
        append(way, fix(3.2, 101, 180));
        assertThat(way.kilometres()).isCloseTo(2 * before, within(0.001));
        assertThat(way.aside()).isNull();
    }

    @Test
    void aLatePositionIsTheEndOfAPathBesideWhichTheNewestLies() {
        TripPath way = new TripPath(0, 0, 0, null, 0, null);
        Fix start = fix(3, 101, 0);
        append(way, start);
        appendAside(way, fix(3.9, 101, 120));
        way.expectLateOnes();
        Fix late = fix(3.1, 101, 60);
        way.add(late, way.slot(late, new Surroundings(false, new Neighbour(START, 1, start.position()), null)));
        assertThat(way.newest().position().latitude()).isEqualTo(3.9);
        append(way, fix(3.2, 101, 180));
        assertThat(way.kilometres()).isCloseTo(measured(List.of(start, fix(3.2, 101, 1))), within(0.001));
    }

    @Test
    void aPathMayBeginBesideItself() {
        TripPath way = new TripPath(0, 0, 0, null, 0, null);
        appendAside(way, fix(8, 101, 0));
        append(way, fix(3, 101, 60));
        append(way, fix(3.1, 101, 120));
        assertThat(way.kilometres()).isCloseTo(11.119, within(0.001));
    }

    @Test
    void nobodyFillsTheDiskWithPositionsBesideThePath() {
        TripPath way = new TripPath(0, 0, 0, null, 0, null);
        IntStream.range(0, 3_000).forEach(i -> appendAside(way, fix(3, 101, i)));
        assertThat(way.waypoints()).isEqualTo(TripPath.MOST_FLAGGED);
        assertThat(way.positions()).isEqualTo(3_000);
        assertThat(append(way, fix(3, 101, 4_000))).isEqualTo(Addition.STORED);
    }
}
