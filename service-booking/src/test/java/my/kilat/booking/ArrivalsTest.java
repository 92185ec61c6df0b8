package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.event.RunnerArrived;
import my.kilat.contract.tracking.Stop;
import org.junit.jupiter.api.Test;

/** Arrivals are in the history of a booking, each once. */
class ArrivalsTest {
    @Test
    void anArrivalIsStoredOnceHoweverOftenItIsTold() {
        try (Town town = Town.open()) {
            UUID booking = town.owner().booked();
            UUID trip = UUID.randomUUID();
            UUID runner = UUID.randomUUID();
            Instant at = Instant.parse("2026-02-12T10:14:58Z");
            RunnerArrived pickup = arrived(trip, booking, runner, Stop.PICKUP, at);
            town.events().publish(pickup);
            town.events().publish(arrived(trip, booking, runner, Stop.PICKUP, at.plusSeconds(60)));
            town.events().publish(arrived(trip, booking, runner, Stop.DROPOFF, at.plusSeconds(600)));
            Town.await(
                    "arrivals",
                    () -> assertThat(town.rows("select stop, runner_id, extract(epoch from arrived_at)::bigint"
                                    + " from booking_arrival where booking_id = '" + booking + "' order by arrived_at"))
                            .containsExactly(
                                    List.of("pickup", runner.toString(), Long.toString(at.getEpochSecond())),
                                    List.of("dropoff", runner.toString(), Long.toString(at.getEpochSecond() + 600))));
        }
    }

    private static RunnerArrived arrived(UUID trip, UUID booking, UUID runner, Stop stop, Instant at) {
        return new RunnerArrived(trip, booking, "BK-7QK2MX", runner, null, stop, at, false, at);
    }
}
