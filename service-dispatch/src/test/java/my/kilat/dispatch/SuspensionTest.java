package my.kilat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.dispatch.OfferResource;
import my.kilat.contract.dispatch.OfferStatus;
import my.kilat.contract.event.SuspensionChanged;
import my.kilat.contract.internal.AcceptanceResult;
import my.kilat.dispatch.Streets.Quarter;
import my.kilat.platform.fixture.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runners who are suspended are offered nothing, and what they were offered goes to others. */
class SuspensionTest {
    private static final String REFUSAL = "you are suspended and cannot take rides; ask support";

    private static Streets streets;

    @BeforeAll
    static void open() {
        streets = Streets.open(Map.of());
    }

    @AfterAll
    static void close() {
        streets.close();
    }

    @AfterEach
    void asAlways() {
        streets.neighbours.onAcceptance(streets.neighbours::firstComeFirstServed);
    }

    /** Tells how a runner stands, and waits until it has been applied. */
    private static void tell(UUID runner, long revision, boolean suspended) {
        UUID event = UUID.randomUUID();
        SuspensionChanged news = new SuspensionChanged(runner, revision, suspended, Instant.now());
        streets.events.publish(event, news);
        streets.events.publish(event, news);
        Streets.await(
                "the event",
                () -> assertThat(streets.rows("select event_id from inbox where event_id = '" + event + "'"))
                        .hasSize(1));
    }

    @Test
    void anOpenOfferIsWithdrawnAtOnceAndOthersAreAsked() {
        Quarter quarter = Quarter.elsewhere();
        UUID near = streets.runner(quarter, 0.5);
        UUID farther = streets.runner(quarter, 4);
        try (OfferSocket socket = OfferSocket.open(streets.service, TestTokens.runner(near))) {
            UUID booking = streets.paid(quarter);
            OfferResource offer = streets.offerOf(near);
            socket.await(1);
            assertThat(streets.offersOf(farther)).isEmpty();

            tell(near, 1, true);
            assertThat(streets.asked(booking, OfferStatus.WITHDRAWN)).containsExactly(near);
            assertThat(socket.await(2).getLast()).isEqualTo("withdrawn " + offer.id() + " suspended");
            assertThat(streets.answer(near, offer, "accept").expect(403).error())
                    .isEqualTo(REFUSAL);
            OfferResource next = streets.offerOf(farther);
            assertThat(next.bookingId()).isEqualTo(booking);
            streets.answer(farther, next, "accept").expect(200);
        }
    }

    @Test
    void theOfferOfAnotherRunnerStaysOpen() {
        Quarter quarter = Quarter.elsewhere();
        UUID one = streets.runner(quarter, 0.5);
        UUID two = streets.runner(quarter, 0.6);
        UUID booking = streets.paid(quarter);
        streets.offerOf(one);
        OfferResource kept = streets.offerOf(two);
        tell(one, 1, true);
        assertThat(streets.asked(booking, OfferStatus.WITHDRAWN)).containsExactly(one);
        streets.answer(two, kept, "accept").expect(200);
    }

    @Test
    void nothingIsOfferedUntilItIsLiftedAndWhatComesLateChangesNothing() {
        Quarter quarter = Quarter.elsewhere();
        UUID suspended = streets.runner(quarter, 0.2);
        UUID other = streets.runner(quarter, 0.5);
        tell(suspended, 30, true);
        tell(suspended, 20, false);
        UUID booking = streets.paid(quarter);
        OfferResource offer = streets.offerOf(other);
        assertThat(streets.search(booking).offers()).hasSize(1);
        streets.answer(other, offer, "accept").expect(200);

        tell(suspended, 40, false);
        tell(suspended, 30, true);
        UUID next = streets.paid(quarter);
        assertThat(streets.offerOf(suspended).bookingId()).isEqualTo(next);
    }

    @Test
    void whoeverTheBookingServiceKnowsToBeSuspendedIsTold() {
        Quarter quarter = Quarter.elsewhere();
        UUID runner = streets.runner(quarter, 0.5);
        streets.paid(quarter);
        OfferResource offer = streets.offerOf(runner);
        streets.neighbours.onAcceptance((booking, _) -> Optional.of(AcceptanceResult.suspended(booking, REFUSAL)));
        assertThat(streets.answer(runner, offer, "accept").expect(403).error()).isEqualTo(REFUSAL);
        tell(runner, 1, true);
        assertThat(streets.offersOf(runner)).isEmpty();
    }

    @Test
    void anAcceptanceThatTheBookingServiceHasAlreadyDecidedPrevails() {
        Quarter quarter = Quarter.elsewhere();
        UUID runner = streets.runner(quarter, 0.5);
        UUID taken = streets.paid(quarter);
        OfferResource offer = streets.offerOf(runner);
        streets.neighbours.onAcceptance((booking, who) -> {
            tell(runner, 1, true);
            return streets.neighbours.firstComeFirstServed(booking, who);
        });
        assertThat(streets.answer(runner, offer, "accept")
                        .expect(200)
                        .data(OfferResource.class)
                        .status())
                .isEqualTo(OfferStatus.ACCEPTED);
        assertThat(streets.asked(taken, OfferStatus.ACCEPTED)).isEqualTo(List.of(runner));
    }

    @Test
    void theOfferOfARoundThatIsJustBeingStoredIsWithdrawnToo() throws Exception {
        UUID runner = UUID.randomUUID();
        UUID booking = UUID.randomUUID();
        streets.tell(Streets.requested(Quarter.elsewhere(), booking, 1, null));
        Streets.await(
                "the ride",
                () -> assertThat(streets.rows("select number from ride where booking_id = '" + booking + "'"))
                        .hasSize(1));
        try (Connection round = streets.tables.reserve(runner)) {
            streets.tell(new SuspensionChanged(runner, 1, true, Instant.now()));
            streets.tables.awaitBlocked();
            round.createStatement().execute("""
                            insert into offer (id, booking_id, runner_id, cycle, round, metres, made_at, expires_at)
                            values (gen_random_uuid(), '%s', '%s', 1, 1, 100, now(), now() + interval '20 s')""".formatted(booking, runner));
            round.commit();
        }
        Streets.await(
                "the end of the offer",
                () -> assertThat(streets.asked(booking, OfferStatus.WITHDRAWN)).containsExactly(runner));
    }
}
