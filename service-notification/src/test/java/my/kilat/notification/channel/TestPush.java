package my.kilat.notification.channel;

import my.kilat.notification.delivery.ChannelSetup;
import my.kilat.notification.delivery.Provider;

/** Push messages by any provider. */
public final class TestPush {
    private TestPush() {}

    public static ChannelSetup by(Provider provider) {
        return _ -> new PushChannel(provider);
    }
}
