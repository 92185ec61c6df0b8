package my.kilat.payment.provider;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The cards that the simulated provider accepts, and their behaviour. */
enum TestCard {
    /** Everything works. */
    CARD,
    /** Is declined. */
    CARD_DECLINED,
    /** No response ever comes, and nothing is held. */
    CARD_TIMEOUT,
    /** No response comes in time; then the money is held. */
    CARD_LATE,
    /** Paying out is refused twice, then works. */
    CARD_RELEASE_FAILS,
    /** Paying out is refused for ever. */
    CARD_RELEASE_REFUSED,
    /** Giving back is refused twice, then works. */
    CARD_REFUND_FAILS,
    /** The hold has ended before it is paid out or renewed. */
    CARD_EXPIRES,
    /** Another hold, and one that is made later than the payment, is declined. */
    CARD_RENEWAL_DECLINED;

    /** Its name in a request. */
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Optional<TestCard> named(String word) {
        return Arrays.stream(values()).filter(card -> card.word().equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(TestCard::word).collect(Collectors.joining(", "));
    }
}
