package my.kilat.payment.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import my.kilat.payment.domain.Answer;
import my.kilat.payment.domain.Charge;
import my.kilat.payment.domain.Provider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A provider that hangs. */
class PunctualTest {
    private static final Charge CHARGE = new Charge("key", 2210, "MYR", "card", "", "/page");
    private static final Duration SOON = Duration.ofMillis(50);

    private final AtomicInteger asked = new AtomicInteger();

    /** A provider all of whose answers come from there. */
    private Provider provider(Supplier<Answer.ToCapture> answer) {
        return new Provider() {
            @Override
            public void requireKnown(String method) {}

            @Override
            public Answer.ToAuthorise authorise(Charge charge) {
                answer.get();
                return new Answer.Authorised("pi_1");
            }

            @Override
            public Answer.ToCapture capture(Charge charge) {
                asked.incrementAndGet();
                return answer.get();
            }

            @Override
            public Answer.ToGiveBack giveBack(Charge charge) {
                answer.get();
                return new Answer.GivenBack();
            }

            @Override
            public Optional<Answer.ToAuthorise> find(Charge charge) {
                answer.get();
                return Optional.empty();
            }
        };
    }

    @Test
    void whatComesInTimeIsPassedOn() {
        try (Punctual punctual = new Punctual(provider(Answer.Captured::new), Duration.ofSeconds(30))) {
            assertThat(punctual.capture(CHARGE)).isEqualTo(new Answer.Captured());
            assertThat(punctual.authorise(CHARGE)).isEqualTo(new Answer.Authorised("pi_1"));
            assertThat(punctual.giveBack(CHARGE)).isEqualTo(new Answer.GivenBack());
            assertThat(punctual.find(CHARGE)).isEmpty();
        }
    }

    @Test
    void whatThrowsCountsAsUnanswered() {
        try (Punctual broken = new Punctual(
                provider(() -> {
                    throw new IllegalStateException("broken");
                }),
                Duration.ofSeconds(30))) {
            assertThat(broken.capture(CHARGE)).isInstanceOf(Answer.Silence.class);
            assertThat(broken.authorise(CHARGE)).isInstanceOf(Answer.Silence.class);
            assertThat(broken.giveBack(CHARGE)).isInstanceOf(Answer.Silence.class);
            assertThat(broken.find(CHARGE))
                    .hasValueSatisfying(answer -> assertThat(answer).isInstanceOf(Answer.Silence.class));
            assertThat(broken.overdue()).as("they have ended").isZero();
        }
        try (Punctual incomplete = new Punctual(
                provider(() -> {
                    throw new NoClassDefFoundError("a class of the provider's library");
                }),
                Duration.ofSeconds(30))) {
            assertThat(incomplete.capture(CHARGE)).isInstanceOf(Answer.Silence.class);
        }
    }

    @Test
    void anErrorOfTheVirtualMachineIsNotConcealed() {
        try (Punctual broken = new Punctual(
                provider(() -> {
                    throw new InternalError("the process ends here");
                }),
                Duration.ofSeconds(30))) {
            assertThatThrownBy(() -> broken.capture(CHARGE)).hasCauseInstanceOf(InternalError.class);
        }
    }

    @Test
    void whatDoesNotComeBackCountsAsUnansweredAndIsInterrupted() {
        CountDownLatch interrupted = new CountDownLatch(4);
        try (Punctual punctual = new Punctual(
                provider(() -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return new Answer.Captured();
                }),
                SOON)) {
            assertThat(punctual.capture(CHARGE)).isInstanceOf(Answer.Silence.class);
            assertThat(punctual.authorise(CHARGE)).isInstanceOf(Answer.Silence.class);
            assertThat(punctual.giveBack(CHARGE)).isInstanceOf(Answer.Silence.class);
            assertThat(punctual.find(CHARGE))
                    .hasValueSatisfying(answer -> assertThat(answer).isInstanceOf(Answer.Silence.class));
            Awaitility.await("all are interrupted").until(() -> interrupted.getCount() == 0);
            Awaitility.await("and have ended").until(() -> punctual.overdue() == 0);
        }
    }

    @Test
    void callsThatDoNotEvenEndThenAreBounded() {
        CountDownLatch end = new CountDownLatch(1);
        try (Punctual punctual = new Punctual(
                provider(() -> {
                    boolean ended = false;
                    while (!ended) {
                        try {
                            end.await();
                            ended = true;
                        } catch (InterruptedException e) {
                            // it does not listen
                        }
                    }
                    return new Answer.Captured();
                }),
                Duration.ofMillis(1))) {
            for (int i = 0; i < Punctual.MOST_OVERDUE + 20; i++) {
                assertThat(punctual.capture(CHARGE)).isInstanceOf(Answer.Silence.class);
            }
            assertThat(asked).hasValue(Punctual.MOST_OVERDUE);
            assertThat(punctual.overdue()).isEqualTo(Punctual.MOST_OVERDUE);
            end.countDown();
            Awaitility.await("they end").until(() -> punctual.overdue() == 0);
        }
        try (Punctual punctual = new Punctual(provider(Answer.Captured::new), Duration.ofSeconds(30))) {
            assertThat(punctual.capture(CHARGE)).isEqualTo(new Answer.Captured());
        }
    }
}
