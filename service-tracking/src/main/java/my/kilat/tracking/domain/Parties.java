package my.kilat.tracking.domain;

import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.platform.security.Caller;
import org.jspecify.annotations.Nullable;

/**
 * The users who may follow a booking: its owner, the runner who has it, and administrators. The same rule applies to a trip,
 * its route and its sockets, which are closed once the user is no longer permitted.
 *
 * @param owner user id, if known
 * @param runner user id, while there is one
 */
public record Parties(@Nullable UUID owner, @Nullable UUID runner) {

    /**
     * A user who may follow a booking.
     *
     * @param onlyAsRunner whether only because they are its runner
     */
    public record Follower(UUID user, boolean onlyAsRunner) {
        /** Whether they still may once that runner has it. */
        public boolean mayFollowWith(UUID runner) {
            return !onlyAsRunner || user.equals(runner);
        }
    }

    /** The caller as a follower; empty for somebody who may not follow it. */
    public Optional<Follower> follower(Caller caller) {
        if (caller.isAdmin() || caller.userId().equals(owner)) {
            return Optional.of(new Follower(caller.userId(), false));
        }
        return caller.userId().equals(runner) ? Optional.of(new Follower(caller.userId(), true)) : Optional.empty();
    }

    /** Whether the caller may follow it. */
    public boolean include(Caller caller) {
        return follower(caller).isPresent();
    }

    /** Whether the caller may have become a party of which no event has come yet: a runner who has just accepted it. */
    public boolean mayHaveGained(Caller caller) {
        return caller.role() == Role.RUNNER && !include(caller);
    }
}
