package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.EventType;
import my.kilat.payment.domain.Answer;
import my.kilat.payment.domain.Charge;
import my.kilat.payment.domain.StoredCards;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A ride so far away that its money cannot be held until then: the card is checked now, and the money held before the ride. */
class PutOffTest {
    private static final Duration FAR = Duration.ofDays(20);
    private static final Map<String, String> STORED = Map.of("SIMULATED_STORES_CARDS", "true");

    private World world = World.start(STORED);

    @AfterEach
    void stop() {
        try (World ended = world) {
            ended.assertSettled();
        }
    }

    private Ride planned() {
        return world.planned(Instant.now().plus(FAR));
    }

    @Test
    void itIsPendingUntilADayBeforeTheRideAndThenHeld() {
        Ride ride = planned();
        JsonNode payment = world.pay(ride).expect(201).data();
        assertThat(payment.path("escrow_status").asText()).isEqualTo("pending");
        assertThat(Instant.parse(payment.path("authorises_at").asText()))
                .isBetween(
                        Instant.now().plus(FAR).minus(Duration.ofHours(25)),
                        Instant.now().plus(FAR).minus(Duration.ofHours(23)));
        assertThat(world.pay(ride).expect(200).data().path("id").asText())
                .as("asked again, the same one is returned at once")
                .isEqualTo(payment.path("id").asText());
        world.service().clock().advance(FAR.minusHours(25));
        world.awaitTold(ride, "payment.escrow_created");
        assertThat(world.status(ride)).isEqualTo("pending");
        world.service().clock().advance(Duration.ofHours(2));
        world.awaitStatus(ride, "held");
        assertThat(world.payment(ride).has("authorises_at")).isFalse();
    }

    @Test
    void aCardThatIsNoGoodIsDeclinedAtOnce() {
        assertThat(world.payWith(planned(), "card_declined").expect(422).error())
                .contains("declined");
    }

    @Test
    void aRefusalThenIsToldWhileThereIsTimeToPayAgain() {
        Ride ride = planned();
        world.payWith(ride, "card_renewal_declined").expect(201);
        world.service().clock().advance(FAR.minusHours(23));
        world.awaitStatus(ride, "failed");
        assertThat(world.events()
                        .await(EventType.PAYMENT_FAILED, ride.bookingId())
                        .data()
                        .path("stage")
                        .asText())
                .isEqualTo("hold");
        assertThat(world.pay(ride).expect(201).data().path("escrow_status").asText())
                .as("the ride is near now")
                .isEqualTo("held");
    }

    @Test
    void aCancellationEndsItAndNothingIsHeldLater() {
        Ride ride = planned();
        world.pay(ride).expect(201);
        world.events().publish(ride.cancelled("changed_mind"));
        world.awaitStatus(ride, "failed");
        world.service().clock().advance(FAR);
        world.assertSettled();
        assertThat(world.number("select count(*) from simulated_charge where state <> 'GIVEN_BACK'"))
                .isZero();
    }

    @Test
    void aRideThatIsDeliveredBeforeIsPaidAtOnce() {
        Ride ride = planned();
        world.pay(ride).expect(201);
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        world.awaitStatus(ride, "released");
    }

    @Test
    void aRestartForgetsNothing() {
        Ride ride = planned();
        world.pay(ride).expect(201);
        world.restart();
        world.service().clock().advance(FAR.minusHours(23));
        world.awaitStatus(ride, "held");
    }

    /** A provider of which every answer to an authorisation is lost as long as it is away. */
    private AtomicInteger askedWhile(AtomicBoolean isAway) {
        world.close();
        AtomicInteger asked = new AtomicInteger();
        world = World.start(STORED, provider -> new ProviderAround(provider) {
            @Override
            public Answer.ToAuthorise authorise(Charge charge) {
                asked.incrementAndGet();
                return isAway.get() ? new Answer.Silence("away") : super.authorise(charge);
            }
        });
        return asked;
    }

    private static void awaitAnotherCall(AtomicInteger asked) {
        int before = asked.get();
        World.await("another call", () -> assertThat(asked.get()).isGreaterThan(before));
    }

    @Test
    void aProviderThatIsAwayForHoursWhenItIsTimeIsAskedAgain() {
        AtomicBoolean isAway = new AtomicBoolean(true);
        AtomicInteger asked = askedWhile(isAway);
        Ride ride = planned();
        world.pay(ride).expect(201);
        world.service().clock().advance(FAR.minusHours(23));
        World.await("a call", () -> assertThat(asked.get()).isPositive());
        world.service().clock().advance(Duration.ofHours(10));
        awaitAnotherCall(asked);
        assertThat(world.status(ride)).isEqualTo("pending");
        isAway.set(false);
        world.service().clock().advance(Duration.ofMinutes(5));
        world.awaitStatus(ride, "held");
    }

    @Test
    void aProviderThatIsAwayForHalfOfTheTimeBeforeTheRideFailsInsteadOfStayingPending() {
        AtomicInteger asked = askedWhile(new AtomicBoolean(true));
        Ride ride = planned();
        world.pay(ride).expect(201);
        world.service().clock().advance(FAR.minusHours(23));
        World.await("a call", () -> assertThat(asked.get()).isPositive());
        world.service().clock().advance(Duration.ofHours(12));
        world.awaitStatus(ride, "failed");
    }

    private void silentAboutCards() {
        world.close();
        world = World.start(STORED, provider -> new ProviderAround(provider) {
            @Override
            public Optional<StoredCards> storedCards() {
                return Optional.of(_ -> new Answer.Silence("away"));
            }
        });
    }

    @Test
    void aProviderThatDoesNotKeepTheCardInTimeFailsInsteadOfStayingPendingUntilTheRide() {
        silentAboutCards();
        Ride ride = planned();
        world.pay(ride).expect(201);
        world.service().clock().advance(Duration.ofSeconds(10));
        world.awaitStatus(ride, "failed");
    }

    @Test
    void aCardThatWasNotKeptYetIsDeclinedByAProviderThatKeepsNone() {
        silentAboutCards();
        Ride ride = planned();
        assertThat(world.pay(ride).data().path("escrow_status").asText()).isEqualTo("pending");
        world.restart(Map.of("SIMULATED_STORES_CARDS", "false"));
        world.service().clock().advance(Duration.ofSeconds(10));
        world.awaitStatus(ride, "failed");
        assertThat(world.pay(ride).expect(201).data().path("escrow_status").asText())
                .isEqualTo("held");
    }

    @Test
    void aNearRideIsHeldAtOnceAndSoIsAFarOneWhereCardsAreNotStored() {
        Ride near = world.planned(Instant.now().plus(Duration.ofDays(5)));
        assertThat(world.pay(near).expect(201).data().path("escrow_status").asText())
                .isEqualTo("held");
        world.close();
        world = World.start();
        assertThat(world.pay(planned()).expect(201).data().path("escrow_status").asText())
                .isEqualTo("held");
    }
}
