package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.payment.SampleBank.Status;
import my.kilat.payment.provider.Providers;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Payers who have to do something at the provider first: on its page, in their own time, or never. */
class RedirectTest {
    private final SampleBank bank = new SampleBank();
    private World world;

    @BeforeEach
    void start() {
        world = World.start(bank.settings(), Providers.all().and("sample", SampleProvider::settings));
    }

    @AfterEach
    void stop() {
        world.close();
        bank.close();
    }

    private String keyOf(Ride ride) {
        return World.id(world.payment(ride)).toString();
    }

    /** A payment whose payer is on the provider's page. */
    private Ride redirected() {
        Ride ride = world.requested();
        assertThat(world.pay(ride).expect(201).data().has("action_url")).isTrue();
        return ride;
    }

    private ApiClient.Answer deliver(String type, Ride ride) {
        return SampleBank.deliver(world.service().client(), now(), SampleBank.event(type, keyOf(ride)));
    }

    private Instant now() {
        return world.service().clock().instant();
    }

    private long holds() {
        return world.number("select count(*) from ledger_transaction where kind = 'hold'");
    }

    @Test
    void thePayerIsSentToThePageAndTheMoneyIsHeldOnceTheyHavePaid() {
        Ride ride = world.requested();
        String repeatable = UUID.randomUUID().toString();
        ApiClient owner = world.owner(ride).with("Idempotency-Key", repeatable);
        ApiClient.Answer first = owner.post("/api/v1/payments/initiate", World.offer(ride, Map.of()))
                .expect(201);
        JsonNode payment = first.data();
        assertThat(payment.path("escrow_status").asText()).isEqualTo("pending");
        assertThat(payment.path("action_url").asText()).isEqualTo(bank.url() + "/pay/" + keyOf(ride) + "?a=1&b=2");
        assertThat(Instant.parse(payment.path("action_expires_at").asText()))
                .isBetween(now().plusSeconds(1_000), now().plusSeconds(1_300));
        assertThat(payment.path("redirect_url").asText()).contains("/checkout?key=");

        ApiClient.Answer again = owner.post("/api/v1/payments/initiate", World.offer(ride, Map.of()));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.data()).isEqualTo(payment);
        assertThat(world.pay(ride).expect(200).data().path("action_url")).isEqualTo(payment.path("action_url"));
        assertThat(world.payment(ride).has("action_url")).isFalse();
        String page = payment.path("redirect_url").asText().replaceAll("^https?://[^/]+", "");
        assertThat(world.service().client().get(page).expect(200).text())
                .contains("Payment to be completed")
                .contains("href=\"" + bank.url() + "/pay/" + keyOf(ride) + "?a=1&amp;b=2\"");

