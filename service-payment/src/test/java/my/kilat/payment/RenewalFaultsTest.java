package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.payment.domain.Answer;
import my.kilat.payment.domain.Charge;
import my.kilat.payment.domain.Provider;
import my.kilat.payment.domain.Renewals;
import my.kilat.payment.provider.Providers;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can go wrong while a hold is renewed: two holds exist for a moment, and never are both paid out or both kept. */
class RenewalFaultsTest {
    private static final Duration NEAR = Duration.ofDays(7).minusHours(11);
    private static final Answer.Silence SILENCE = new Answer.Silence("away");

    private final AtomicReference<UnaryOperator<Answer.ToAuthorise>> renewal =
            new AtomicReference<>(UnaryOperator.identity());
    private final AtomicReference<Boolean> isAway = new AtomicReference<>(false);
    private final AtomicInteger renewals = new AtomicInteger();
    private World world;

    @BeforeEach
    void start() {
        world = World.start(Map.of(), this::around);
    }

    private Provider around(Provider provider) {
        return new ProviderAround(provider) {
            @Override
            public Optional<Renewals> renewals() {
                return super.renewals().map(real -> (held, next) -> {
                    renewals.incrementAndGet();
                    return isAway.get() ? SILENCE : renewal.get().apply(real.renew(held, next));
                });
            }

            @Override
            public Answer.ToGiveBack giveBack(Charge charge) {
                return isAway.get() ? SILENCE : super.giveBack(charge);
            }

            @Override
            public Answer.ToCapture capture(Charge charge) {
                return isAway.get() ? SILENCE : super.capture(charge);
            }
        };
    }

    @AfterEach
    void stop() {
        try (World ended = world) {
            ended.assertSettled();
            World.await(
                    "the end of the holds of no use",
                    () -> assertThat(ended.number("select count(*) from hold_to_end"))
                            .isZero());
        }
    }

    /** So many charges at the provider in that state. */
    private void awaitCharges(String state, int number) {
        World.await(
                number + " " + state,
                () -> assertThat(world.number("select count(*) from simulated_charge where state = '" + state + "'"))
                        .isEqualTo(number));
    }

    private long renewed() {
        return world.number("select count(*) from payment where hold_number = 2 and task is null");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theProcessEndsBeforeTheNewHoldIsWrittenDown(boolean afterTheCall) {
        Ride ride = world.paid();
        AtomicInteger ends = new AtomicInteger();
        renewal.set(answer -> {
            if (ends.incrementAndGet() == 1) {
                if (!afterTheCall) {
                    world.execute("delete from simulated_charge where state = 'AUTHORISED' and key <> '"
                            + World.id(world.payment(ride)) + "'");
                }
                throw new InternalError("the process ends here");
            }
            return answer;
        });
        world.service().clock().advance(NEAR);
        World.await("the end", () -> assertThat(ends.get()).isEqualTo(1));
        assertThat(renewed()).isZero();
        world.service().clock().advance(Duration.ofSeconds(10));
        World.await("the second hold", () -> assertThat(renewed()).isEqualTo(1));
        awaitCharges("AUTHORISED", 1);
        awaitCharges("GIVEN_BACK", 1);
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held");
    }

    @Test
    void aProviderThatIsAwayIsAskedAgainAndThenAsItIsBackItRenews() {
        Ride ride = world.paid();
        isAway.set(true);
        world.service().clock().advance(NEAR);
        World.await("a first call", () -> assertThat(renewals.get()).isPositive());
        isAway.set(false);
        world.service().clock().advance(Duration.ofMinutes(5));
        World.await("the second hold", () -> assertThat(renewed()).isEqualTo(1));
        awaitCharges("AUTHORISED", 1);
        assertThat(world.status(ride)).isEqualTo("held");
    }

    @Test
    void aProviderThatIsAwayUntilTheEndIsNeitherTrustedNorWaitedFor() {
        Ride ride = world.paid();
        isAway.set(true);
        world.service().clock().advance(NEAR);
        World.await("a first call", () -> assertThat(renewals.get()).isPositive());
        world.service().clock().advance(Duration.ofHours(6));
        world.awaitStatus(ride, "failed");
        assertThat(world.ledger().faults()).isEmpty();
        assertThat(world.number("select count(*) from payment where task = 'void'"))
                .isEqualTo(1);
        isAway.set(false);
        world.service().clock().advance(Duration.ofMinutes(5));
        awaitCharges("AUTHORISED", 0);
    }

    @Test
    void aRenewalThatWasBegunWithAProviderThatRenewsEndsWithOneThatDoesNot() {
        Ride ride = world.paid();
        isAway.set(true);
        world.service().clock().advance(NEAR);
        World.await("a first call", () -> assertThat(renewals.get()).isPositive());
        world.restart(Map.of("SIMULATED_HOLD_RENEWS", "false"));
        world.service().clock().advance(NEAR.plusMinutes(1));
        world.awaitStatus(ride, "failed");
        awaitCharges("AUTHORISED", 0);
    }

    @Test
    void aReleaseThatOvertakesTheRenewalIsPaidByTheFirstHoldAndTheSecondIsEnded() throws Exception {
        Ride ride = world.paid();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        renewal.set(answer -> {
            asked.countDown();
            await(released);
            return answer;
        });
        world.service().clock().advance(NEAR);
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        world.awaitStatus(ride, "released");
        released.countDown();
        awaitCharges("CAPTURED", 1);
        awaitCharges("AUTHORISED", 0);
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held", "payment.escrow_released");
        assertThat(world.number("select hold_number from payment")).isEqualTo(1);
    }

    @Test
    void aRefundThatOvertakesTheRenewalEndsBothHolds() throws Exception {
        Ride ride = world.paid();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch refunded = new CountDownLatch(1);
        renewal.set(answer -> {
            asked.countDown();
            await(refunded);
            return answer;
        });
        world.service().clock().advance(NEAR);
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        world.admin()
                .post("/api/v1/payments/" + World.id(world.payment(ride)) + "/refund", Map.of("reason", "x"))
                .expect(200);
        refunded.countDown();
        awaitCharges("GIVEN_BACK", 2);
        awaitCharges("AUTHORISED", 0);
        assertThat(world.status(ride)).isEqualTo("refunded");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void twoInstancesRenewEachHoldOnce() {
        int rides = 12;
        for (int i = 0; i < rides; i++) {
            world.paid();
        }
        try (TestService second =
                TestService.start(world.environment(), new PaymentService(Providers.all(), this::around))) {
            second.clock().advance(NEAR);
            world.service().clock().advance(NEAR);
            World.await("all renewed", () -> assertThat(renewed()).isEqualTo(rides));
            awaitCharges("AUTHORISED", rides);
            awaitCharges("GIVEN_BACK", rides);
            assertThat(renewals.get()).isEqualTo(rides);
        }
    }
}
