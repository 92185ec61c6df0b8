package my.kilat.gateway.limit;

import java.util.Locale;
import java.util.stream.Stream;

/** The rate-limit buckets in which a request can be counted. */
public enum Allowance {
    /** Every operation that names no other: {@code RATE_LIMIT_PER_MIN}. */
    GENERAL('g', 1, 1),
    /** Positions of runners: three times as many, because a phone at 60 km/h with a 10 m filter posts a hundred a minute. */
    POSITIONS('p', 3, 1),
    /** Register and login, per address and in addition to {@link #GENERAL}: a fifth as many. */
    CREDENTIALS('c', 1, 5),
    /**
     * Refresh, per address and instead of {@link #GENERAL}: ten times as many, because the phones and browsers of a whole
     * office share one address, and a refresh token cannot be guessed as a password can.
     */
    REFRESH('r', 10, 1),
    /** Refresh with the same token, in addition to {@link #REFRESH}: a tenth as many, for a client in a retry loop. */
    REFRESH_TOKEN('t', 1, 10),
    /**
     * Webhooks of providers, per address and instead of {@link #GENERAL}: three times as many, because one address sends the
     * events of all payments. A refused webhook is sent again later.
     */
    WEBHOOKS('w', 3, 1),
    /**
     * Requests of the console's pages, per address and instead of {@link #GENERAL}: thirty times as many, because a page sends
     * several at once and the operators of one office share an address.
     */
    CONSOLE('o', 30, 1);

    private final char letter;
    private final int times;
    private final int parts;

    Allowance(char letter, int times, int parts) {
        this.letter = letter;
        this.times = times;
        this.parts = parts;
    }

    /**
     * The bucket that an operation names in {@code x-allowance}; no operation may name {@link #REFRESH_TOKEN}.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public static Allowance of(String word) {
        return Stream.of(GENERAL, POSITIONS, CREDENTIALS, REFRESH, WEBHOOKS, CONSOLE)
                .filter(allowance -> allowance.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no allowance \"" + word + "\""));
    }

    /** Its name in {@code x-allowance}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A short name, for keys in the store. */
    public char letter() {
        return letter;
    }

    /** The requests per minute that this allows, given the limit of the general bucket: 1 to {@link Integer#MAX_VALUE}. */
    public int perMinute(int general) {
        return Math.clamp((long) general * times / parts, 1, Integer.MAX_VALUE);
    }
}
