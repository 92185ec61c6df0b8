package my.kilat.bench.lifecycle;

import java.util.OptionalDouble;

/**
 * What is measured, and what the older server did on the machine of reference, where nginx takes
 * {@link my.kilat.bench.yardstick.Yardstick#REFERENCE_MICROS} for a request: everything on two processors, both servers one after
 * the other. Ours is to do at least three times its rate. On a machine that takes {@code factor} times as much CPU, goals of
 * rates are divided by it and goals of CPU multiplied.
 */
enum Baseline {
    CREATE("create a booking", 548, 1_240 / 3.0),
    /** Was measured only in an earlier run; brought to this one by what creating a booking cost in both. */
    READ("read a booking", 1_200, 650 / 3.0),
    /** The CPU of a list, 1,240 µs, was brought to this run in the same way; ours may take 0.3 of it. */
    LIST("list 20 bookings", 794, 0.3 * 1_240),
    /** Its services took 14 ms, ours may take 6. */
    RIDE("settle a ride", 29.5, 6_000),
    POSITION("send a position", 74, Double.NaN);

    private static final double TIMES = 3;
    /** Positions have a goal of their own. */
    private static final double POSITIONS_GOAL = 2_000;

    private static final double POSTGRES_OF_A_RIDE = 7_000;

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

    /** Units a second that the older server would do on a machine of this factor. */
    double rate(double factor) {
        return rate / factor;
    }

    /** Units a second that ours has to reach on a machine of this factor. */
    double rateGoal(double factor) {
        return this == POSITION ? POSITIONS_GOAL : TIMES * rate(factor);
    }

    /** Microseconds of CPU a unit that our services may use at most; nothing was measured of positions. */
    OptionalDouble microsGoal(double factor) {
        return Double.isNaN(micros) ? OptionalDouble.empty() : OptionalDouble.of(micros * factor);
    }

    /** Microseconds of CPU a unit that PostgreSQL may use at most. */
    OptionalDouble postgresGoal(double factor) {
        return this == RIDE ? OptionalDouble.of(POSTGRES_OF_A_RIDE * factor) : OptionalDouble.empty();
    }
}
