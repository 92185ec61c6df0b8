package my.kilat.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.Topic;
import org.junit.jupiter.api.Test;

/** What happens while the service is down is taken in afterwards, many rides at once, and once. */
class CatchingUpTest {
    private static final int RIDES = 60;

    @Test
    void wholeRidesThatHappenedMeanwhileLeaveTheSameTrips() {
        try (Tracking tracking = Tracking.start()) {
            Ride half = tracking.underWay();
            tracking.moved(half, 3.139, 101.6869, half.minute(2));
            tracking.moved(half, 3.15, 101.71, half.minute(3));
            tracking.stopService();

            List<Ride> delivered = new ArrayList<>();
            List<Ride> declined = new ArrayList<>();
            List<Ride> cancelled = new ArrayList<>();
            List<DomainEvent> events = new ArrayList<>();
            for (int i = 0; i < RIDES; i++) {
                Ride ride = Ride.any();
                events.addAll(List.of(ride.requested(), ride.accepted(1)));
                switch (i % 3) {
                    case 0 -> {
                        delivered.add(ride);
                        events.addAll(List.of(
                                ride.pickedUp(5),
                                ride.inProgress(5),
                                ride.delivered(ConfirmedBy.RUNNER, 20),
                                ride.delivered(ConfirmedBy.OWNER, 30),
                                ride.completed(31)));
                    }
                    case 1 -> {
                        declined.add(ride);
                        events.addAll(List.of(
                                ride.reoffered(3), ride.with(UUID.randomUUID()).accepted(6)));
                    }
                    default -> {
                        cancelled.add(ride);
                        events.add(ride.cancelled(4));
                    }
                }
            }
            events.add(half.delivered(ConfirmedBy.RUNNER, 20));
            List<UUID> published = new ArrayList<>(tracking.publishAll(events));
            published.addAll(tracking.publishAll(events)); // under new ids: the same news, told again
            tracking.startService();

            tracking.events().await(EventType.TRACKING_COMPLETED, half.booking());
            tracking.applied(published);
            for (Ride ride : delivered) {
                assertThat(tracking.trips(ride.booking())).containsExactly("completed");
                Tracking.await("both told").until(() -> told(tracking, ride).size() == 2);
                assertThat(told(tracking, ride)).containsExactly("tracking.started", "tracking.completed");
            }
            for (Ride ride : declined) {
                assertThat(tracking.trips(ride.booking())).containsExactly("cancelled", "active");
                Tracking.await("both told").until(() -> told(tracking, ride).size() == 2);
                assertThat(told(tracking, ride)).containsExactly("tracking.started", "tracking.started");
            }
            for (Ride ride : cancelled) {
                assertThat(tracking.trips(ride.booking())).containsExactly("cancelled");
            }
            assertThat(tracking.track(half).path("total_distance_km").asDouble())
                    .isEqualTo(2.841);
        }
    }

    private static List<String> told(Tracking tracking, Ride ride) {
        return tracking.events().types(Topic.TRACKING, ride.booking());
    }
}
