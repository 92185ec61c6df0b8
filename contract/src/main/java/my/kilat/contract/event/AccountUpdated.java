package my.kilat.contract.event;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.identity.Role;

/**
 * The state of an account. Written when it is created, after each change, after each end of its sessions, and once a day even
 * without a change. It contains the whole state, so a reader needs only the one with the highest version and may get it twice,
 * late, or without the previous ones.
 *
 * @param version 1 and up, raised by each change; of two events the higher version is the newer one, whatever their times
 * @param email in lower case
 * @param phone digits with an optional leading plus, empty when unknown
 * @param fullName 1 to 255 characters
 * @param sessionGeneration 0 and up, raised when the sessions of the account end (logout, ban); whatever has a lower
 *     generation, such as a registered device, belongs to sessions that have ended
 * @param banned whether logins are refused
 */
public record AccountUpdated(
        UUID userId,
        long version,
        String email,
        String phone,
        String fullName,
        Role role,
        long sessionGeneration,
        boolean banned,
        Instant occurredAt)
        implements AccountEvent {

    /** Omits personal data. */
    @Override
    public String toString() {
        return "AccountUpdated[" + userId + ", version=" + version + "]";
    }
}
