package my.kilat.bench.lifecycle;

import java.util.OptionalDouble;

/**
 * What is measured, and what the older server did on the same two cores. Ours is to do at least three times its rate with
 * at most a third of its CPU.
 */
enum Baseline {
    CREATE("create a booking", 288, 2_500),
    READ("read a booking", 632, 1_300),
    LIST("list 20 bookings", 408, 2_500),
    RIDE("settle a ride", 22.8, 24_000),
    POSITION("send a position", 70, Double.NaN);

    /** Positions have a goal of their own. */
    private static final double POSITIONS_GOAL = 2_000;

    private final String words;
    private final double rate;
    private final double micros;

    Baseline(String words, double rate, double micros) {
        this.words = words;
        this.rate = rate;
        this.micros = micros;
    }

    String words() {
        return words;
    }

    /** Units a second that ours has to reach. */
    double rateGoal() {
        return this == POSITION ? POSITIONS_GOAL : 3 * rate;
    }

    /** Microseconds of CPU a unit that our services may use at most; nothing was measured of positions. */
    OptionalDouble microsGoal() {
        return Double.isNaN(micros) ? OptionalDouble.empty() : OptionalDouble.of(micros / 3);
    }
}
