package my.kilat.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import my.kilat.contract.event.EscrowHeld;
import my.kilat.contract.event.EscrowRefunded;
import my.kilat.contract.event.EscrowReleased;
import my.kilat.contract.event.PaymentEvent;
import my.kilat.contract.event.PaymentFailed;
import my.kilat.contract.event.PaymentStage;
import my.kilat.contract.payment.EscrowStatus;
import my.kilat.contract.payment.LedgerKind;
import my.kilat.platform.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The state machine of a payment, without anything around it. */
class PaymentTest {
    private static final Instant T = Instant.parse("2026-02-12T10:00:00Z");
    private static final Patience PATIENCE = new Patience(
            Duration.ofSeconds(8), Duration.ofSeconds(60), Duration.ofHours(1), Duration.ofHours(24), HoldRules.USUAL);
    private static final UUID OWNER = UUID.randomUUID();
    private static final UUID RUNNER = UUID.randomUUID();

    private static final Answer.ToAuthorise AUTHORISED = new Answer.Authorised("pi_mock_12345678");
    private static final Answer.ToAuthorise DECLINED = new Answer.Declined("no money");
    private static final Answer.ToCapture CAPTURED = new Answer.Captured();
    private static final Answer.ToCapture GONE = new Answer.Gone("the hold is gone");
    private static final Answer.ToCapture NOT_PAID_OUT = new Answer.Refused("not today");
    private static final Answer.ToGiveBack GIVEN_BACK = new Answer.GivenBack();
    private static final Answer.ToGiveBack NOT_GIVEN_BACK = new Answer.Refused("not today");
    private static final Answer.Silence SILENCE = new Answer.Silence("…");

    private static final Payment PENDING = Payment.begin(
            new Terms(
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    1,
                    "BK-7QK2MX",
                    OWNER,
                    Split.of(2210, 15),
                    "MYR",
                    "card",
                    "aisyah@example.com",
                    "secret",
                    T),
            null,
            null,
            PATIENCE);
    private static final Payment HELD = PENDING.after(AUTHORISED, T, PATIENCE).after();
    private static final Payment RELEASING =
            HELD.deliveryConfirmed(RUNNER, T, PATIENCE).after();
    private static final Payment REFUNDING =
            HELD.bookingCancelled("changed_mind", T, PATIENCE).after();
    private static final Payment RELEASED =
            RELEASING.after(CAPTURED, T, PATIENCE).after();
    private static final Payment REFUNDED =
            REFUNDING.after(GIVEN_BACK, T, PATIENCE).after();
    private static final Payment DECLINED_ONE =
            PENDING.after(DECLINED, T, PATIENCE).after();
    private static final Payment TO_VOID =
            PENDING.bookingCancelled("", T, PATIENCE).after();

    static Stream<Payment> finished() {
        return Stream.of(RELEASED, REFUNDED, DECLINED_ONE);
    }

    /** Everything that can happen to a payment. */
    private static final Map<String, Function<Payment, Decision>> HAPPENINGS = Map.ofEntries(
            Map.entry("confirmed", payment -> payment.deliveryConfirmed(RUNNER, T, PATIENCE)),
            Map.entry("cancelled", payment -> payment.bookingCancelled("changed_mind", T, PATIENCE)),
            Map.entry("authorised", payment -> payment.after(AUTHORISED, T, PATIENCE)),
            Map.entry("declined", payment -> payment.after(DECLINED, T, PATIENCE)),
            Map.entry("captured", payment -> payment.after(CAPTURED, T, PATIENCE)),
            Map.entry("gone", payment -> payment.after(GONE, T, PATIENCE)),
            Map.entry("not paid out", payment -> payment.after(NOT_PAID_OUT, T, PATIENCE)),
            Map.entry("given back", payment -> payment.after(GIVEN_BACK, T, PATIENCE)),
            Map.entry("not given back", payment -> payment.after(NOT_GIVEN_BACK, T, PATIENCE)),
            Map.entry("silent to authorise", payment -> payment.after((Answer.ToAuthorise) SILENCE, T, PATIENCE)),
            Map.entry("silent to capture", payment -> payment.after((Answer.ToCapture) SILENCE, T, PATIENCE)),
            Map.entry("silent to give back", payment -> payment.after((Answer.ToGiveBack) SILENCE, T, PATIENCE)));

