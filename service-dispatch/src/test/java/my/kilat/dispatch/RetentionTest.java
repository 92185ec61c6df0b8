package my.kilat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.event.BookingEvent;
import my.kilat.dispatch.Streets.Quarter;
import my.kilat.dispatch.domain.Conditions;
import my.kilat.dispatch.domain.Ride;
import my.kilat.dispatch.store.Rides;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.Test;

/** Which rides are forgotten. */
class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-02-12T10:00:00Z");
    private static final Conditions CONDITIONS = new Conditions(false, Duration.ofMinutes(45), Duration.ZERO);

    private final Rides rides = new Rides();

    @Test
    void thoseThatAreOverOrWaitForLongButNoneThatIsStillDue() {
        try (Database database = Database.open(
                DatabaseSettings.from(TestService.environment(true, Map.of()), "dispatch"),
                "dispatch",
                new SimpleMeterRegistry())) {
            UUID over = UUID.randomUUID();
            UUID later = UUID.randomUUID();
            UUID recent = UUID.randomUUID();
            Instant start = NOW.plus(Duration.ofDays(90));
            tell(database, Streets.requested(Quarter.elsewhere(), over, 1, null), NOW);
            tell(database, Streets.cancelled(over), NOW);
            tell(database, Streets.requested(Quarter.elsewhere(), later, 1, null, start), NOW);
            tell(database, Streets.cancelled(recent), NOW.plusSeconds(2));
            int forgotten = database.transact(tx -> rides.forget(tx, NOW.plusSeconds(1), 10));
            assertThat(forgotten).isOne();
            assertThat(rides.list(database, List.of(over, later, recent)))
                    .extracting(Ride::bookingId)
                    .containsExactlyInAnyOrder(later, recent);
        }
    }

    private void tell(Database database, BookingEvent news, Instant now) {
        database.run(tx -> {
            Ride ride = rides.lock(tx, List.of(news.bookingId()), () -> now).ride();
            rides.saveWithOrder(tx, List.of(ride.after(news, CONDITIONS, now)), now);
        });
    }
}
