package my.kilat.runner.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.event.RunnerEvent;
import my.kilat.contract.event.RunnerOffline;
import my.kilat.contract.event.RunnerOnline;
import my.kilat.contract.runner.SessionStatus;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;

/**
 * The duty of a runner: online or not, and the accepted rides.
 *
 * @param userId the runner
 * @param profileId id of the profile; null for a runner who is known from a booking only
 * @param status whether they accept jobs
 * @param rides bookings accepted, and neither completed nor cancelled yet, in the order of acceptance
 * @param version raised by one with every change
 */
public record Duty(UUID userId, @Nullable UUID profileId, SessionStatus status, List<UUID> rides, long version) {

    /**
     * The next duty and its events.
     *
     * @param after the same as before if nothing changes
     * @param events none if nothing changes
     */
    public record Decision(Duty after, List<RunnerEvent> events) {}

    /**
     * Begins to take jobs; a runner who already does goes on.
     *
     * @throws Failure.NotFound without a profile
     */
    public Decision goOnline(Position place, Instant now) {
        UUID profile = requireProfile();
        return switch (status) {
            case ACTIVE -> new Decision(this, List.of());
            case INACTIVE ->
                new Decision(
                        withStatus(SessionStatus.ACTIVE),
                        List.of(new RunnerOnline(userId, place.latitude(), place.longitude(), profile, now)));
        };
    }

    /**
     * Takes no more jobs; rides under way go on.
     *
     * @throws Failure.NotFound without a profile
     */
    public Decision goOffline(Instant now) {
        requireProfile();
        return switch (status) {
            case ACTIVE -> new Decision(withStatus(SessionStatus.INACTIVE), List.of(new RunnerOffline(userId, now)));
            case INACTIVE -> new Decision(this, List.of());
        };
    }

    private Duty withStatus(SessionStatus next) {
        return new Duty(userId, profileId, next, rides, version + 1);
    }

    /** Whether positions of this runner are wanted: while online, and while on a ride whether online or not. */
    public boolean mayPostPosition() {
        return profileId != null && (status == SessionStatus.ACTIVE || !rides.isEmpty());
    }

    /**
     * Lets only those through whose positions are wanted.
     *
     * @throws Failure.NotFound without a profile
     * @throws Failure.Invalid while offline and on no ride
     */
    public void requireMayPostPosition() {
        requireProfile();
        if (!mayPostPosition()) {
            throw new Failure.Invalid("runner must be online to update location");
        }
    }

    /** The ride that a position belongs to: of several the one accepted first. */
    public Optional<UUID> ride() {
        return rides.isEmpty() ? Optional.empty() : Optional.of(rides.getFirst());
    }

    private UUID requireProfile() {
        if (profileId == null) {
            throw noProfile(userId);
        }
        return profileId;
    }

    /** What somebody is told who has no profile yet. */
    public static Failure noProfile(UUID userId) {
        return new Failure.NotFound("Runner", userId);
    }
}