    @Test
    void beginsPendingAndAboutToBeAuthorised() {
        assertThat(PENDING.state().status()).isEqualTo(EscrowStatus.PENDING);
        assertThat(PENDING.task()).contains(Task.AUTHORISE);
        assertThat(PENDING.schedule().due()).isEqualTo(T.plusSeconds(8));
        assertThat(PENDING.state().version()).isEqualTo(1);
    }

    @Test
    void authorisedMoneyIsHeldInEscrow() {
        Decision decision = PENDING.after(AUTHORISED, T, PATIENCE);
        assertThat(decision.after().state()).isEqualTo(new State.Held("pi_mock_12345678", T, new Intent.Keep()));
        assertThat(decision.after().task()).isEmpty();
        assertThat(decision.after().state().version()).isEqualTo(2);
        assertThat(amounts(decision)).containsExactlyInAnyOrder("owner -2210", "escrow 2210");
        assertThat(decision.events())
                .containsExactly(new EscrowHeld(
                        PENDING.id(),
                        PENDING.terms().bookingId(),
                        "pi_mock_12345678",
                        2210,
                        "MYR",
                        OWNER,
                        "BK-7QK2MX",
                        1,
                        T));
    }

    @Test
    void releasedMoneyGoesToTheRunnerAndThePlatform() {
        assertThat(RELEASING.task()).contains(Task.RELEASE);
        Decision decision = RELEASING.after(CAPTURED, T, PATIENCE);
        assertThat(decision.after().state()).isInstanceOf(State.Released.class);
        assertThat(amounts(decision)).containsExactlyInAnyOrder("escrow -2210", "runner 1879", "platform 331");
        assertThat(decision.events())
                .containsExactly(new EscrowReleased(
                        PENDING.id(), PENDING.terms().bookingId(), RUNNER, 1879, 331, "MYR", OWNER, "BK-7QK2MX", 1, T));
    }

    @Test
    void theMoneyOfACancelledBookingGoesBackToTheOwner() {
        assertThat(REFUNDING.task()).contains(Task.REFUND);
        Decision decision = REFUNDING.after(GIVEN_BACK, T, PATIENCE);
        assertThat(amounts(decision)).containsExactlyInAnyOrder("escrow -2210", "owner 2210");
        assertThat(decision.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        EscrowRefunded.class,
                        event -> assertThat(event.refundReason()).isEqualTo("booking cancelled: changed_mind"));
    }

    @Test
    void aPaymentOfACancelledBookingFailsAndIsVoided() {
        Decision decision = PENDING.bookingCancelled("changed_mind", T, PATIENCE);
        assertThat(decision.after().task()).contains(Task.VOID);
        assertThat(decision.booked()).isNull();
        assertThat(failure(decision).stage()).isEqualTo(PaymentStage.HOLD);
        assertThat(failure(decision).reason()).isEqualTo("booking cancelled: changed_mind");
        Payment failed = decision.after();
        assertThat(failed.after(AUTHORISED, T, PATIENCE).isNothing())
                .as("money that comes too late is not taken")
                .isTrue();
        assertThat(failed.after(GIVEN_BACK, T, PATIENCE).after().task()).isEmpty();
        assertThat(failed.after(GIVEN_BACK, T, PATIENCE).events()).isEmpty();
        assertThat(failed.after(NOT_GIVEN_BACK, T, PATIENCE).after().task()).contains(Task.VOID);
        assertThat(((State.Failed) TO_VOID.state()).reason()).isEqualTo("booking cancelled");
    }

    @Test
    void aDeliveryConfirmedBeforeTheMoneyIsHeldReleasesItAsSoonAsItIs() {
        Payment early = PENDING.deliveryConfirmed(RUNNER, T, PATIENCE).after();
        assertThat(early.task()).contains(Task.AUTHORISE);
        assertThat(early.schedule()).isEqualTo(PENDING.schedule());
        Payment held = early.after(AUTHORISED, T, PATIENCE).after();
        assertThat(held.state().status()).isEqualTo(EscrowStatus.HELD);
        assertThat(held.task()).contains(Task.RELEASE);
        assertThat(held.after(CAPTURED, T, PATIENCE).after().runnerId()).contains(RUNNER);
    }

    @ParameterizedTest
    @MethodSource("finished")
    void nothingMovesAFinishedPayment(Payment payment) {
        HAPPENINGS.forEach((name, happening) ->
                assertThat(happening.apply(payment).isNothing()).as(name).isTrue());
        assertThat(payment.task()).isEmpty();
        assertThatThrownBy(() -> payment.refundAsked("x", T, PATIENCE)).isInstanceOf(Failure.IllegalTransition.class);
    }

