package my.kilat.bench.growth;

/**
 * Something whose cost is compared between sizes.
 *
 * @param name for the table
 * @param group where it is shown
 * @param bar how many times its cost at the smallest size it may cost at the largest
 */
record Subject(String name, Group group, double bar) {
    /** For what is done for one person, by cursor, or by a service: what others have stored is to make no difference. */
    static final double FLAT = 1.5;

    /** For the lists of all bookings or payments by page numbers, which are counted. */
    static final double COUNTED = 2;
}
