package my.kilat.platform.money;

import java.util.Locale;

/** Arithmetic on amounts of money, always whole sen (1/100 ringgit). */
public final class Money {
    /** The only currency of the platform. */
    public static final String CURRENCY = "MYR";

    private Money() {}

    /**
     * A percentage of an amount, rounded down.
     *
     * @param cents the amount in sen, 0 or more
     * @param percent 0..100
     */
    public static long percent(long cents, int percent) {
        if (cents < 0 || percent < 0 || percent > 100) {
            throw new IllegalArgumentException("no share of " + percent + " % of " + cents + " sen");
        }
        return Math.multiplyExact(cents, percent) / 100;
    }

    /** For people: {@code RM 22.10}. */
    public static String format(long cents) {
        return String.format(Locale.ROOT, "RM %d.%02d", cents / 100, Math.abs(cents % 100));
    }
}