    @Test
    void whatIsBeingReleasedIsNotRefundedAndTheOtherWayRound() {
        assertThat(RELEASING.bookingCancelled("x", T, PATIENCE).isNothing()).isTrue();
        assertThat(REFUNDING.deliveryConfirmed(RUNNER, T, PATIENCE).isNothing()).isTrue();
        assertThat(RELEASING.after(GIVEN_BACK, T, PATIENCE).isNothing()).isTrue();
        assertThat(REFUNDING.after(CAPTURED, T, PATIENCE).isNothing()).isTrue();
        assertThatThrownBy(() -> RELEASING.refundAsked("x", T, PATIENCE)).isInstanceOf(Failure.Conflict.class);
        assertThat(REFUNDING.refundAsked("x", T, PATIENCE).isNothing()).isTrue();
    }

    /** The owner would read it as "payment failed", and it has not: it is tried again. */
    @Test
    void aRefusedReleaseIsTriedAgainToldNobodyAndMayBeTurnedIntoARefund() {
        Decision first = RELEASING.after(NOT_PAID_OUT, T, PATIENCE);
        assertThat(first.events()).isEmpty();
        assertThat(first.after().state()).isEqualTo(RELEASING.state());
        assertThat(first.after().schedule().due()).isEqualTo(T.plusSeconds(1));
        Decision second = first.after().after(NOT_PAID_OUT, T, PATIENCE);
        assertThat(second.events()).isEmpty();
        assertThat(second.after().schedule().due()).isEqualTo(T.plusSeconds(2));
        assertThat(second.after().after(CAPTURED, T, PATIENCE).after().state()).isInstanceOf(State.Released.class);
        assertThat(second.after().refundAsked("by hand", T, PATIENCE).after().task())
                .contains(Task.REFUND);
    }

    @Test
    void aRefusedRefundIsTriedForEverAndToldNobody() {
        Decision first = REFUNDING.after(NOT_GIVEN_BACK, T, PATIENCE);
        assertThat(first.events()).isEmpty();
        Decision muchLater = first.after().after(NOT_GIVEN_BACK, T.plus(Duration.ofDays(30)), PATIENCE);
        assertThat(muchLater.events()).isEmpty();
        assertThat(muchLater.after().task()).contains(Task.REFUND);
        assertThat(muchLater.after().after(GIVEN_BACK, T, PATIENCE).after().state())
                .isInstanceOf(State.Refunded.class);
    }

    @Test
    void aHoldThatIsGoneLapsesAndTheBooksSayTheOwnerHasTheMoney() {
        Decision decision = RELEASING.after(GONE, T, PATIENCE);
        assertThat(decision.after().state())
                .isInstanceOfSatisfying(
                        State.Failed.class,
                        failed -> assertThat(failed.isLapsed()).isTrue());
        assertThat(decision.after().task()).as("nothing is held any more").isEmpty();
        assertThat(failure(decision).stage()).isEqualTo(PaymentStage.RELEASE);
        assertThat(failure(decision).runnerId()).isEqualTo(RUNNER);
        assertThat(amounts(decision)).containsExactlyInAnyOrder("escrow -2210", "owner 2210");
    }

    /** Otherwise the booking would be delivered and its money held for ever. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReleaseThatIsRefusedOrUnansweredForADayLapsesAndWhatIsHeldIsGivenBack(boolean refused) {
        Answer.ToCapture answer = refused ? NOT_PAID_OUT : SILENCE;
        Payment payment = RELEASING;
        Decision last = Decision.none(payment);
        Instant now = T;
        for (int tries = 0; payment.task().equals(Optional.of(Task.RELEASE)); tries++) {
            assertThat(tries).isLessThan(2_000);
            assertThat(last.events()).isEmpty();
            last = payment.after(answer, now, PATIENCE);
            payment = last.after();
            now = payment.schedule().due();
        }
        assertThat(Duration.between(T, now))
                .isBetween(Duration.ofHours(24), Duration.ofHours(24).plusMinutes(3));
        assertThat(failure(last).stage()).isEqualTo(PaymentStage.RELEASE);
        assertThat(failure(last).reason()).isEqualTo("it could not be paid out within 24 h");
        assertThat(amounts(last)).containsExactlyInAnyOrder("escrow -2210", "owner 2210");
        assertThat(payment.task()).contains(Task.VOID);
        assertThat(payment.after(GIVEN_BACK, now, PATIENCE).after().task()).isEmpty();
    }

    /** What a payment shows of its version: one more for each state, whatever happens in between. */
    @Test
    void theVersionCountsStates() {
        assertThat(List.of(PENDING, HELD, RELEASING, REFUNDING, RELEASED, REFUNDED, DECLINED_ONE, TO_VOID))
                .extracting(payment -> payment.state().version())
                .containsExactly(1, 2, 2, 2, 3, 3, 2, 2);
        assertThat(RELEASING.after(GONE, T, PATIENCE).after().state().version()).isEqualTo(3);
    }

