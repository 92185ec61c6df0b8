package my.kilat.notification.delivery;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import my.kilat.contract.notification.Channel;
import my.kilat.notification.domain.Address;
import my.kilat.notification.domain.Recipient;

/** The channels of the service: one for each constant of {@link Channel}. */
public final class Channels {
    private final Map<Channel, DeliveryChannel> channels = new EnumMap<>(Channel.class);

    /**
     * @throws IllegalArgumentException if a constant of {@link Channel} has no channel or several
     */
    public Channels(List<DeliveryChannel> channels) {
        for (DeliveryChannel channel : channels) {
            if (this.channels.put(channel.id(), channel) != null) {
                throw new IllegalArgumentException("there are two channels " + channel.id());
            }
        }
        for (Channel id : Channel.values()) {
            if (!this.channels.containsKey(id)) {
                throw new IllegalArgumentException("there is no channel " + id);
            }
        }
    }

    /** All of them. */
    public Stream<DeliveryChannel> all() {
        return channels.values().stream();
    }

    /** The channel of that name. */
    public DeliveryChannel get(Channel id) {
        return Objects.requireNonNull(channels.get(id));
    }

    /** The enabled channels that have an address of a recipient. */
    public List<Channel> reaching(Recipient recipient) {
        return all().filter(channel -> channel.reaches(recipient))
                .map(DeliveryChannel::id)
                .toList();
    }

    /** Those of {@link #reaching} that use an address of the account. */
    public List<Channel> reachingAccount(Recipient recipient) {
        return all().filter(channel -> channel.reaches(recipient))
                .filter(channel ->
                        channel.addresses(recipient).stream().anyMatch(address -> address instanceof Address.OfAccount))
                .map(DeliveryChannel::id)
                .toList();
    }
}
