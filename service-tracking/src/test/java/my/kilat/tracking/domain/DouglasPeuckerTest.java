package my.kilat.tracking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import my.kilat.platform.geo.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line is simplified to what a tolerance lets one see. */
class DouglasPeuckerTest {
    private static final double METRE = 1 / 111_194.93;

    private final DouglasPeucker fiveMetres = new DouglasPeucker(5);

    /** Points in metres east and north of a place near the equator. */
    private static Position at(double east, double north) {
        return new Position(1 + north * METRE, 101 + east * METRE / Math.cos(Math.toRadians(1)));
    }

    private static BitSet indexes(int... indexes) {
        BitSet set = new BitSet();
        IntStream.of(indexes).forEach(set::set);
        return set;
    }

    @Test
    void whatLiesOnTheWayIsLeftOutAndCornersStay() {
        List<Position> line =
                List.of(at(0, 0), at(50, 4.9), at(100, 0), at(150, 5.2), at(200, 0), at(200, 100), at(200, 200));
        assertThat(fiveMetres.kept(line)).isEqualTo(indexes(0, 3, 4, 6));
    }

    @Test
    void whoStandsStillLeavesTwoPointsAndWhoReturnsTheFarthest() {
        assertThat(fiveMetres.kept(List.of(at(0, 0), at(1, 1), at(-2, 0), at(0, 0))))
                .isEqualTo(indexes(0, 3));
        assertThat(fiveMetres.kept(List.of(at(0, 0), at(500, 0), at(1_000, 0), at(500, 0), at(0, 0))))
                .isEqualTo(indexes(0, 2, 4));
        assertThat(fiveMetres.kept(List.of(at(0, 0), at(100, 0), at(-50, 0)))).isEqualTo(indexes(0, 1, 2));
    }

    @Test
    void theShortestLinesStayAsTheyAre() {
        assertThat(fiveMetres.kept(List.of())).isEqualTo(indexes());
        assertThat(fiveMetres.kept(List.of(at(0, 0)))).isEqualTo(indexes(0));
        assertThat(fiveMetres.kept(List.of(at(0, 0), at(0, 0)))).isEqualTo(indexes(0, 1));
    }

    @Test
    void aLineOverTheDateLineGoesTheShortWay() {
        List<Position> line = List.of(
                new Position(0, 179.99), new Position(0, 180), new Position(0, -179.995), new Position(0, -179.99));
        assertThat(fiveMetres.kept(line)).isEqualTo(indexes(0, 3));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noPointThatIsLeftOutIsFartherFromTheLineThanTheTolerance(long seed) {
        Random random = new Random(seed);
        List<double[]> metres = new ArrayList<>();
        double x = 0;
        double y = 0;
        double direction = 0;
        for (int i = 0; i < 2_000; i++) {
            direction += random.nextGaussian() / 4;
            x += 10 * Math.cos(direction);
            y += 10 * Math.sin(direction);
            metres.add(new double[] {x + random.nextGaussian(), y + random.nextGaussian()});
        }
        BitSet kept = fiveMetres.kept(
                metres.stream().map(place -> at(place[0], place[1])).toList());
        assertThat(kept.cardinality()).isBetween(10, 1_000);
        for (int from = 0; from < metres.size() - 1; ) {
            int to = kept.nextSetBit(from + 1);
            for (int i = from + 1; i < to; i++) {
                assertThat(distance(metres.get(i), metres.get(from), metres.get(to)))
                        .isLessThan(5.05);
            }
            from = to;
        }
    }

    private static double distance(double[] place, double[] from, double[] to) {
        double x = to[0] - from[0];
        double y = to[1] - from[1];
        double along = Math.clamp(((place[0] - from[0]) * x + (place[1] - from[1]) * y) / (x * x + y * y), 0, 1);
        return Math.hypot(place[0] - from[0] - along * x, place[1] - from[1] - along * y);
    }

    @Test
    void theWorstLineNeedsNoDeepStack() {
        List<Position> zigzag = IntStream.range(0, 5_000)
                .mapToObj(i -> at(i, i % 2 == 0 ? i / 2.0 : -i / 2.0))
                .toList();
        assertThat(fiveMetres.kept(zigzag).cardinality()).isGreaterThan(4_900);
    }
}