    @Test
    void aPaymentForARideThatIsOverIsReleasedAsSoonAsItIsHeld() {
        Payment second = Payment.begin(PENDING.terms(), RUNNER, null, PATIENCE);
        Payment held = second.after(AUTHORISED, T, PATIENCE).after();
        assertThat(held.task()).contains(Task.RELEASE);
        assertThat(held.after(CAPTURED, T, PATIENCE).after().runnerId()).contains(RUNNER);
    }

    @Test
    void silenceIsBorneForAWhileAndThenGivenUp() {
        Payment payment = PENDING;
        Instant now = T;
        for (int tries = 0; payment.state() instanceof State.Pending; tries++) {
            assertThat(tries).isLessThan(10);
            payment = payment.after((Answer.ToAuthorise) SILENCE, now, PATIENCE).after();
            now = payment.schedule().due();
        }
        assertThat(Duration.between(T, now)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(140));
        assertThat(payment.task()).as("the answer may still come").contains(Task.VOID);
    }

    @Test
    void pausesGrowToAboutAMinute() {
        assertThat(IntStream.of(0, 1, 2, 5, 6, 100).mapToObj(PATIENCE::pause))
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 32L, 64L, 64L);
    }

    @Test
    void thePartsOfNothingAreNotBooked() {
        Terms free = new Terms(
                UUID.randomUUID(),
                UUID.randomUUID(),
                1,
                "BK-7QK2MX",
                OWNER,
                Split.of(1000, 0),
                "MYR",
                "card",
                "",
                "s",
                T);
        Decision decision = Payment.begin(free, null, null, PATIENCE)
                .deliveryConfirmed(RUNNER, T, PATIENCE)
                .after()
                .after(AUTHORISED, T, PATIENCE)
                .after()
                .after(CAPTURED, T, PATIENCE);
        assertThat(amounts(decision)).containsExactlyInAnyOrder("escrow -1000", "runner 1000");
    }

    /** Whatever happens in whatever order: the books balance, agree with the state, and money leaves escrow once. */
    @Test
    void noOrderOfEventsLosesOrDoublesMoney() {
        List<Function<Payment, Decision>> happenings = List.copyOf(HAPPENINGS.values());
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            Payment payment = PENDING;
            long escrow = 0;
            long owner = 0;
            long others = 0;
            int exits = 0;
            for (int step = 0; step < 12; step++) {
                Decision decision =
                        happenings.get(random.nextInt(happenings.size())).apply(payment);
                LedgerTransaction booked = decision.booked();
                if (booked != null) {
                    escrow += sum(booked, Account.Kind.ESCROW);
                    owner += sum(booked, Account.Kind.OWNER);
                    others += sum(booked, Account.Kind.RUNNER) + sum(booked, Account.Kind.PLATFORM);
                    exits += booked.kind() == LedgerKind.HOLD ? 0 : 1;
                }
                payment = decision.after();
                EscrowStatus status = payment.state().status();
                assertThat(escrow).as("seed %d", seed).isEqualTo(status == EscrowStatus.HELD ? 2210 : 0);
                assertThat(others).as("seed %d", seed).isEqualTo(status == EscrowStatus.RELEASED ? 2210 : 0);
                assertThat(escrow + owner + others).as("seed %d", seed).isZero();
                assertThat(exits).as("seed %d", seed).isLessThanOrEqualTo(1);
            }
        }
    }

    private static long sum(LedgerTransaction booked, Account.Kind kind) {
        return booked.entries().stream()
                .filter(entry -> entry.account().kind() == kind)
                .mapToLong(LedgerTransaction.Entry::amountCents)
                .sum();
    }

    private static List<String> amounts(Decision decision) {
        return Objects.requireNonNull(decision.booked()).entries().stream()
                .map(entry -> entry.account().kind().word() + " " + entry.amountCents())
                .toList();
    }

    private static PaymentFailed failure(Decision decision) {
        assertThat(decision.events()).hasSize(1);
        PaymentEvent event = decision.events().getFirst();
        assertThat(event).isInstanceOf(PaymentFailed.class);
        return (PaymentFailed) event;
    }
}
