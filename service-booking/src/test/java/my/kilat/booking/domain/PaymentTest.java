package my.kilat.booking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.booking.PaymentStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** News of payments, in every order in which they may arrive. */
class PaymentTest {
    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);
    private static final Instant EARLY = Instant.parse("2026-02-12T10:00:00Z");
    private static final Instant LATE = EARLY.plusSeconds(30);

    @ParameterizedTest(name = "{0}, then {1}: {2}")
    @CsvSource({
        "HELD,     RELEASED, RELEASED",
        "HELD,     REFUNDED, REFUNDED",
        "HELD,     FAILED,   HELD",
        "FAILED,   HELD,     HELD",
        "FAILED,   REFUNDED, REFUNDED",
        "RELEASED, HELD,     RELEASED",
        "RELEASED, FAILED,   RELEASED",
        "RELEASED, REFUNDED, RELEASED",
        "REFUNDED, HELD,     REFUNDED",
        "REFUNDED, FAILED,   REFUNDED",
        "REFUNDED, RELEASED, REFUNDED",
        "HELD,     HELD,     HELD"
    })
    void ofOnePaymentTheFurthestStageHoldsInWhateverOrderTheNewsCome(
            PaymentStatus first, PaymentStatus second, PaymentStatus expected) {
        assertThat(Payment.news(first, FIRST, EARLY)
                        .heard(Payment.news(second, FIRST, LATE))
                        .status())
                .isEqualTo(expected);
        assertThat(Payment.news(first, FIRST, LATE)
                        .heard(Payment.news(second, FIRST, EARLY))
                        .status())
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} of one, then {1} of another: {2}")
    @CsvSource({
        "FAILED,   HELD,   HELD",
        "FAILED,   FAILED, FAILED",
        "HELD,     FAILED, HELD",
        "RELEASED, FAILED, RELEASED",
        "REFUNDED, HELD,   HELD",
        "REFUNDED, FAILED, FAILED"
    })
    void ofTwoPaymentsTheLaterHoldsUnlessItMerelyFailed(
            PaymentStatus first, PaymentStatus second, PaymentStatus expected) {
        assertThat(Payment.news(first, FIRST, EARLY)
                        .heard(Payment.news(second, SECOND, LATE))
                        .status())
                .isEqualTo(expected);
    }

    @Test
    void whatIsHeardLateOfAnEarlierPaymentChangesNothing() {
        Payment held = Payment.news(PaymentStatus.HELD, SECOND, LATE);
        assertThat(held.heard(Payment.news(PaymentStatus.REFUNDED, FIRST, EARLY)))
                .isEqualTo(held);
        assertThat(held.heard(Payment.news(PaymentStatus.FAILED, FIRST, LATE))).isEqualTo(held);
    }

    @Test
    void anyNewsAreBetterThanNone() {
        for (PaymentStatus status : PaymentStatus.values()) {
            Payment news = Payment.news(status, FIRST, EARLY);
            assertThat(Payment.NONE.heard(news)).isEqualTo(news);
        }
    }
}
