package my.kilat.runner.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.event.RunnerOffline;
import my.kilat.contract.event.RunnerOnline;
import my.kilat.contract.runner.SessionStatus;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.geo.Position;
import org.junit.jupiter.api.Test;

class DutyTest {
    private static final UUID USER = UUID.randomUUID();
    private static final UUID PROFILE = UUID.randomUUID();
    private static final UUID RIDE = UUID.randomUUID();
    private static final Position PLACE = new Position(3.139, 101.6869);
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    private static Duty duty(SessionStatus status, UUID... rides) {
        return new Duty(USER, PROFILE, status, List.of(rides), 7);
    }

    private final Duty stranger = new Duty(USER, null, SessionStatus.INACTIVE, List.of(RIDE), 1);

    @Test
    void goingOnlineIsToldOnce() {
        Duty.Decision decision = duty(SessionStatus.INACTIVE).goOnline(PLACE, NOW);
        assertThat(decision.after()).isEqualTo(new Duty(USER, PROFILE, SessionStatus.ACTIVE, List.of(), 8));
        assertThat(decision.events()).containsExactly(new RunnerOnline(USER, 3.139, 101.6869, PROFILE, NOW));
        assertThat(decision.after().goOnline(PLACE, NOW)).isEqualTo(new Duty.Decision(decision.after(), List.of()));
    }

    @Test
    void goingOfflineIsToldOnceAndKeepsTheRides() {
        Duty.Decision decision = duty(SessionStatus.ACTIVE, RIDE).goOffline(NOW);
        assertThat(decision.after()).isEqualTo(new Duty(USER, PROFILE, SessionStatus.INACTIVE, List.of(RIDE), 8));
        assertThat(decision.events()).containsExactly(new RunnerOffline(USER, NOW));
        assertThat(decision.after().goOffline(NOW)).isEqualTo(new Duty.Decision(decision.after(), List.of()));
    }

    @Test
    void withoutAProfileThereIsNoRunner() {
        assertThatThrownBy(() -> stranger.goOnline(PLACE, NOW)).isInstanceOf(Failure.NotFound.class);
        assertThatThrownBy(() -> stranger.goOffline(NOW)).isInstanceOf(Failure.NotFound.class);
        assertThatThrownBy(stranger::requireMayPostPosition).isInstanceOf(Failure.NotFound.class);
        assertThat(stranger.mayPostPosition()).isFalse();
    }

    @Test
    void positionsAreWantedWhileOnlineOrOnARide() {
        assertThat(duty(SessionStatus.ACTIVE).mayPostPosition()).isTrue();
        assertThat(duty(SessionStatus.INACTIVE, RIDE).mayPostPosition()).isTrue();
        assertThat(duty(SessionStatus.INACTIVE).mayPostPosition()).isFalse();
        assertThatThrownBy(duty(SessionStatus.INACTIVE)::requireMayPostPosition)
                .isInstanceOf(Failure.Invalid.class)
                .hasMessage("runner must be online to update location");
    }

    @Test
    void ofSeveralRidesTheFirstAcceptedIsTheOneUnderWay() {
        assertThat(duty(SessionStatus.ACTIVE).ride()).isEmpty();
        assertThat(duty(SessionStatus.ACTIVE, RIDE, UUID.randomUUID()).ride()).contains(RIDE);
    }
}
