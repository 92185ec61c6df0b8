package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.EventType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A hold comes near its end at the provider: it is renewed, or taken, or given back, and never lost without a word. */
class HoldEndTest {
    private static final Duration NEAR = Duration.ofDays(7).minusHours(11);
    private World world;

    @AfterEach
    void stop() {
        try (World ended = world) {
            ended.assertSettled();
            World.await(
                    "the end of the holds of no use",
                    () -> assertThat(ended.number("select count(*) from hold_to_end"))
                            .isZero());
            assertThat(ended.number("select count(*) from simulated_charge where state = 'CAPTURED'"))
                    .as("of all holds of a payment one is captured")
                    .isEqualTo(ended.number(
                            "select count(*) from payment where status = 'released' or hold_until >= '9999-01-01'"));
        }
    }

    private void start(String... settings) {
        Map<String, String> more = new java.util.HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            more.put(settings[i], settings[i + 1]);
        }
        world = World.start(more);
    }

    private Ride accepted(String card) {
        Ride ride = world.requested();
        world.payWith(ride, card).expect(201);
        world.events().publish(ride.accepted());
        world.awaitFact(ride, "runner_id is not null");
        return ride;
    }

    private long hold(Ride ride) {
        return world.number("select hold_number from payment where booking_id = '" + ride.bookingId()
                + "' order by attempt desc limit 1");
    }

    private void awaitHold(Ride ride, int number) {
        World.await("hold " + number, () -> assertThat(hold(ride)).isEqualTo(number));
        World.await(
                "the end of the one before",
                () -> assertThat(world.number("select count(*) from hold_to_end"))
                        .isZero());
    }

    @Test
    void aProviderThatCanRenewsItAndTheRunnerIsPaidByTheLastOne() {
        start();
        Ride ride = world.paid();
        world.service().clock().advance(NEAR.minusHours(2));
        assertThat(hold(ride)).as("not yet").isEqualTo(1);
        world.service().clock().advance(Duration.ofHours(2));
        awaitHold(ride, 2);
        assertThat(world.status(ride)).isEqualTo("held");
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held");
        assertThat(world.number("select count(*) from simulated_charge where state = 'GIVEN_BACK' and key = '"
                        + World.id(world.payment(ride)) + "'"))
                .isEqualTo(1);

        world.service().clock().advance(NEAR);
        awaitHold(ride, 3);
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        world.awaitStatus(ride, "released");
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held", "payment.escrow_released");
    }

    @Test
    void aRenewedHoldIsRefundedByItsOwnKey() {
        start();
        Ride ride = world.paid();
        world.service().clock().advance(NEAR);
        awaitHold(ride, 2);
        world.events().publish(ride.cancelled("changed_mind"));
        world.awaitStatus(ride, "refunded");
        assertThat(world.number("select count(*) from simulated_charge where state = 'GIVEN_BACK'"))
                .isEqualTo(2);
    }

    @Test
    void moneyOfARideWithARunnerIsTakenAndStaysInEscrow() {
        start("SIMULATED_HOLD_RENEWS", "false");
        Ride ride = accepted("card");
        world.service().clock().advance(NEAR);
        awaitTaken(ride);
        assertThat(world.status(ride)).isEqualTo("held");
        assertThat(world.ledger().balance(my.kilat.payment.domain.Account.Kind.ESCROW))
                .isEqualTo(ride.price());
        world.service().clock().advance(Duration.ofDays(30));
        world.events().publish(ride.confirmedBy(ConfirmedBy.AUTO));
        world.awaitStatus(ride, "released");
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held", "payment.escrow_released");
    }

    @Test
    void takenMoneyIsRefundedWhenTheRideIsCancelled() {
        start("SIMULATED_HOLD_RENEWS", "false");
        Ride ride = accepted("card");
        world.service().clock().advance(NEAR);
        awaitTaken(ride);
        world.events().publish(ride.cancelled("changed_mind"));
        world.awaitStatus(ride, "refunded");
    }

    private void awaitTaken(Ride ride) {
        World.await(
                "the capture",
                () -> assertThat(world.number(
                                "select count(*) from payment where hold_until >= '9999-01-01' and task is null"
                                        + " and booking_id = '" + ride.bookingId() + "'"))
                        .isEqualTo(1));
    }

    @Test
    void withoutARunnerItIsGivenBackAndTheOwnerCanPayAgain() {
        start("SIMULATED_HOLD_RENEWS", "false");
        Ride ride = world.paid();
        world.service().clock().advance(NEAR);
        world.awaitStatus(ride, "failed");
        var event =
                world.events().await(EventType.PAYMENT_FAILED, ride.bookingId()).data();
        assertThat(event.path("stage").asText()).isEqualTo("release");
        assertThat(event.path("reason").asText()).isEqualTo("the hold on the card ended before a runner took the ride");
        assertThat(event.has("runner_id")).isFalse();
        assertThat(world.pay(ride).expect(201).data().path("escrow_status").asText())
                .isEqualTo("held");
    }

    @Test
    void aRenewalThatIsDeclinedLeadsToTheSame() {
        start();
        Ride taken = accepted("card_renewal_declined");
        Ride free = world.requested();
        world.payWith(free, "card_renewal_declined").expect(201);
        world.service().clock().advance(NEAR);
        awaitTaken(taken);
        world.awaitStatus(free, "failed");
        assertThat(world.status(taken)).isEqualTo("held");
    }

    @Test
    void aHoldThatIsGoneWhenItIsToBeTakenLapsesWhileTheRideGoesOn() {
        start("SIMULATED_HOLD_RENEWS", "false");
        Ride ride = accepted("card_expires");
        world.service().clock().advance(NEAR);
        world.awaitStatus(ride, "failed");
        var event =
                world.events().await(EventType.PAYMENT_FAILED, ride.bookingId()).data();
        assertThat(event.path("stage").asText()).isEqualTo("release");
        assertThat(event.path("runner_id").asText()).isEqualTo(ride.runnerId().toString());
        world.awaitAlarm("lapsed-payments");
        world.bookings().knows(ride, "in_progress");
        assertThat(world.pay(ride).expect(201).data().path("escrow_status").asText())
                .isEqualTo("held");
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        world.awaitStatus(ride, "released");
    }

    @Test
    void aServiceThatWasAwayUntilAfterTheEndTellsThatNothingIsHeld() {
        start();
        Ride ride = accepted("card");
        world.service().clock().advance(Duration.ofDays(8));
        world.awaitStatus(ride, "failed");
        assertThat(world.events()
                        .await(EventType.PAYMENT_FAILED, ride.bookingId())
                        .data()
                        .path("reason")
                        .asText())
                .isEqualTo("the hold on the card has ended");
    }

    @Test
    void holdsOfAnOlderVersionGetTheirEnd() {
        start();
        Ride ride = world.paid();
        world.execute("update payment set hold_until = null");
        World.await(
                "the end of the hold",
                () -> assertThat(world.number(
                                "select count(*) from payment where hold_until = held_at + interval '7 days'"))
                        .isEqualTo(1));
        assertThat(world.status(ride)).isEqualTo("held");
    }

    @Test
    void holdsAreCountedByAgeAndByTheirEnd() {
        start("HOLD_MARGIN", "6d");
        accepted("card_release_refused");
        World.await(
                "the figures",
                () -> assertThat(world.service()
                                .client()
                                .get("/metrics")
                                .expect(200)
                                .text())
                        .contains("kilat_holds{age=\"1d\"")
                        .contains("kilat_holds_near_end")
                        .contains("kilat_holds_to_end"));
    }

    @Test
    void oneOfWhichNothingCanBeStoredKeepsNoOtherWaiting() {
        start();
        Ride broken = world.paid();
        Ride other = world.paid();
        world.execute(
                "create function refuse() returns trigger language plpgsql as"
                        + " $$ begin raise exception 'refused'; end $$",
                "create trigger refuse before update on payment for each row when (new.task = 'renew' and new.id = '"
                        + World.id(world.payment(broken)) + "') execute function refuse()");
        world.service().clock().advance(NEAR);
        World.await("the next hold", () -> assertThat(hold(other)).isEqualTo(2));
        World.await(
                "the alarm",
                () -> assertThat(world.alarm("ending-holds"))
                        .contains(World.id(world.payment(broken)).toString()));
        world.execute("drop trigger refuse on payment");
        awaitHold(broken, 2);
        world.awaitEndOfAlarm("ending-holds");
    }
}
