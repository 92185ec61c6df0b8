package my.kilat.notification.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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

    /** The phone number or mail address of a channel that has one. */
    public Optional<String> address(Channel channel) {
        return Optional.ofNullable(
                        switch (channel) {
                            case PUSH -> null;
                            case SMS -> phone;
                            case EMAIL -> email;
                        })
                .filter(address -> !address.isBlank());
    }

    /** Whether a channel is wanted and leads somewhere. */
    public boolean canUse(Channel channel) {
        return enabled.contains(channel)
                && (channel == Channel.PUSH
                        ? !devices.isEmpty()
                        : address(channel).isPresent());
    }

    /** Every channel that is wanted and leads somewhere. */
    public Set<Channel> usableChannels() {
        EnumSet<Channel> usable = EnumSet.allOf(Channel.class);
        usable.removeIf(channel -> !canUse(channel));
        return Collections.unmodifiableSet(usable);
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
