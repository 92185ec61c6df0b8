package my.kilat.notification.domain;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import my.kilat.contract.notification.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is told things: where they can be reached, and how they want to be.
 *
 * @param enabled the channels they have not turned off
 * @param devices that they are logged in on, the one registered last at the end
 * @param name empty when unknown
 */
public record Recipient(
        UUID userId,
        Set<Channel> enabled,
        List<Device> devices,
        @Nullable String phone,
        @Nullable String email,
        String name,
        @Nullable QuietHours quietHours) {

    public Recipient {
        enabled = Set.copyOf(enabled);
        devices = List.copyOf(devices);
        name = PlainText.clean(name);
    }

    /** Whether they have left a channel on. */
    public boolean wants(Channel channel) {
        return enabled.contains(channel);
    }

    /** The same person with these of the devices only. */
    public Recipient with(Predicate<Device> kept) {
        return new Recipient(userId, enabled, devices.stream().filter(kept).toList(), phone, email, name, quietHours);
    }

    /** The first moment from this one on at which they may be disturbed. */
    public Instant mayHearAt(Instant moment) {
        return quietHours == null ? moment : quietHours.endIfWithin(moment).orElse(moment);
    }

    /** Without what identifies a person. */
    @Override
    public String toString() {
        return "Recipient[" + userId + "]";
    }
}
