package my.kilat.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payments whose payer has to do something first. */
class PayerActionTest {
    private static final Instant T = Sample.T;
    private static final Patience PATIENCE = new Patience(
            Duration.ofSeconds(8), Duration.ofSeconds(60), Duration.ofHours(1), Duration.ofHours(24), HoldRules.USUAL);
    private static final Instant END = T.plus(Duration.ofMinutes(20));
    private static final PayerAction PAGE = new PayerAction("https://pay.example.com/1", END);
    private static final Answer.ActionRequired REQUIRED = new Answer.ActionRequired(PAGE);
    private static final Answer.Authorised AUTHORISED = new Answer.Authorised("p1");
    private static final Answer.ToAuthorise SILENCE = new Answer.Silence("nothing");

    private final Payment fresh = Payment.begin(Sample.terms(), null, null, PATIENCE);
    private final Payment waiting =
            fresh.after(REQUIRED, T.plusSeconds(1), PATIENCE).after();

    @Test
    void theFirstPageCountsAndTellsNobody() {
        Decision decision = fresh.after(REQUIRED, T.plusSeconds(1), PATIENCE);
        assertThat(decision.events()).isEmpty();
        assertThat(decision.after().state().payerAction()).contains(PAGE);
        assertThat(decision.after().task()).contains(Task.AUTHORISE);
        Answer.ActionRequired another =
                new Answer.ActionRequired(new PayerAction("https://pay.example.com/2", END.plusSeconds(600)));
        assertThat(waiting.after(another, T.plusSeconds(9), PATIENCE)
                        .after()
                        .state()
                        .payerAction())
                .contains(PAGE);
    }

    @Test
    void nobodyIsWaitedForLongerThanIsSet() {
        Answer.ActionRequired forEver =
                new Answer.ActionRequired(new PayerAction(PAGE.url(), T.plus(Duration.ofDays(90))));
        Payment payment = fresh.after(forEver, T, PATIENCE).after();
        assertThat(payment.state().payerAction().map(PayerAction::until)).contains(T.plus(Duration.ofHours(1)));
    }

    @Test
    void itIsAskedAboutWithGrowingPausesAndOnceMoreWhenTheTimeIsUp() {
        Payment payment = fresh;
        Instant now = T;
        int asked = 0;
        while (payment.state() instanceof State.Pending) {
            payment = payment.after(REQUIRED, now, PATIENCE).after();
            asked++;
            if (payment.state() instanceof State.Pending) {
                assertThat(payment.schedule().due()).isAfter(now).isBeforeOrEqualTo(END);
                now = payment.schedule().due();
            }
        }
        assertThat(now).isEqualTo(END);
        assertThat(asked).isBetween(20, 40);
        assertThat(payment.task()).contains(Task.VOID);
    }

    @Test
    void silenceWhenTheTimeIsUpIsBorneForAsLongAsAnAuthorisationMayTake() {
        assertThat(waiting.after(SILENCE, END.plusSeconds(59), PATIENCE).after().state())
                .isInstanceOf(State.Pending.class);
        assertThat(waiting.after(SILENCE, END.plusSeconds(59), PATIENCE)
                        .after()
                        .state()
                        .payerAction())
                .contains(PAGE);
        assertThat(waiting.after(SILENCE, END.plusSeconds(61), PATIENCE).after().state())
                .isInstanceOf(State.Failed.class);
        assertThat(waiting.after(AUTHORISED, END.plusSeconds(61), PATIENCE)
                        .after()
                        .state())
                .isInstanceOf(State.Held.class);
    }

    @Test
    void whatIsReportedOfAFailedPaymentIsGivenBackAsOftenAsItIsReported() {
        Payment failed = waiting.reported(1, new Answer.Declined("no"), T.plusSeconds(2), PATIENCE)
                .after();
        assertThat(failed.task()).isEmpty();
        Decision late = failed.reported(1, AUTHORISED, T.plusSeconds(3), PATIENCE);
        assertThat(late.after().task()).contains(Task.VOID);
        assertThat(late.booked()).isNull();
        assertThat(late.events()).isEmpty();
        assertThat(late.after().state().version()).isEqualTo(failed.state().version());
        assertThat(late.after()
                        .reported(1, AUTHORISED, T.plusSeconds(4), PATIENCE)
                        .isNothing())
                .isTrue();
        Payment done = late.after()
                .reported(1, new Answer.GivenBack(), T.plusSeconds(5), PATIENCE)
                .after();
        assertThat(done.task()).isEmpty();
        assertThat(done.reported(1, AUTHORISED, T.plusSeconds(6), PATIENCE)
                        .after()
                        .task())
                .contains(Task.VOID);
    }

    @Test
    void whatIsReportedOfItsBeginningChangesHeldMoneyNoMore() {
        Payment held =
                waiting.reported(1, AUTHORISED, T.plusSeconds(2), PATIENCE).after();
        for (Answer.Outcome outcome : new Answer.Outcome[] {AUTHORISED, new Answer.Declined("no")}) {
            assertThat(held.reported(1, outcome, T.plusSeconds(3), PATIENCE).isNothing())
                    .as(outcome.toString())
                    .isTrue();
        }
    }

    @Test
    void moneyThatTheProviderReportsAsTakenIsHeldWithoutAnEnd() {
        Payment held =
                waiting.reported(1, AUTHORISED, T.plusSeconds(2), PATIENCE).after();
        Payment taken = held.reported(1, new Answer.Captured(), T.plusSeconds(3), PATIENCE)
                .after();
        assertThat(taken.state()).isInstanceOf(State.Held.class);
        assertThat(taken.hold().until()).isEqualTo(Hold.NEVER);
        assertThat(taken.reported(1, new Answer.Captured(), T.plusSeconds(4), PATIENCE)
                        .isNothing())
                .isTrue();
    }

    @Test
    void moneyThatTheProviderReportsAsGoneHasLapsed() {
        Payment held =
                waiting.reported(1, AUTHORISED, T.plusSeconds(2), PATIENCE).after();
        for (Answer.Outcome outcome : new Answer.Outcome[] {new Answer.Gone("expired"), new Answer.GivenBack()}) {
            Decision decision = held.reported(1, outcome, T.plusSeconds(3), PATIENCE);
            assertThat(decision.isLapse()).as(outcome.toString()).isTrue();
            assertThat(decision.booked()).isNotNull();
            assertThat(decision.events()).hasSize(1);
            assertThat(decision.after()
                            .reported(1, outcome, T.plusSeconds(4), PATIENCE)
                            .isNothing())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "javascript:alert(1)", "/pay", "https://x/\"onclick=", "https://x/ y", "ftp://x/"})
    void anAddressThatIsNoneIsRefused(String url) {
        assertThatThrownBy(() -> new PayerAction(url, T)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void soIsOneThatIsTooLong() {
        assertThat(new PayerAction("https://x/" + "a".repeat(2_038), T).url()).hasSize(2_048);
        assertThatThrownBy(() -> new PayerAction("https://x/" + "a".repeat(2_039), T))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
