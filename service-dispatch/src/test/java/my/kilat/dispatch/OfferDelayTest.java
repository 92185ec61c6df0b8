package my.kilat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.dispatch.OfferStatus;
import my.kilat.contract.dispatch.SearchStatus;
import my.kilat.contract.event.Topic;
import my.kilat.dispatch.Streets.Quarter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The time that runners have to take a booking from the open list before offers are made. */
class OfferDelayTest {
    private static final Duration DELAY = Duration.ofMinutes(10);

    private Streets streets;
    private Quarter quarter;

    @BeforeEach
    void open() {
        streets = Streets.open(Map.of("OFFER_DELAY", "10m"));
        quarter = Quarter.elsewhere();
    }

    @AfterEach
    void close() {
        streets.close();
    }

    private void awaitSearch(UUID booking, SearchStatus status) {
        Streets.await(
                booking + " is " + status,
                () -> assertThat(streets.search(booking).status()).isEqualTo(status));
    }

    @Test
    void aBookingThatIsAcceptedWithinItIsOfferedToNobodyAndNothingIsTold() {
        UUID runner = streets.runner(quarter, 1);
        UUID taken = streets.paid(quarter);
        UUID cancelled = streets.paid(quarter);
        UUID waiting = streets.paid(quarter);
        awaitSearch(taken, SearchStatus.SEARCHING);
        awaitSearch(cancelled, SearchStatus.SEARCHING);
        awaitSearch(waiting, SearchStatus.SEARCHING);
        streets.tell(Streets.accepted(taken, UUID.randomUUID(), 2), Streets.cancelled(cancelled));
        awaitSearch(taken, SearchStatus.ASSIGNED);
        awaitSearch(cancelled, SearchStatus.CANCELLED);
        assertThat(streets.offersOf(runner)).isEmpty();

        streets.service.clock().advance(DELAY);
        assertThat(streets.offerOf(runner).bookingId()).isEqualTo(waiting);
        assertThat(streets.asked(waiting, OfferStatus.OPEN)).containsExactly(runner);
        for (UUID over : new UUID[] {taken, cancelled}) {
            assertThat(streets.search(over).rounds()).isZero();
            assertThat(streets.events.types(Topic.DISPATCH, over)).isEmpty();
        }
        assertThat(streets.service.client().get("/metrics").text())
                .containsPattern("kilat_dispatch_accepted_seconds_count\\{?[^ ]* 1");
    }
}
