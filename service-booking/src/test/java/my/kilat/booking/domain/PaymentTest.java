package my.kilat.booking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import my.kilat.booking.domain.Payment.Standing;
import my.kilat.contract.booking.PaymentStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** News of payments, in every order in which they may arrive. No clock decides between them. */
class PaymentTest {
    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);
    private static final Instant EARLY = Instant.parse("2026-02-12T10:00:00Z");
    private static final Instant LATE = EARLY.plusSeconds(30);

    private static Payment news(Standing standing, UUID id, @Nullable Integer attempt) {
        return Payment.of(standing, id, attempt, EARLY);
    }

    @ParameterizedTest(name = "{0}, then {1}: {2}")
    @CsvSource({
        "HELD,     RELEASED, RELEASED",
        "HELD,     REFUNDED, REFUNDED",
        "HELD,     LAPSED,   LAPSED",
        "HELD,     FAILED,   HELD",
        "PENDING,  HELD,     HELD",
        "PENDING,  FAILED,   FAILED",
        "FAILED,   HELD,     HELD",
        "FAILED,   REFUNDED, REFUNDED",
        "LAPSED,   HELD,     LAPSED",
        "RELEASED, HELD,     RELEASED",
        "RELEASED, FAILED,   RELEASED",
        "RELEASED, REFUNDED, RELEASED",
        "REFUNDED, HELD,     REFUNDED",
        "REFUNDED, FAILED,   REFUNDED",
        "REFUNDED, RELEASED, REFUNDED",
        "HELD,     HELD,     HELD"
    })
    void ofOnePaymentTheFurthestStageHoldsWheneverItsNewsWereWritten(
            Standing first, Standing second, Standing expected) {
        assertThat(Payment.of(first, FIRST, 1, EARLY)
                        .merge(Payment.of(second, FIRST, 1, LATE))
                        .standing())
                .isEqualTo(expected);
        assertThat(Payment.of(first, FIRST, 1, LATE)
                        .merge(Payment.of(second, FIRST, 1, EARLY))
                        .standing())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(value = Standing.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void ofTwoPaymentsTheLaterAttemptHoldsInWhateverOrderTheNewsCome(Standing later) {
        for (Standing earlier : new Standing[] {Standing.HELD, Standing.FAILED, Standing.LAPSED}) {
            Payment second = Payment.of(later, SECOND, 2, EARLY);
            Payment first = Payment.of(earlier, FIRST, 1, LATE);
            if (earlier == Standing.LAPSED && later == Standing.FAILED) {
                continue;
            }
            assertThat(first.merge(second)).isEqualTo(second);
            assertThat(second.merge(first)).isEqualTo(second);
        }
    }

    @Test
    void anAttemptThatFailsDoesNotSettleWhatIsOwedSinceAnEarlierOneLapsed() {
        Payment lapsed = Payment.of(Standing.LAPSED, FIRST, 1, LATE);
        Payment failed = Payment.of(Standing.FAILED, SECOND, 2, EARLY);
        Payment owed = Payment.of(Standing.LAPSED, SECOND, 2, EARLY);
        assertThat(lapsed.merge(failed)).isEqualTo(owed);
        assertThat(failed.merge(lapsed)).isEqualTo(owed);
        Payment held = Payment.of(Standing.HELD, SECOND, 2, EARLY);
        assertThat(owed.merge(held)).isEqualTo(owed);
        assertThat(owed.merge(Payment.of(Standing.HELD, new UUID(0, 9), 3, EARLY))
                        .standing())
                .isEqualTo(Standing.HELD);
    }

    @ParameterizedTest(name = "{0} of one, then {1} of another: {2}")
    @CsvSource({
        "FAILED,   HELD,     HELD",
        "FAILED,   FAILED,   FAILED",
        "LAPSED,   HELD,     HELD",
        "LAPSED,   RELEASED, RELEASED",
        "LAPSED,   FAILED,   LAPSED",
        "HELD,     FAILED,   HELD",
        "HELD,     LAPSED,   LAPSED",
        "RELEASED, FAILED,   RELEASED",
        "RELEASED, HELD,     RELEASED",
        "REFUNDED, HELD,     REFUNDED",
        "REFUNDED, FAILED,   REFUNDED"
    })
    void whenTheAttemptIsNotToldWhatComesLaterHoldsUnlessItMerelyFailedOrTheOtherIsTheLastOne(
            Standing first, Standing second, Standing expected) {
        assertThat(news(first, FIRST, null).merge(news(second, SECOND, null)).standing())
                .isEqualTo(expected);
        assertThat(news(first, FIRST, 1).merge(news(second, SECOND, null)).standing())
                .isEqualTo(expected);
    }

    @Test
    void anyNewsAreBetterThanNone() {
        for (Standing standing : Standing.values()) {
            Payment news = news(standing, FIRST, 1);
            assertThat(Payment.NONE.merge(news).standing()).isEqualTo(standing);
        }
    }

    @Test
    void aLapsedPaymentIsShownAsFailed() {
        assertThat(news(Standing.LAPSED, FIRST, 1).status()).isEqualTo(PaymentStatus.FAILED);
        for (Standing standing : Standing.values()) {
            if (standing != Standing.LAPSED) {
                assertThat(news(standing, FIRST, 1).status().name()).isEqualTo(standing.name());
            }
        }
    }
}
