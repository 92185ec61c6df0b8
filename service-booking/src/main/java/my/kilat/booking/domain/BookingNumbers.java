package my.kilat.booking.domain;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Numbers for people: {@code BK-} and six characters without I, O, 0 and 1, which are easily confused. They are drawn at
 * random out of a thousand million, so they may collide and have to be checked.
 */
public final class BookingNumbers implements Supplier<String> {
    private static final String CHARACTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int LENGTH = 6;

    private final Supplier<? extends RandomGenerator> random;

    /** Draws from a generator, which is asked for at each draw so that it may belong to the thread. */
    public BookingNumbers(Supplier<? extends RandomGenerator> random) {
        this.random = random;
    }

    @Override
    public String get() {
        RandomGenerator source = random.get();
        StringBuilder number = new StringBuilder("BK-");
        for (int i = 0; i < LENGTH; i++) {
            number.append(CHARACTERS.charAt(source.nextInt(CHARACTERS.length())));
        }
        return number.toString();
    }
}
