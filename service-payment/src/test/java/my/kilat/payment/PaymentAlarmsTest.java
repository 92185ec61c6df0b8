package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import my.kilat.contract.event.ConfirmedBy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** When payments do not come to their end by themselves, a person is called. */
class PaymentAlarmsTest {
    private static World world;

    @BeforeAll
    static void start() {
        world = World.start(Map.of("LEDGER_CHECK_EVERY", "100ms", "RELEASE_WITHIN", "30d"));
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static void awaitMetric(String line) {
        World.await(
                line,
                () -> assertThat(world.service().client().get("/metrics").text().lines())
                        .contains(line));
    }

    @Test
    void ofALapsedPaymentUntilTheOwnerHasPaidAgain() {
        Ride ride = world.requested();
        world.payWith(ride, "card_expires").expect(201);
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        World.await(
                "the alarm",
                () -> assertThat(world.alarm("lapsed-payments"))
                        .startsWith("1 bookings (" + ride.number() + ")")
                        .contains("pay again"));
        awaitMetric("kilat_payments_lapsed 1.0");
        world.pay(ride).expect(201);
        world.awaitEndOfAlarm("lapsed-payments");
        awaitMetric("kilat_payments_lapsed 0.0");
    }

    @Test
    void ofALapsedPaymentForAWeekAtMost() {
        Ride ride = world.requested();
        world.payWith(ride, "card_expires").expect(201);
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        World.await(
                "the alarm", () -> assertThat(world.alarm("lapsed-payments")).contains(ride.number()));
        world.service().clock().advance(Duration.ofDays(8));
        world.awaitEndOfAlarm("lapsed-payments");
        assertThat(world.pay(ride).expect(201).data().path("escrow_status").asText())
                .as("the owner may still pay")
                .isEqualTo("released");
    }

    @Test
    void ofAReleaseThatIsRefusedAgainAndAgain() {
        Ride ride = world.requested();
        world.payWith(ride, "card_release_refused").expect(201);
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        World.await("the alarm", () -> {
            world.service().clock().advance(Duration.ofMinutes(2));
            assertThat(world.alarm("stuck-payments")).contains(ride.number()).contains("refusing");
        });
        assertThat(world.status(ride)).as("it is tried on").isEqualTo("held");
        awaitMetric("kilat_payments_stuck 1.0");
        world.admin()
                .post("/api/v1/payments/" + World.id(world.payment(ride)) + "/refund", Map.of("reason", "by hand"))
                .expect(200);
        world.awaitEndOfAlarm("stuck-payments");
    }

    /** Its hold would lapse in another test. */
    private static void release(Ride ride) {
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        world.awaitStatus(ride, "released");
    }

    @Test
    void ofAReplacedHoldThatTheProviderDoesNotEnd() {
        Ride ride = world.paid();
        String payment = World.id(world.payment(ride)).toString();
        world.execute("insert into hold_to_end (payment_id, number, due, tries) values ('" + payment
                + "', 2, now() + interval '1 year', 6)");
        World.await("the alarm", () -> assertThat(world.alarm("stuck-payments")).contains(ride.number()));
        world.execute("delete from hold_to_end where payment_id = '" + payment + "'");
        world.awaitEndOfAlarm("stuck-payments");
        release(ride);
    }

    @Test
    void ofAPaymentWhosePayerHasActedAndWhichCannotBeStored() {
        Ride ride = world.paid();
        String payment = World.id(world.payment(ride)).toString();
        world.execute(
                "create table kept as select * from payment where id = '" + payment + "'",
                "update payment set status = 'pending', held_at = null, hold_until = null, task = 'authorise',"
                        + " task_due = now() + interval '1 minute', task_since = now(), task_tries = 40,"
                        + " action_url = 'https://bank.example/', action_until = now() - interval '1 hour' where id = '"
                        + payment + "'");
        World.await("the alarm", () -> assertThat(world.alarm("stuck-payments")).contains(ride.number()));
        world.execute(
                "update payment p set status = k.status, held_at = k.held_at, hold_until = k.hold_until, task = null,"
                        + " task_due = null, task_since = null, task_tries = 0, action_url = null, action_until = null"
                        + " from kept k where k.id = p.id",
                "drop table kept");
        world.awaitEndOfAlarm("stuck-payments");
        release(ride);
    }

    /** A fault of ours that concerns one payment. */
    @Test
    void ofAStepThatFailsHereAgainAndAgainWhichKeepsNoOtherWaiting() {
        Ride broken = world.paid();
        Ride other = world.paid();
        world.execute(
                "create function refuse() returns trigger language plpgsql as"
                        + " $$ begin raise exception 'refused'; end $$",
                "create trigger refuse before update on payment for each row when (new.status = 'released' and new.id = '"
                        + World.id(world.payment(broken)) + "') execute function refuse()");
        world.events().publish(broken.confirmedBy(ConfirmedBy.OWNER));
        world.events().publish(other.confirmedBy(ConfirmedBy.OWNER));
        world.awaitStatus(other, "released");
        World.await("the alarm", () -> {
            world.service().clock().advance(Duration.ofMinutes(2));
            assertThat(world.alarm("stuck-payments")).contains(broken.number());
        });
        world.execute("drop trigger refuse on payment", "drop function refuse");
        world.service().clock().advance(Duration.ofMinutes(2));
        world.awaitStatus(broken, "released");
        world.awaitEndOfAlarm("stuck-payments");
    }
}
