package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import my.kilat.contract.event.EventType;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page that a payment's link leads to. */
class CheckoutPageTest {
    private static World world;

    @BeforeAll
    static void start() {
        world = World.start();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static String link(JsonNode initiated) {
        URI link = URI.create(initiated.path("redirect_url").asText());
        return link.getRawPath() + "?" + link.getRawQuery();
    }

    @Test
    void showsThePaymentToWhoeverHasTheLink() {
        Ride ride = world.requested();
        String link = link(world.pay(ride).expect(201).data());
        ApiClient.Answer page = world.service().client().get(link).expect(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(page.text())
                .contains("Payment received")
                .contains("RM 22.10")
                .contains(ride.number())
                .doesNotContain("refresh")
                .doesNotContain(ride.ownerId().toString());
    }

    @Test
    void doesNotExistWithoutTheRightKey() {
        Ride one = world.requested();
        Ride other = world.requested();
        String link = link(world.pay(one).expect(201).data());
        String key = link(world.pay(other).expect(201).data()).replaceAll(".*key=", "");
        String bare = link.replaceAll("\\?.*", "");
        for (String wrong : new String[] {
            bare, bare + "?key=", bare + "?key=" + key, bare + "?key=x%22%3E", bare + "?key=%F0%9F%90%88", link + "0"
        }) {
            assertThat(world.service().client().get(wrong).expect(404).error()).isEqualTo("Payment not found");
        }
        world.service().client().get("/api/v1/payments/17/checkout?key=" + key).expect(400);
        world.service().client().get(bare + "?key=%00").expect(400);
    }

    @Test
    void followsThePaymentToItsEnd() {
        Ride late = world.requested();
        JsonNode pending = world.payWith(late, "card_late").expect(201).data();
        ApiClient anyone = world.service().client();
        if (pending.path("escrow_status").asText().equals("pending")) {
            assertThat(anyone.get(link(pending)).text()).containsAnyOf("http-equiv=\"refresh\"", "Payment received");
        }
        world.awaitStatus(late, "held");
        world.events().publish(late.confirmedBy(null));
        world.events().await(EventType.PAYMENT_ESCROW_RELEASED, late.bookingId());
        assertThat(anyone.get(link(pending)).text()).contains("Payment completed");

        Ride refunded = world.requested();
        JsonNode payment = world.pay(refunded).expect(201).data();
        world.admin().post("/api/v1/payments/" + World.id(payment) + "/refund", Map.of("reason", "x"));
        assertThat(anyone.get(link(payment)).text()).contains("Payment refunded");
    }
}
