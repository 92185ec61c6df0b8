package my.kilat.gateway.limit;

/** The buckets a request can be counted in. */
public enum Allowance {
    /** Everything that is not named below: {@code RATE_LIMIT_PER_MIN}. */
    GENERAL(1, 1),
    /** Positions of runners: three times as many, for a phone at 60 km/h with a 10 m filter posts a hundred a minute. */
    POSITIONS(3, 1),
    /** Register, login and refresh, per address and besides {@link #GENERAL}: a fifth as many. */
    CREDENTIALS(1, 5);

    private final int times;
    private final int parts;

    Allowance(int times, int parts) {
        this.times = times;
        this.parts = parts;
    }

    /** How many requests a minute this allows, where the general bucket allows so many; at least one. */
    public int perMinute(int general) {
        return (int) Math.max(1, (long) general * times / parts);
    }
}
