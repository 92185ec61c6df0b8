package my.kilat.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.payment.EscrowStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done with a hold that comes to its end, without anything around it. */
class HoldRulesTest {
    private static final Instant T = Sample.T;
    private static final Instant NEAR = T.plus(Duration.ofDays(7)).minus(Duration.ofHours(12));
    private static final Instant END = T.plus(Duration.ofDays(7));
    private static final Patience RENEWING = Sample.patience(true);
    private static final Patience PLAIN = Sample.patience(false);

    private static Payment held(boolean hasRunner) {
        Payment held = Payment.begin(Sample.terms(), null, null, PLAIN)
                .after(new Answer.Authorised("pi_1"), T, PLAIN)
                .after();
        return hasRunner ? Sample.withRunner(held) : held;
    }

    @ParameterizedTest
    @CsvSource({
        "true,  true,  RENEW",
        "true,  false, RENEW",
        "false, true,  CAPTURE",
        "false, false, VOID",
    })
    void whatIsDoneNearTheEnd(boolean renews, boolean hasRunner, Task task) {
        Decision decision = held(hasRunner).holdNearEnd(NEAR, Sample.patience(renews));
        assertThat(decision.after().task()).contains(task);
        assertThat(decision.isLapse()).isEqualTo(task == Task.VOID);
        assertThat(held(hasRunner)
                        .holdNearEnd(NEAR.minusSeconds(1), Sample.patience(renews))
                        .isNothing())
                .isTrue();
    }

    @Test
    void afterTheEndItHasLapsedWhateverTheProviderCanDo() {
        assertThat(held(true).holdNearEnd(END, RENEWING).isLapse()).isTrue();
        assertThat(held(false).holdNearEnd(END, PLAIN).isLapse()).isTrue();
    }

    @Test
    void whoeverEndsARenewalEndsTheHoldThatIsNotKept() {
        Payment renewing = held(true).holdNearEnd(NEAR, RENEWING).after();
        Decision renewed = renewing.renewed(1, new Answer.Authorised("pi_2"), NEAR, RENEWING);
        assertThat(renewed.holdToEnd()).contains(1);
        assertThat(renewed.after().hold()).isEqualTo(new Hold(2, NEAR.plus(Duration.ofDays(7))));
        assertThat(renewed.after().charge().key()).isEqualTo(renewing.id() + ".2");

        Decision released = renewing.deliveryConfirmed(Sample.RUNNER, NEAR, RENEWING);
        assertThat(released.holdToEnd()).contains(2);
        assertThat(released.after()
                        .renewed(1, new Answer.Authorised("pi_2"), NEAR, RENEWING)
                        .isNothing())
                .isTrue();
        assertThat(renewing.bookingCancelled("", NEAR, RENEWING).holdToEnd()).contains(2);
        assertThat(renewing.renewed(1, new Answer.Declined("no"), NEAR, RENEWING)
                        .holdToEnd())
                .contains(2);
        assertThat(renewing.renewed(1, new Answer.Silence("…"), NEAR, RENEWING).holdToEnd())
                .isEmpty();
        assertThat(renewing.renewed(1, new Answer.Silence("…"), NEAR.plus(Duration.ofHours(6)), RENEWING)
                        .holdToEnd())
                .contains(2);
    }

    @Test
    void newsOfAHoldThatWasReplacedChangesNothing() {
        Payment renewed = held(true)
                .holdNearEnd(NEAR, RENEWING)
                .after()
                .renewed(1, new Answer.Authorised("pi_2"), NEAR, RENEWING)
                .after();
        for (Answer.Outcome outcome :
                new Answer.Outcome[] {new Answer.Gone("x"), new Answer.GivenBack(), new Answer.Captured()}) {
            assertThat(renewed.reported(1, outcome, NEAR, RENEWING).isNothing())
                    .as(outcome.toString())
                    .isTrue();
        }
        assertThat(renewed.reported(2, new Answer.Gone("x"), NEAR, RENEWING).isLapse())
                .isTrue();
    }

    @Test
    void aReleaseThatOvertakesACaptureIsDoneByIt() {
        Payment releasing = held(true)
                .holdNearEnd(NEAR, PLAIN)
                .after()
                .deliveryConfirmed(Sample.RUNNER, NEAR, PLAIN)
                .after();
        assertThat(releasing.task()).contains(Task.RELEASE);
        assertThat(releasing
                        .reported(1, new Answer.Captured(), NEAR, PLAIN)
                        .after()
                        .state()
                        .status())
                .isEqualTo(EscrowStatus.RELEASED);
    }

    @Test
    void aCaptureIsTriedUntilTheEndOfTheHold() {
        Payment capturing = held(true).holdNearEnd(NEAR, PLAIN).after();
        Answer.ToCapture refused = new Answer.Refused("not now");
        assertThat(capturing.after(refused, END.minusSeconds(1), PLAIN).after().task())
                .contains(Task.CAPTURE);
        assertThat(capturing.after(refused, END, PLAIN).isLapse()).isTrue();
    }

    @Test
    void moneyThatIsNotThereAnyMoreHasBeenRefunded() {
        Payment refunding = held(true).bookingCancelled("", T, PLAIN).after();
        assertThat(refunding
                        .reported(1, new Answer.Gone("expired"), T, PLAIN)
                        .after()
                        .state()
                        .status())
                .isEqualTo(EscrowStatus.REFUNDED);
    }

    @ParameterizedTest
    @CsvSource({"6,", "7, 6", "30, 29"})
    void aRideAfterTheEndOfAHoldIsAuthorisedADayBefore(int days, Integer later) {
        assertThat(PLAIN.holds().later(T.plus(Duration.ofDays(days)), T))
                .isEqualTo(java.util.Optional.ofNullable(later).map(day -> T.plus(Duration.ofDays(day))));
    }

    @Test
    void keysOfHoldsAreReadAgain() {
        UUID id = UUID.randomUUID();
        assertThat(HoldKey.of(id.toString())).contains(new HoldKey(id, 1));
        assertThat(HoldKey.of(new HoldKey(id, 12).toString())).contains(new HoldKey(id, 12));
        for (String bad : new String[] {"", "x", id + ".", id + ".0", id + ".x", id + ".99999999999", "." + 2}) {
            assertThat(HoldKey.of(bad)).as(bad).isEmpty();
        }
    }
}
