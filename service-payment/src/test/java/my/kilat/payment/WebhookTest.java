package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import my.kilat.payment.provider.Providers;
import my.kilat.payment.store.WebhookDeliveries;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes to the path of the webhooks: from the provider, twice, late, at once, and from whoever pretends to be it. */
class WebhookTest {
    private static final Providers PROVIDERS = Providers.all().and("sample", SampleProvider::settings);

    private final SampleBank bank = new SampleBank();
    private World world;
    private Ride ride;
    private String key;

    @BeforeEach
    void start() {
        world = World.start(bank.settings(), PROVIDERS);
        ride = world.requested();
        key = world.pay(ride).expect(201).data().path("id").asText();
    }

    @AfterEach
    void stop() {
        world.close();
        bank.close();
    }

    private Instant now() {
        return world.service().clock().instant();
    }

    private long kept() {
        return world.number("select count(*) from webhook_delivery");
    }

    private long holds() {
        return world.number("select count(*) from ledger_transaction where kind = 'hold'");
    }

    private ApiClient.Answer deliver(String body) {
        return SampleBank.deliver(world.service().client(), now(), body);
    }

    @Test
    void aDeliveryIsKeptAsItCameWithWhatItsSignatureStandsOn() {
        bank.pay(key);
        String body = "  " + SampleBank.event("authorised", key) + "\r\n";
        deliver(body).expect(200);
        assertThat(world.number(
                        "select count(*) from webhook_delivery where provider = 'sample' and payment_id = '" + key
                                + "' and outcome = 'Authorised' and headers like 'sample-signature: t=%,v1=%' and body = '\\x"
                                + HexFormat.of().formatHex(body.getBytes(StandardCharsets.UTF_8)) + "'::bytea"))
                .isEqualTo(1);
    }

    @Test
    void theSameDeliveryTwiceTakesEffectOnceAndSoDoesTheSameNewsInOtherWords() {
        bank.pay(key);
        String body = SampleBank.event("authorised", key);
        for (int i = 0; i < 3; i++) {
            assertThat(deliver(body).expect(200).text()).isEqualTo("RECEIVED");
        }
        assertThat(kept()).isEqualTo(1);
        deliver(SampleBank.event("authorised", key, "2")).expect(200);
        assertThat(kept()).isEqualTo(2);
        assertThat(holds()).isEqualTo(1);
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held");
        assertThat(receipts("changed")).isEqualTo(1);
        assertThat(receipts("duplicate")).isEqualTo(2);
        assertThat(receipts("unchanged")).isEqualTo(1);
    }

