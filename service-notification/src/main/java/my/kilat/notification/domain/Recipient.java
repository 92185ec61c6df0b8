package my.kilat.notification.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.notification.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is told things: where they can be reached, and how they want to be.
 *
 * @param enabled the channels they have not turned off
 * @param name empty when unknown
 */
public record Recipient(
        UUID userId,
        Set<Channel> enabled,
        @Nullable String deviceToken,
        @Nullable String phone,
        @Nullable String email,
        String name,
        @Nullable QuietHours quietHours) {

    public Recipient {
        enabled = Set.copyOf(enabled);
    }

    /** Where a channel reaches them: the token of a device, a phone number, a mail address. */
    public Optional<String> address(Channel channel) {
        return Optional.ofNullable(
                        switch (channel) {
                            case PUSH -> deviceToken;
                            case SMS -> phone;
                            case EMAIL -> email;
                        })
                .filter(address -> !address.isBlank());
    }

    /** Whether a channel is wanted and leads somewhere. */
    public boolean canUse(Channel channel) {
        return enabled.contains(channel) && address(channel).isPresent();
    }

    /** Every channel that is wanted and leads somewhere. */
    public Set<Channel> usableChannels() {
        EnumSet<Channel> usable = EnumSet.allOf(Channel.class);
        usable.removeIf(channel -> !canUse(channel));
        return Collections.unmodifiableSet(usable);
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