        bank.pay(keyOf(ride));
        assertThat(deliver("authorised", ride).expect(200).text()).isEqualTo("RECEIVED");
        assertThat(world.status(ride)).isEqualTo("held");
        assertThat(world.pay(ride).expect(200).data().has("action_url")).isFalse();
        assertThat(world.service().client().get(page).expect(200).text()).contains("Payment received");
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        world.awaitStatus(ride, "released");
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held", "payment.escrow_released");
        assertThat(bank.status(keyOf(ride))).isEqualTo(Status.CAPTURED);
        world.assertSettled();
    }

    @Test
    void aWebhookMayComeBeforeTheReplyThatNamesThePage() {
        Ride ride = world.requested();
        bank.beforeReply(key -> {
            bank.pay(key);
            deliver("authorised", ride).expect(200);
        });
        JsonNode payment = world.pay(ride).expect(201).data();
        assertThat(payment.path("escrow_status").asText()).isEqualTo("held");
        assertThat(payment.has("action_url")).isFalse();
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held");
        assertThat(holds()).isEqualTo(1);
        world.assertSettled();
    }

    @Test
    void withoutAWebhookTheProviderIsAsked() {
        Ride ride = redirected();
        bank.pay(keyOf(ride));
        world.service().clock().advance(Duration.ofMinutes(2));
        world.awaitStatus(ride, "held");
        deliver("authorised", ride).expect(200);
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held");
        assertThat(holds()).isEqualTo(1);
    }

    @Test
    void aReplyThatIsLostIsAskedForAgainAndNamesTheSamePage() {
        Ride ride = world.requested();
        bank.beforeReply(_ -> {
            throw new IllegalStateException("the connection breaks here");
        });
        JsonNode payment = world.pay(ride).expect(201).data();
        assertThat(payment.path("escrow_status").asText()).isEqualTo("pending");
        World.await(
                "the page is known",
                () -> assertThat(world.pay(ride)
                                .expect(200)
                                .data()
                                .path("action_url")
                                .asText())
                        .contains("/pay/" + keyOf(ride)));
    }

    @Test
    void whoDoesNothingInTimeHasNotPaidAndLateMoneyGoesBack() {
        Ride ride = redirected();
        world.service().clock().advance(Duration.ofMinutes(21));
        world.awaitStatus(ride, "failed");
        World.await("it is voided", () -> assertThat(bank.status(keyOf(ride))).isEqualTo(Status.GIVEN_BACK));
        world.assertSettled();

        bank.pay(keyOf(ride));
        deliver("authorised", ride).expect(200);
        World.await(
                "it is given back", () -> assertThat(bank.status(keyOf(ride))).isEqualTo(Status.GIVEN_BACK));
        world.assertSettled();
        world.awaitTold(ride, "payment.escrow_created", "payment.failed");
        assertThat(holds()).isZero();
    }

    @Test
    void aPageThatLivesForEverIsWaitedForForAnHour() {
        bank.pagesLive(Duration.ofDays(3_000));
        Ride ride = redirected();
        world.service().clock().advance(Duration.ofMinutes(59));
        assertThat(world.pay(ride).expect(200).data().has("action_url")).isTrue();
        world.service().clock().advance(Duration.ofMinutes(2));
        world.awaitStatus(ride, "failed");
        world.assertSettled();
    }

    @Test
    void aProviderThatIsAwayWhenTheTimeIsUpIsAskedABitLonger() {
        Ride ride = redirected();
        bank.pay(keyOf(ride));
        bank.away(true);
        world.service().clock().advance(Duration.ofMinutes(20).plusSeconds(1));
        World.await(
                "it is asked",
                () -> assertThat(world.number("select max(task_tries) from payment"))
                        .isGreaterThan(1));
        bank.away(false);
        world.service().clock().advance(Duration.ofSeconds(1));
        World.await("an end", () -> assertThat(world.status(ride)).isNotEqualTo("pending"));
        world.assertSettled();
        assertThat(bank.status(keyOf(ride)))
                .as("held here and there, or here and there not")
                .isEqualTo(world.status(ride).equals("held") ? Status.AUTHORISED : Status.GIVEN_BACK);
    }

    @Test
    void aDeclinedPaymentHasFailedAndAnotherMayBegin() {
        Ride ride = redirected();
        bank.decline(keyOf(ride));
        deliver("declined", ride).expect(200);
        assertThat(world.status(ride)).isEqualTo("failed");
        redirectedAgain(ride);
        world.awaitTold(ride, "payment.escrow_created", "payment.failed", "payment.escrow_created");
        assertThat(world.number("select count(*) from payment")).isEqualTo(2);
    }

    private void redirectedAgain(Ride ride) {
        assertThat(world.pay(ride).expect(201).data().path("action_url").asText())
                .endsWith(keyOf(ride) + "?a=1&b=2");
    }

    @Test
    void aPaymentOfACancelledBookingThatIsMadeAllTheSameGoesBack() {
        Ride ride = redirected();
        bank.away(true);
        world.events().publish(ride.cancelled("changed_mind"));
        world.awaitStatus(ride, "failed");
        bank.pay(keyOf(ride));
        deliver("authorised", ride).expect(200);
        assertThat(world.status(ride)).isEqualTo("failed");
        bank.away(false);
        world.service().clock().advance(Duration.ofMinutes(2));
        world.assertSettled();
        assertThat(bank.status(keyOf(ride))).isEqualTo(Status.GIVEN_BACK);

        bank.pay(keyOf(ride));
        SampleBank.deliver(world.service().client(), now(), SampleBank.event("authorised", keyOf(ride), "2"))
                .expect(200);
        World.await("given back", () -> assertThat(bank.status(keyOf(ride))).isEqualTo(Status.GIVEN_BACK));
        world.assertSettled();
        world.awaitTold(ride, "payment.escrow_created", "payment.failed");
        assertThat(holds()).isZero();
    }

    @Test
    void aDeliveryConfirmedWhileThePayerIsOnThePageReleasesTheMoneyAsSoonAsItIsHeld() {
        Ride ride = redirected();
        world.events().publish(ride.confirmedBy(ConfirmedBy.OWNER));
        world.awaitFact(ride, "confirmed_at is not null");
        World.await(
                "the runner is known",
                () -> assertThat(world.number("select count(*) from payment where runner_id is not null"))
                        .isEqualTo(1));
        bank.pay(keyOf(ride));
        deliver("authorised", ride).expect(200);
        world.awaitStatus(ride, "released");
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held", "payment.escrow_released");
        assertThat(bank.status(keyOf(ride))).isEqualTo(Status.CAPTURED);
        world.assertSettled();
    }
}