    private double receipts(String receipt) {
        return world.service()
                .client()
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("kilat_payment_webhooks_total") && line.contains("\"" + receipt + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void newsInTheWrongOrderComesToOneOutcome() {
        bank.pay(key);
        deliver(SampleBank.event("authorised", key)).expect(200);
        deliver(SampleBank.event("declined", key)).expect(200);
        assertThat(world.status(ride)).isEqualTo("held");
        deliver(SampleBank.event("voided", key)).expect(200);
        deliver(SampleBank.event("authorised", key, "late")).expect(200);
        assertThat(world.status(ride)).as("a void is final").isEqualTo("failed");
        world.awaitTold(ride, "payment.escrow_created", "payment.escrow_held", "payment.failed");

        Ride other = world.requested();
        String second = world.pay(other).expect(201).data().path("id").asText();
        deliver(SampleBank.event("declined", second)).expect(200);
        bank.pay(second);
        deliver(SampleBank.event("authorised", second)).expect(200);
        World.await("given back", () -> assertThat(bank.status(second)).isEqualTo(SampleBank.Status.GIVEN_BACK));
        assertThat(world.status(other)).isEqualTo("failed");
        world.awaitTold(other, "payment.escrow_created", "payment.failed");
        assertThat(holds()).isEqualTo(1);
        world.assertSettled();
    }

    @Test
    void whatTheProviderHasNotSignedIsRefusedInOneWayAndLeavesNothing() {
        String body = SampleBank.event("authorised", key);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String right = SampleBank.signature(SampleBank.SECRET, now(), bytes);
        List<ApiClient.Answer> answers = new ArrayList<>();
        ApiClient client = world.service().client();
        answers.add(client.post(SampleBank.WEBHOOK, body));
        answers.add(signed("", body));
        answers.add(signed("t=1", body));
        answers.add(signed(SampleBank.signature("another secret", now(), bytes), body));
        answers.add(signed(right, body + " "));
        answers.add(signed(right.replaceFirst("t=\\d+", "t=" + (now().getEpochSecond() + 1)), body));
        answers.add(signed(SampleBank.signature(SampleBank.SECRET, now().minusSeconds(301), bytes), body));
        answers.add(signed(SampleBank.signature(SampleBank.SECRET, now().plusSeconds(303), bytes), body));
        answers.add(signed(right, ""));
        answers.add(client.post(SampleBank.WEBHOOK));
        assertThat(answers).extracting(ApiClient.Answer::status).containsOnly(400);
        assertThat(answers)
                .extracting(ApiClient.Answer::text)
                .containsOnly(answers.getFirst().text());
        assertThat(kept()).isZero();
        assertThat(world.status(ride)).isEqualTo("pending");
    }

    private ApiClient.Answer signed(String signature, String body) {
        return world.service()
                .client()
                .with(SampleProvider.SIGNATURE, signature)
                .post(SampleBank.WEBHOOK, body);
    }

    @Test
    void aRecordedDeliveryThatIsReplayedLaterIsRefusedAndAtOnceADuplicate() {
        bank.pay(key);
        String body = SampleBank.event("authorised", key);
        String signature = SampleBank.signature(SampleBank.SECRET, now(), body.getBytes(StandardCharsets.UTF_8));
        signed(signature, body).expect(200);
        signed(signature, body).expect(200);
        world.service().clock().advance(Duration.ofMinutes(6));
        signed(signature, body).expect(400);
        assertThat(kept()).isEqualTo(1);
        assertThat(holds()).isEqualTo(1);
    }

    @Test
    void aBodyIsTakenUpTo64KiB() {
        String start = "{\"type\": \"other\", \"x\": \"";
        String largest = start + "x".repeat((64 << 10) - start.length() - 2) + "\"}";
        deliver(largest).expect(200);
        deliver(largest + " ").expect(413);
        assertThat(kept()).as("what is of no interest is not kept").isZero();
        String news = SampleBank.event("authorised", key);
        deliver(news + " ".repeat((64 << 10) - news.length())).expect(200);
        assertThat(kept()).isEqualTo(1);
        assertThat(world.status(ride)).isEqualTo("held");
    }

    @Test
    void aChargeThatNobodyKnowsIsTakenNoteOf() {
        deliver(SampleBank.event("authorised", UUID.randomUUID().toString())).expect(202);
        deliver(SampleBank.event("authorised", "of another shop")).expect(202);
        assertThat(world.number("select count(*) from webhook_delivery where payment_id is null"))
                .isEqualTo(2);
        assertThat(holds()).isZero();
    }

    @Test
    void thereIsNothingAtThePathOfAnotherProvider() {
        String body = SampleBank.event("authorised", key);
        String signature = SampleBank.signature(SampleBank.SECRET, now(), body.getBytes(StandardCharsets.UTF_8));
        ApiClient client = world.service().client().with(SampleProvider.SIGNATURE, signature);
        for (String name : List.of("simulated", "Sample", "sample2")) {
            client.post("/api/v1/payments/webhooks/" + name, body).expect(404);
        }
        assertThat(kept()).isZero();
    }

    @Test
    void twoInstancesThatHearTheSameAtOnceWhileTheyAskAsWellHoldTheMoneyOnce() throws Exception {
        try (TestService second = TestService.start(
                        world.environment(), new PaymentService(PROVIDERS, UnaryOperator.identity()));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 5; round++) {
                Ride each = world.requested();
                String charge = world.pay(each).expect(201).data().path("id").asText();
                bank.pay(charge);
                List<Future<ApiClient.Answer>> answers = new ArrayList<>();
                for (int i = 0; i < 12; i++) {
                    ApiClient client = (i % 2 == 0 ? world.service() : second).client();
                    String body = SampleBank.event("authorised", charge, Integer.toString(i / 4));
                    answers.add(threads.submit(() -> SampleBank.deliver(client, now(), body)));
                }
                world.execute("update payment set task_due = now() - interval '1 hour' where task = 'authorise'");
                for (Future<ApiClient.Answer> answer : answers) {
                    answer.get().expect(200);
                }
                world.awaitTold(each, "payment.escrow_created", "payment.escrow_held");
                assertThat(holds()).isEqualTo(round + 1);
            }
            assertThat(kept()).isEqualTo(5 * 3);
            assertThat(world.ledger().faults()).isEmpty();
        }
    }

    @Test
    void deliveriesAreForgottenAfterTheTimeOfRetention() {
        deliver(SampleBank.event("authorised", key)).expect(200);
        WebhookDeliveries deliveries = new WebhookDeliveries(world.database());
        deliveries.forgetBefore(now().minusSeconds(60));
        assertThat(kept()).isEqualTo(1);
        deliveries.forgetBefore(now().plusSeconds(60));
        assertThat(kept()).isZero();
    }
}
