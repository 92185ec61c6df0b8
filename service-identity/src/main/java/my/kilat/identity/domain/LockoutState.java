package my.kilat.identity.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a login may be tried: by the failures that came from the same network address, and by those that came from
 * anywhere, which have a much higher limit and do not count for an address from which the account was used before. So
 * nobody can lock the holder of an account out by failing elsewhere.
 *
 * @param ofClient what failed from this network address
 * @param ofAccount what failed from all addresses together
 * @param known whether the account was used from this network address before
 */
public record LockoutState(FailedLogins ofClient, FailedLogins ofAccount, boolean known) {
    /** How much longer nobody may log in from there, not even with the right password; empty when somebody may. */
    public Optional<Duration> locked(Instant now) {
        return ofClient.locked(now).or(() -> known ? Optional.empty() : ofAccount.locked(now));
    }
}
