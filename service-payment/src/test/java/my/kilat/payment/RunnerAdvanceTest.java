package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.payment.domain.Account;
import my.kilat.payment.provider.Providers;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A ride is over and confirmed and its money has lapsed: the platform pays the runner until the owner has paid again. */
class RunnerAdvanceTest {
    private World world;

    @BeforeEach
    void start() {
        world = World.start(Map.of("RECOVER_EVERY", "200ms"));
    }

    @AfterEach
    void stop() {
        try (World ended = world) {
            ended.assertSettled();
            assertThat(ended.ledger().sum()).isZero();
        }
    }

    private Ride lapsed() {
        Ride ride = world.requested();
        world.events().publish(ride.accepted());
        world.payWith(ride, "card_expires").expect(201);
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        world.awaitStatus(ride, "failed");
        return ride;
    }

    private long booked(String kind) {
        return world.number("select count(*) from ledger_transaction where kind = '" + kind + "'");
    }

    private void awaitBooked(String kind) {
        World.await(kind, () -> assertThat(booked(kind)).isEqualTo(1));
    }

    private long balance(Account.Kind account) {
        return world.ledger().balance(account);
    }

    @Test
    void theRunnerIsPaidInAdvanceAndThePlatformGetsItBackWhenTheOwnerPays() {
        Ride ride = lapsed();
        awaitBooked("advance");
        assertThat(balance(Account.Kind.RUNNER)).isEqualTo(1879);
        assertThat(balance(Account.Kind.PLATFORM)).isEqualTo(-1879);
        assertThat(balance(Account.Kind.OWNER)).isZero();
        assertThat(world.ledger().faults()).isEmpty();

        world.pay(ride).expect(201);
        world.awaitStatus(ride, "released");
        assertThat(booked("repayment")).as("in the same transaction").isEqualTo(1);
        assertThat(balance(Account.Kind.RUNNER)).isEqualTo(1879);
        assertThat(balance(Account.Kind.PLATFORM)).isEqualTo(331);
        assertThat(balance(Account.Kind.OWNER)).isEqualTo(-2210);
    }

    @Test
    void aSecondPaymentThatLapsesTooLeavesOneAdvance() {
        Ride ride = lapsed();
        awaitBooked("advance");
        world.payWith(ride, "card_expires").expect(422);
        World.await(
                "the decision",
                () -> assertThat(world.number("select count(*) from lapsed_booking"))
                        .isZero());
        assertThat(booked("advance")).isEqualTo(1);
        world.pay(ride).expect(201);
        world.awaitStatus(ride, "released");
        assertThat(booked("repayment")).isEqualTo(1);
        assertThat(balance(Account.Kind.RUNNER)).isEqualTo(1879);
    }

    @Test
    void aRideThatIsCancelledOwesNothing() {
        Ride ride = world.requested();
        world.payWith(ride, "card_expires").expect(201);
        world.execute("update payment set hold_until = now()");
        world.awaitStatus(ride, "failed");
        world.events().publish(ride.cancelled("changed_mind"));
        World.await(
                "the decision",
                () -> assertThat(world.number("select count(*) from lapsed_booking"))
                        .isZero());
        assertThat(booked("advance")).isZero();
    }

    @Test
    void twoInstancesAdvanceOnce() {
        try (TestService second = TestService.start(
                world.environment(),
                new PaymentService(Providers.all(), java.util.function.UnaryOperator.identity()))) {
            assertThat(second.port()).isPositive();
            for (int i = 0; i < 5; i++) {
                lapsed();
            }
            World.await("the advances", () -> assertThat(booked("advance")).isEqualTo(5));
            assertThat(balance(Account.Kind.RUNNER)).isEqualTo(5 * 1879);
        }
    }

    @Test
    void oneThatCannotBeBookedKeepsNoOtherWaiting() {
        Ride broken = world.requested();
        world.execute(
                "create function refuse() returns trigger language plpgsql as"
                        + " $$ begin raise exception 'refused'; end $$",
                "create trigger refuse before delete on lapsed_booking for each row when (old.booking_id = '"
                        + broken.bookingId() + "') execute function refuse()");
        world.payWith(broken, "card_expires").expect(201);
        world.events().publish(broken.confirmedBy(ConfirmedBy.OWNER));
        world.awaitStatus(broken, "failed");
        lapsed();
        awaitBooked("advance");
        World.await(
                "the alarm",
                () -> assertThat(world.alarm("advances"))
                        .contains(broken.bookingId().toString()));
        world.execute("drop trigger refuse on lapsed_booking");
        World.await("both", () -> assertThat(booked("advance")).isEqualTo(2));
        world.awaitEndOfAlarm("advances");
    }
}
