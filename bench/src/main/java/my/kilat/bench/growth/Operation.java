package my.kilat.bench.growth;

import my.kilat.bench.load.Load;

/**
 * An operation whose cost is compared between sizes.
 *
 * @param name for the table
 * @param bar how many times its cost at the smallest size it may cost at the largest
 * @param unit does it once
 */
record Operation(String name, double bar, Load.Unit unit) {
    /** For an operation of one person: what others have stored is to make no difference. */
    static final double FLAT = 1.5;

    /** For the lists of all bookings, and pages far from the first. */
    static final double DEEP = 2;
}
