package my.kilat.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.NoticeOccasion;
import my.kilat.contract.tracking.Stop;
import my.kilat.notification.Ride;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Until when news is of use. */
class TimelyAnnouncementsTest {
    private static final Instant AT = Instant.parse("2026-02-12T10:00:00Z");
    private static final Ride RIDE = Ride.any();

    private static @Nullable Instant until(DomainEvent event) {
        List<Announcement> announcements = Announcements.of(UUID.randomUUID(), event, _ -> Optional.empty());
        assertThat(announcements).isNotEmpty();
        assertThat(announcements.stream().map(one -> one.stored().usefulUntil()).distinct())
                .hasSize(1);
        return announcements.getFirst().usefulUntil();
    }

    @Test
    void newsOfTheWayAreOfUseForAWhile() {
        assertThat(until(RIDE.arrived(Stop.PICKUP, AT))).isEqualTo(AT.plus(Duration.ofMinutes(15)));
        assertThat(until(RIDE.arrived(Stop.DROPOFF, AT))).isEqualTo(AT.plus(Duration.ofMinutes(15)));
        assertThat(until(RIDE.stopped(AT))).isEqualTo(AT.plus(Duration.ofMinutes(15)));
        assertThat(until(RIDE.delayed(AT))).isEqualTo(AT);
        assertThat(until(RIDE.trackingStarted())).isEqualTo(AT.plus(Duration.ofHours(1)));
        assertThat(until(RIDE.inProgress())).isEqualTo(AT.plus(Duration.ofHours(1)));
        assertThat(until(RIDE.notice(NoticeOccasion.PICKUP_LATE, AT))).isEqualTo(AT);
    }

    @Test
    void whatHasHappenedStaysOfUse() {
        assertThat(until(RIDE.accepted())).isNull();
        assertThat(until(RIDE.pickedUp())).isNull();
        assertThat(until(RIDE.completed())).isNull();
        assertThat(until(RIDE.refunded("storm"))).isNull();
        assertThat(until(RIDE.notice(NoticeOccasion.RIDE_WITHDRAWN, null))).isNull();
    }
}
