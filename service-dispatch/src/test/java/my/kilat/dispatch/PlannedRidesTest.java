package my.kilat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.dispatch.OfferResource;
import my.kilat.contract.dispatch.OfferStatus;
import my.kilat.contract.dispatch.SearchStatus;
import my.kilat.contract.identity.Role;
import my.kilat.dispatch.Streets.Quarter;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rides for later, whose search waits until a while before their time. */
class PlannedRidesTest {
    private static final Duration THREE_DAYS = Duration.ofDays(3);
    private static final Duration UNTIL_FIFTY_MINUTES_BEFORE = THREE_DAYS.minusMinutes(50);
    private static final Duration SIX_MINUTES = Duration.ofMinutes(6);

    private Streets streets;
    private Quarter quarter;

    @BeforeEach
    void open() {
        streets = Streets.open(Map.of());
        quarter = Quarter.elsewhere();
    }

    @AfterEach
    void close() {
        streets.close();
    }

    /** A booking for that much later, which is paid for now, and of which dispatch knows. */
    private UUID planned(Duration later) {
        UUID booking = UUID.randomUUID();
        Instant start = streets.service.clock().instant().plus(later);
        streets.tell(Streets.requested(quarter, booking, 1, null, start), Streets.held(booking, 1));
        awaitSearch(booking, SearchStatus.PLANNED);
        return booking;
    }

    private void awaitSearch(UUID booking, SearchStatus status) {
        Streets.await(
                booking + " is " + status,
                () -> assertThat(streets.search(booking).status()).isEqualTo(status));
    }

    /** Searches that are due have been gone on with by now: those that are due first come first. */
    private void awaitATurn() {
        Quarter other = Quarter.elsewhere();
        UUID runner = streets.runner(other, 1);
        UUID booking = streets.paid(other);
        assertThat(streets.offerOf(runner).bookingId()).isEqualTo(booking);
    }

    @Test
    void itIsOfferedFromThreeQuartersOfAnHourBefore() {
        UUID runner = streets.runner(quarter, 1);
        UUID booking = planned(THREE_DAYS);
        assertThat(streets.search(booking).startedAt()).isNull();
        streets.service.clock().advance(UNTIL_FIFTY_MINUTES_BEFORE);
        awaitATurn();
        assertThat(streets.search(booking).status()).isEqualTo(SearchStatus.PLANNED);
        assertThat(streets.offersOf(runner)).isEmpty();

        streets.service.clock().advance(SIX_MINUTES);
        OfferResource offer = streets.offerOf(runner);
        assertThat(offer.bookingId()).isEqualTo(booking);
        assertThat(streets.search(booking).startedAt()).isNotNull();
        streets.answer(runner, offer, "accept").expect(200);
        awaitSearch(booking, SearchStatus.ASSIGNED);
    }

    @Test
    void itIsOfferedByAnInstanceThatStartsLater() {
        UUID runner = streets.runner(quarter, 1);
        UUID booking = planned(THREE_DAYS);
        streets.service.close();
        try (TestService next = TestService.start(streets.service.environment(), new DispatchService())) {
            next.clock().advance(THREE_DAYS);
            Streets.await("the offer", () -> {
                OfferResource[] offers = next.client(Role.RUNNER, runner)
                        .get("/api/v1/offers")
                        .expect(200)
                        .data(OfferResource[].class);
                assertThat(List.of(offers)).extracting(OfferResource::bookingId).containsExactly(booking);
            });
        }
    }

    @Test
    void oneThatIsCalledOffIsNeverOffered() {
        UUID runner = streets.runner(quarter, 1);
        UUID booking = planned(THREE_DAYS);
        streets.tell(Streets.cancelled(booking));
        awaitSearch(booking, SearchStatus.CANCELLED);
        streets.service.clock().advance(THREE_DAYS);
        awaitATurn();
        assertThat(streets.search(booking).offers()).isEmpty();
        assertThat(streets.offersOf(runner)).isEmpty();
    }

    @Test
    void moneyThatGoesBackPutsItOffUntilThereIsMoneyAgain() {
        UUID runner = streets.runner(quarter, 1);
        UUID booking = planned(THREE_DAYS);
        streets.tell(Streets.refunded(booking));
        awaitSearch(booking, SearchStatus.WAITING);
        streets.service.clock().advance(THREE_DAYS);
        awaitATurn();
        assertThat(streets.offersOf(runner)).isEmpty();
        streets.tell(Streets.held(booking, 2));
        Streets.await(
                "the offer",
                () -> assertThat(streets.asked(booking, OfferStatus.OPEN)).containsExactly(runner));
    }
}
