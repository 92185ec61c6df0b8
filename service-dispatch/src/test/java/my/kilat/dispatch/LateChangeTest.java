package my.kilat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.dispatch.SearchStatus;
import my.kilat.dispatch.Streets.Quarter;
import org.junit.jupiter.api.Test;

/** A change of a ride that had to wait for another one has a later time than that. */
class LateChangeTest {
    @Test
    void theEndOfASearchIsAfterItsBeginningWhoeverWroteThatDown() throws Exception {
        try (Streets streets = Streets.open(Map.of("OFFER_DELAY", "10m"))) {
            UUID booking = streets.paid(Quarter.elsewhere());
            awaitSearch(streets, booking, SearchStatus.SEARCHING);
            try (Connection other = streets.tables.hold(booking)) {
                streets.tell(Streets.accepted(booking, UUID.randomUUID(), 2));
                streets.tables.awaitBlocked();
                other.createStatement()
                        .execute("update ride set started_at = clock_timestamp() where booking_id = '" + booking + "'");
                other.commit();
            }
            awaitSearch(streets, booking, SearchStatus.ASSIGNED);
            assertThat(streets.rows("select ended_at > started_at from ride where booking_id = '" + booking + "'"))
                    .containsExactly(List.of("t"));
        }
    }

    private static void awaitSearch(Streets streets, UUID booking, SearchStatus status) {
        Streets.await(
                booking + " is " + status,
                () -> assertThat(streets.search(booking).status()).isEqualTo(status));
    }
}
