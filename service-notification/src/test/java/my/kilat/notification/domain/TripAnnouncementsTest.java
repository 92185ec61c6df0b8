package my.kilat.notification.domain;

import static my.kilat.notification.domain.AnnouncementsTest.OWNER;
import static my.kilat.notification.domain.AnnouncementsTest.RIDE;
import static my.kilat.notification.domain.AnnouncementsTest.RUNNER;
import static my.kilat.notification.domain.AnnouncementsTest.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.Optional;
import my.kilat.contract.event.RideDelayed;
import my.kilat.contract.event.RunnerArrived;
import my.kilat.contract.tracking.Stop;
import my.kilat.notification.domain.AnnouncementsTest.Told;
import org.junit.jupiter.api.Test;

/** Who is told what of the way of a runner. */
class TripAnnouncementsTest {
    @Test
    void bothSidesAreToldOfAnArrivalUnlessTheRideHasGoneOn() {
        assertThat(told(arrived(Stop.PICKUP, false), Optional.empty()))
                .extracting(Told::who, Told::title)
                .containsExactly(tuple(OWNER, "Your Runner Is Here"), tuple(RUNNER, "You Are At The Pickup"));
        assertThat(told(arrived(Stop.DROPOFF, false), Optional.empty()))
                .extracting(Told::who, Told::title)
                .containsExactly(tuple(OWNER, "Arrived At The Drop-off"), tuple(RUNNER, "You Are At The Drop-off"));
        assertThat(told(arrived(Stop.PICKUP, true), Optional.empty())).isEmpty();
    }

    private static RunnerArrived arrived(Stop stop, boolean passed) {
        return new RunnerArrived(
                RIDE.booking(), RIDE.booking(), "BK-7QK2MX", RUNNER, OWNER, stop, Instant.EPOCH, passed, Instant.EPOCH);
    }

    @Test
    void bothSidesAreToldOfADelay() {
        RideDelayed delayed = new RideDelayed(
                RIDE.booking(),
                RIDE.booking(),
                "BK-7QK2MX",
                RUNNER,
                OWNER,
                Stop.DROPOFF,
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(725),
                Instant.EPOCH);
        assertThat(told(delayed, Optional.empty()))
                .extracting(Told::who, Told::text)
                .containsExactly(
                        tuple(
                                OWNER,
                                "The pet of booking BK-7QK2MX will be at the drop-off about 12 minutes later than planned."),
                        tuple(
                                RUNNER,
                                "You are about 12 minutes later than planned for booking BK-7QK2MX. The owner has been told."));
    }

    @Test
    void bothSidesAreToldOfAStopWithThePetAboard() {
        assertThat(told(RIDE.stopped(Instant.EPOCH), Optional.empty()))
                .extracting(Told::who, Told::text)
                .containsExactly(
                        tuple(
                                OWNER,
                                "The vehicle with the pet of booking BK-7QK2MX has been standing on the way for 10 minutes."
                                        + " The runner has been asked to look after the pet."),
                        tuple(
                                RUNNER,
                                "You have been standing for 10 minutes with the pet of booking BK-7QK2MX aboard."
                                        + " Do not leave it alone in the vehicle. The owner has been told."));
    }
}
