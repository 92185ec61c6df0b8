package my.kilat.notification.channel;

import java.util.List;
import my.kilat.contract.notification.Channel;
import my.kilat.notification.delivery.ChannelSetup;
import my.kilat.notification.delivery.DeliveryChannel;
import my.kilat.notification.delivery.Provider;
import my.kilat.notification.domain.Address;
import my.kilat.notification.domain.Content;
import my.kilat.notification.domain.Recipient;
import my.kilat.notification.domain.Template;
import my.kilat.notification.domain.Variables;
import my.kilat.notification.provider.SimulatedProvider;
import my.kilat.platform.settings.Environment;

/** Push messages, to every device of a recipient. */
public final class PushChannel implements DeliveryChannel {
    private final Provider provider;

    PushChannel(Provider provider) {
        this.provider = provider;
    }

    /** It has no settings: its provider is simulated. */
    public static ChannelSetup configure(Environment environment) {
        return context ->
                new PushChannel(SimulatedProvider.ofDevices(Channel.PUSH, context.database(), context.clock()));
    }

    @Override
    public Channel id() {
        return Channel.PUSH;
    }

    @Override
    public List<Address> addresses(Recipient recipient) {
        return recipient.devices().stream().<Address>map(Address.OfDevice::new).toList();
    }

    @Override
    public Content content(Template template, Variables variables, String name) {
        return Content.plain(template.title(), template.text(variables));
    }

    @Override
    public Provider provider() {
        return provider;
    }
}
