package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.payment.domain.Answer;
import my.kilat.payment.domain.Charge;
import my.kilat.payment.domain.Provider;
import my.kilat.payment.domain.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The process ends between any two steps; the next one finishes what it had begun. */
class CrashTest {
    private final FragileProvider provider = new FragileProvider();
    private World world;

    /** Where it ends: before the provider is asked, or after it has done its work and before that is written down. */
    enum Moment {
        BEFORE,
        AFTER
    }

    @BeforeEach
    void start() {
        // No recovery in the process that ends: only the next one may finish the work.
        world = World.start(Map.of("RECOVER_EVERY", "1h", "PROVIDER_TIMEOUT", "200ms"), provider::around);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource
    void whilePaying(Moment moment) {
        Ride ride = world.requested();
        provider.breakAt(Task.AUTHORISE, moment);
        world.pay(ride).expect(500);
        assertThat(world.status(ride)).isEqualTo("pending");
        comeBack();
        world.awaitStatus(ride, "held");
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held");
        world.pay(ride).expect(200);
        settledWith(1);
    }

    @ParameterizedTest
    @EnumSource
    void whileReleasing(Moment moment) {
        Ride ride = world.paid();
        provider.breakAt(Task.RELEASE, moment);
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        provider.awaitBroken();
        assertThat(world.status(ride)).isEqualTo("held");
        comeBack();
        world.awaitStatus(ride, "released");
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held", "payment.escrow_released");
        settledWith(1);
    }

    @ParameterizedTest
    @EnumSource
    void whileRefunding(Moment moment) {
        Ride ride = world.paid();
        provider.breakAt(Task.REFUND, moment);
        world.events().publish(ride.cancelled("changed_mind"));
        provider.awaitBroken();
        comeBack();
        world.awaitStatus(ride, "refunded");
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held", "payment.escrow_refunded");
        settledWith(1);
    }

    @ParameterizedTest
    @EnumSource
    void whileRefundingByHand(Moment moment) {
        Ride ride = world.paid();
        provider.breakAt(Task.REFUND, moment);
        world.admin()
                .post("/api/v1/payments/" + World.id(world.payment(ride)) + "/refund", Map.of("reason", "x"))
                .expect(500);
        comeBack();
        world.awaitStatus(ride, "refunded");
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held", "payment.escrow_refunded");
        settledWith(1);
    }

    @ParameterizedTest
    @EnumSource
    void whileVoiding(Moment moment) {
        Ride ride = world.requested();
        provider.breakAt(Task.AUTHORISE, Moment.AFTER);
        world.pay(ride).expect(500);
        provider.breakAt(Task.VOID, moment);
        world.events().publish(ride.cancelled("changed_mind"));
        provider.awaitBroken();
        comeBack();
        world.assertSettled();
        world.awaitTold(ride, "payment.escrow_created", "payment.failed");
        settledWith(0);
    }

    @Test
    void aPaymentCutOffIsFinishedByWhoeverPaysAgain() {
        Ride ride = world.requested();
        provider.breakAt(Task.AUTHORISE, Moment.AFTER);
        world.pay(ride).expect(500);
        world.service().clock().advance(Duration.ofSeconds(10));
        assertThat(world.pay(ride).expect(200).data().path("escrow_status").asText())
                .isEqualTo("held");
        settledWith(1);
    }

    @Test
    void aPaymentThatSomebodyIsWorkingOnIsLeftToThem() {
        Ride ride = world.requested();
        provider.breakAt(Task.AUTHORISE, Moment.BEFORE);
        world.pay(ride).expect(500);
        assertThat(world.pay(ride).expect(200).data().path("escrow_status").asText())
                .as("the lease of the first call has not ended")
                .isEqualTo("pending");
        assertThat(world.number("select count(*) from simulated_charge")).isZero();
    }

    private void comeBack() {
        world.restart();
        world.service().clock().advance(Duration.ofSeconds(10));
    }

    /** In order, with so many payments that were ever held. */
    private void settledWith(int holds) {
        world.assertSettled();
        assertThat(world.number("select count(*) from ledger_transaction where kind = 'hold'"))
                .isEqualTo(holds);
        assertThat(world.number("select count(*) from simulated_charge")).isEqualTo(1);
    }

    /** A provider at which the process ends, once, when it is asked for one thing. */
    private static final class FragileProvider {
        private final AtomicReference<Optional<Break>> next = new AtomicReference<>(Optional.empty());
        private final CopyOnWriteArrayList<Break> broken = new CopyOnWriteArrayList<>();

        private record Break(Task task, Moment moment) {}

        void breakAt(Task task, Moment moment) {
            next.set(Optional.of(new Break(task, moment)));
            broken.clear();
        }

        void awaitBroken() {
            World.await("the end of the process", () -> assertThat(broken).isNotEmpty());
        }

        private <A> A asked(Task task, Supplier<A> work) {
            Optional<Break> fault = next.get().filter(planned -> planned.task == task);
            if (fault.isEmpty()) {
                return work.get();
            }
            next.set(Optional.empty());
            if (fault.get().moment == Moment.AFTER) {
                work.get();
            }
            broken.add(fault.get());
            throw new InternalError("the process ends here");
        }

        Provider around(Provider provider) {
            return new ProviderAround(provider) {
                @Override
                public Answer.ToAuthorise authorise(Charge charge) {
                    return asked(Task.AUTHORISE, () -> provider.authorise(charge));
                }

                @Override
                public Answer.ToCapture capture(Charge charge) {
                    return asked(Task.RELEASE, () -> provider.capture(charge));
                }

                @Override
                public Answer.ToGiveBack giveBack(Charge charge) {
                    Task task = next.get()
                            .map(Break::task)
                            .filter(Task.VOID::equals)
                            .orElse(Task.REFUND);
                    return asked(task, () -> provider.giveBack(charge));
                }
            };
        }
    }
}
