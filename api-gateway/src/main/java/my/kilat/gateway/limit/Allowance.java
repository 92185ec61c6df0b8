package my.kilat.gateway.limit;

import java.util.Locale;
import java.util.stream.Stream;

/** The buckets a request can be counted in. */
public enum Allowance {
    /** Everything that is not named below: {@code RATE_LIMIT_PER_MIN}. */
    GENERAL('g', 1, 1),
    /** Positions of runners: three times as many, for a phone at 60 km/h with a 10 m filter posts a hundred a minute. */
    POSITIONS('p', 3, 1),
    /** Register and login, per address and besides {@link #GENERAL}: a fifth as many. */
    CREDENTIALS('c', 1, 5),
    /**
     * Refresh, per address and instead of {@link #GENERAL}: ten times as many, for the phones and browsers of a whole office
     * come from one address, and a refresh token cannot be guessed as a password can.
     */
    REFRESH('r', 10, 1),
    /** Refresh with one and the same token, besides {@link #REFRESH}: a tenth as many, for a client that goes in circles. */
    REFRESH_TOKEN('t', 1, 10),
    /**
     * What providers send by themselves, per address and instead of {@link #GENERAL}: three times as many, for one address sends
     * what happens to all payments. What is refused is sent again later.
     */
    WEBHOOKS('w', 3, 1);

    private final char letter;
    private final int times;
    private final int parts;

    Allowance(char letter, int times, int parts) {
        this.letter = letter;
        this.times = times;
        this.parts = parts;
    }

    /**
     * The bucket that an operation names in {@code x-allowance}; {@link #REFRESH_TOKEN} is none of an operation's own.
     *
     * @throws IllegalArgumentException when there is none of this name
     */
    public static Allowance of(String word) {
        return Stream.of(GENERAL, POSITIONS, CREDENTIALS, REFRESH, WEBHOOKS)
                .filter(allowance -> allowance.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no allowance \"" + word + "\""));
    }

    /** Its name in {@code x-allowance}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is called where every byte counts. */
    public char letter() {
        return letter;
    }

    /** How many requests a minute this allows, where the general bucket allows so many; at least one. */
    public int perMinute(int general) {
        return (int) Math.max(1, (long) general * times / parts);
    }
}
