package my.kilat.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No payment waits for ever, whatever its state is and whatever its provider does: each comes to an end, or to escrow that only the
 * ride decides about, or is a refund that is owed, of which the alarm tells.
 */
class EveryPaymentEndsTest {
    private static final Instant T = Sample.T;
    private static final Instant RIDE = T.plus(Duration.ofDays(20));
    private static final Instant END = T.plus(Duration.ofDays(80));
    private static final PayerAction PAGE = new PayerAction("https://pay.example.com/1", T.plus(Duration.ofDays(99)));
    private static final Answer.Silence SILENCE = new Answer.Silence("away");

    /** As often as the ride takes. */
    private static final int RENEWED_OFTEN = 5;

    /** Owed to the owner, however long that takes. */
    private static final Set<Task> TRIED_ON = EnumSet.of(Task.REFUND, Task.VOID);

    private static final Patience RENEWING = Sample.patience(true);
    private static final Patience PLAIN = Sample.patience(false);

    /** What a provider answers, always. */
    private enum Answers {
        WORKS(new Answer.Authorised("p1"), new Answer.Stored(), new Answer.Captured(), new Answer.GivenBack()),
        IS_SILENT(SILENCE, SILENCE, SILENCE, SILENCE),
        REFUSES(
                new Answer.Declined("no"),
                new Answer.Declined("no"),
                new Answer.Refused("no"),
                new Answer.Refused("no")),
        WANTS_THE_PAYER(new Answer.ActionRequired(PAGE), new Answer.Stored(), SILENCE, SILENCE),
        HAS_LOST_IT(
                new Answer.Declined("cancelled"),
                new Answer.Stored(),
                new Answer.Gone("expired"),
                new Answer.GivenBack());

        private final Answer.ToAuthorise authorise;
        private final Answer.ToStore store;
        private final Answer.ToCapture capture;
        private final Answer.ToGiveBack giveBack;

        Answers(
                Answer.ToAuthorise authorise,
                Answer.ToStore store,
                Answer.ToCapture capture,
                Answer.ToGiveBack giveBack) {
            this.authorise = authorise;
            this.store = store;
            this.capture = capture;
            this.giveBack = giveBack;
        }
    }

    private static Payment begun(@Nullable Instant authoriseAt, boolean hasRunner) {
        Payment fresh = Payment.begin(Sample.terms(), null, authoriseAt, PLAIN);
        return hasRunner ? Sample.withRunner(fresh) : fresh;
    }

    private static Payment held(boolean hasRunner) {
        return begun(null, hasRunner)
                .after(new Answer.Authorised("p1"), T, PLAIN)
                .after();
    }

    private static Payment capturing() {
        return held(true)
                .holdNearEnd(T.plus(Duration.ofDays(7).minusHours(12)), PLAIN)
                .after();
    }

    private static final Map<String, Payment> STATES = new LinkedHashMap<>();

    static {
        Payment stored = begun(RIDE.minus(Duration.ofDays(1)), false)
                .after(new Answer.Stored(), T, PLAIN)
                .after();
        STATES.put("to be authorised", begun(null, false));
        STATES.put(
                "waiting for the payer",
                begun(null, false)
                        .after(new Answer.ActionRequired(PAGE), T, PLAIN)
                        .after());
        STATES.put("card to be kept", begun(RIDE.minus(Duration.ofDays(1)), false));
        STATES.put("card kept for later", stored);
        STATES.put(
                "card kept, and delivered",
                stored.deliveryConfirmed(Sample.RUNNER, T, PLAIN).after());
        STATES.put("held without a runner", held(false));
        STATES.put("held with a runner", held(true));
        STATES.put(
                "to be renewed",
                held(true)
                        .holdNearEnd(T.plus(Duration.ofDays(7).minusHours(12)), RENEWING)
                        .after());
        STATES.put("to be captured", capturing());
        STATES.put(
                "captured",
                capturing()
                        .reported(1, new Answer.Captured(), T.plus(Duration.ofDays(7)), PLAIN)
                        .after());
        STATES.put(
                "to be released",
                held(true).deliveryConfirmed(Sample.RUNNER, T, PLAIN).after());
        STATES.put("to be refunded", held(true).bookingCancelled("", T, PLAIN).after());
        STATES.put(
                "to be voided",
                begun(null, false).bookingCancelled("", T, PLAIN).after());
    }

    static Stream<Arguments> all() {
        return STATES.keySet().stream()
                .flatMap(state -> Arrays.stream(Answers.values())
                        .flatMap(provider ->
                                Stream.of(true, false).map(renews -> Arguments.of(state, provider.name(), renews))));
    }

    @ParameterizedTest(name = "{0}, provider {1}, renews {2}")
    @MethodSource("all")
    void itEnds(String state, String provider, boolean renews) {
        Payment ended =
                run(Objects.requireNonNull(STATES.get(state)), Answers.valueOf(provider), renews ? RENEWING : PLAIN);
        ended.task()
                .ifPresentOrElse(
                        task -> assertThat(TRIED_ON)
                                .as("is tried on, with an alarm")
                                .contains(task),
                        () -> assertThat(ended.state()).isNotInstanceOf(State.Pending.class));
        if (ended.task().isPresent()) {
            assertThat(ended.schedule().tries()).as("of which the alarm tells").isGreaterThan(6);
        }
    }

    /** What jobs do with it until nothing is left to do, or for eighty days. */
    private static Payment run(Payment begun, Answers provider, Patience patience) {
        Payment payment = begun;
        Instant now = T;
        while (now.isBefore(END)) {
            if (payment.task().isPresent()) {
                now = later(now, payment.schedule().due());
                payment = answered(payment, provider, patience, now).after();
            } else if (payment.state() instanceof State.Held
                    && !payment.hold().until().equals(Hold.NEVER)
                    && payment.hold().number() < RENEWED_OFTEN) {
                now = later(now, payment.hold().until().minus(patience.holds().margin()));
                Decision decision = payment.holdNearEnd(now, patience);
                assertThat(decision.isNothing()).as("the watch decides").isFalse();
                payment = decision.after();
            } else {
                return payment;
            }
        }
        return payment;
    }

    private static Decision answered(Payment payment, Answers provider, Patience patience, Instant now) {
        Function<Answer, Decision> apply = switch (payment.task().orElseThrow()) {
            case AUTHORISE ->
                answer -> payment.after(
                        payment.isAskedNoMore(now, patience) ? SILENCE : (Answer.ToAuthorise) answer, now, patience);
            case STORE -> answer -> payment.after((Answer.ToStore) answer, now, patience);
            case RENEW ->
                answer -> payment.renewed(payment.hold().number(), (Answer.ToAuthorise) answer, now, patience);
            case CAPTURE, RELEASE -> answer -> payment.after((Answer.ToCapture) answer, now, patience);
            case REFUND, VOID -> answer -> payment.after((Answer.ToGiveBack) answer, now, patience);
        };
        return apply.apply(
                switch (payment.task().orElseThrow()) {
                    case AUTHORISE, RENEW -> provider.authorise;
                    case STORE -> provider.store;
                    case CAPTURE, RELEASE -> provider.capture;
                    case REFUND, VOID -> provider.giveBack;
                });
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
