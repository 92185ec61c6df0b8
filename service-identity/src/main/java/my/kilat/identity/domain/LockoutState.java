package my.kilat.identity.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a login may be attempted: according to the failures from the same network address, and to those from all addresses,
 * which have a much higher limit and do not apply to an address from which the account was used before. So an attacker
 * elsewhere cannot lock the holder out.
 *
 * @param ofClient failures from this network address
 * @param ofAccount failures from all addresses together
 * @param known whether the account was used from this network address before
 */
public record LockoutState(FailedLogins ofClient, FailedLogins ofAccount, boolean known) {
    /** The remaining time of the lock for this address, which refuses the right password as well; empty if there is none. */
    public Optional<Duration> locked(Instant now) {
        return ofClient.locked(now).or(() -> known ? Optional.empty() : ofAccount.locked(now));
    }
}
