package my.kilat.notification.domain;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import my.kilat.contract.notification.Channel;
import org.jspecify.annotations.Nullable;

/**
 * A user who gets notifications: addresses and preferences.
 *
 * @param enabled the channels they have not disabled
 * @param devices on which they are logged in, in the order of registration
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

    /** Whether they have a channel enabled. */
    public boolean wants(Channel channel) {
        return enabled.contains(channel);
    }

    /** A copy with only these of the devices. */
    public Recipient with(Predicate<Device> kept) {
        return new Recipient(userId, enabled, devices.stream().filter(kept).toList(), phone, email, name, quietHours);
    }

    /**
     * The first moment from this one on that is outside of quiet hours, which do not count for what a runner at work is told.
     *
     * @param template missing if this version does not know it
     */
    public Instant mayHear(@Nullable Template template, Instant moment) {
        return quietHours == null || (template != null && template.isForWork())
                ? moment
                : quietHours.endIfWithin(moment).orElse(moment);
    }

    /** Omits personal data. */
    @Override
    public String toString() {
        return "Recipient[" + userId + "]";
    }
}
