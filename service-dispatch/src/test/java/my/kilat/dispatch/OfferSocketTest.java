package my.kilat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.dispatch.OfferResource;
import my.kilat.contract.identity.Role;
import my.kilat.dispatch.Streets.Quarter;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.security.TokenSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What runners are told on their sockets. */
class OfferSocketTest {
    private static Streets streets;

    @BeforeAll
    static void start() {
        streets = Streets.open(Map.of());
    }

    @AfterAll
    static void stop() {
        streets.close();
    }

    private static OfferSocket open(UUID runner) {
        return OfferSocket.open(streets.service, TestTokens.runner(runner));
    }

    @Test
    void anOpenOfferComesFirstAndThenItsEnd() {
        Quarter quarter = Quarter.elsewhere();
        UUID runner = streets.runner(quarter, 0.5);
        UUID booking = streets.paid(quarter);
        OfferResource offer = streets.offerOf(runner);
        try (OfferSocket socket = open(runner);
                OfferSocket other = open(runner)) {
            assertThat(socket.await(1)).containsExactly("offer " + offer.id());
            assertThat(socket.frame(0).at("/offer/booking_id").asText()).isEqualTo(booking.toString());
            assertThat(socket.frame(0).at("/offer/status").asText()).isEqualTo("open");
            other.await(1);
            streets.answer(runner, offer, "decline").expect(200);
            for (OfferSocket each : new OfferSocket[] {socket, other}) {
                assertThat(each.await(2))
                        .containsExactly("offer " + offer.id(), "withdrawn " + offer.id() + " declined_by_you");
            }
        }
    }

    @Test
    void whoeverIsTooLateLearnsThatItWasTaken() {
        Quarter quarter = Quarter.elsewhere();
        UUID quick = streets.runner(quarter, 0.5);
        UUID slow = streets.runner(quarter, 0.6);
        try (OfferSocket first = open(quick);
                OfferSocket second = open(slow)) {
            UUID booking = streets.paid(quarter);
            first.await(1);
            second.await(1);
            streets.tell(Streets.accepted(booking, quick, 2));
            assertThat(first.await(2).getLast()).isEqualTo("withdrawn " + first.offer(0) + " accepted_by_you");
            assertThat(second.await(2).getLast()).isEqualTo("withdrawn " + second.offer(0) + " taken");
        }
    }

    @Test
    void aBookingThatIsCancelledIsCalledOff() {
        Quarter quarter = Quarter.elsewhere();
        UUID runner = streets.runner(quarter, 0.5);
        try (OfferSocket socket = open(runner)) {
            UUID booking = streets.paid(quarter);
            socket.await(1);
            streets.tell(Streets.cancelled(booking));
            assertThat(socket.await(2).getLast()).isEqualTo("withdrawn " + socket.offer(0) + " called_off");
        }
    }

    @Test
    void anOfferThatIsNotAnsweredExpires() {
        Quarter quarter = Quarter.elsewhere();
        UUID runner = streets.runner(quarter, 0.5);
        try (OfferSocket socket = open(runner)) {
            streets.paid(quarter);
            socket.await(1);
            streets.service.clock().advance(Duration.ofSeconds(21));
            assertThat(socket.await(2).get(1)).isEqualTo("expired " + socket.offer(0));
        }
    }

    @Test
    void theSocketOfASessionThatHasEndedIsClosedAndNoneIsOpened() {
        UUID runner = UUID.randomUUID();
        try (OfferSocket socket = open(runner);
                OfferSocket other = open(UUID.randomUUID())) {
            streets.service
                    .host()
                    .tokens(TokenSettings.from(streets.service.environment()))
                    .revocations()
                    .learn(runner, 1, Duration.ofMinutes(15));
            Streets.await("the end", () -> assertThat(socket.closed()).contains(1008));
            assertThat(other.closed()).isEmpty();
            assertThat(OfferSocket.answer(streets.service, TestTokens.runner(runner), Map.of()))
                    .isEqualTo(401);
        }
    }

    @Test
    void onlyRunnersOnPagesOfKnownOriginsMayOpenOne() {
        assertThat(OfferSocket.answer(streets.service, "nonsense", Map.of())).isEqualTo(401);
        for (Role role : new Role[] {Role.OWNER, Role.SHOP, Role.ADMIN}) {
            String token =
                    TestTokens.sign(TestTokens.claims(UUID.randomUUID(), role).build());
            assertThat(OfferSocket.answer(streets.service, token, Map.of())).isEqualTo(403);
        }
        String runner = TestTokens.runner(UUID.randomUUID());
        assertThat(OfferSocket.answer(streets.service, runner, Map.of())).isEqualTo(101);
        assertThat(OfferSocket.answer(streets.service, runner, Map.of("Origin", "http://localhost:3000")))
                .isEqualTo(101);
        assertThat(OfferSocket.answer(streets.service, runner, Map.of("Origin", "http://evil.example")))
                .isEqualTo(403);
    }
}
