package my.kilat.contract.event;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.identity.Role;

/**
 * How an account is now. Written when it is opened, after each change, after each end of its sessions, and once a day even
 * without a change. It tells the whole state, so a reader needs only the one with the highest version and may get it twice,
 * late, or not the ones before.
 *
 * @param version 1 and up, raised by each change; of two events the higher version is the newer one, whatever their times
 * @param email in lower case
 * @param phone digits with an optional leading plus, empty when unknown
 * @param fullName 1 to 255 characters
 * @param sessionGeneration 0 and up, raised when the sessions of the account end (logout, ban); what belongs to a lower
 *     generation, such as the devices that were registered, belongs to sessions that have ended
 * @param banned whether it may not log in
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

    /** Without what identifies a person. */
    @Override
    public String toString() {
        return "AccountUpdated[" + userId + ", version=" + version + "]";
    }
}
