package my.kilat.notification.channel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import my.kilat.contract.notification.Channel;
import my.kilat.notification.delivery.ChannelSetup;
import my.kilat.notification.delivery.DeliveryChannel;
import my.kilat.notification.delivery.Outcome;
import my.kilat.notification.delivery.Provider;
import my.kilat.notification.delivery.Simulation;
import my.kilat.notification.domain.Address;
import my.kilat.notification.domain.Content;
import my.kilat.notification.domain.Message;
import my.kilat.notification.domain.Recipient;
import my.kilat.notification.domain.Sms;
import my.kilat.notification.domain.Template;
import my.kilat.notification.domain.Variables;
import my.kilat.notification.provider.SimulatedProvider;
import my.kilat.platform.settings.Environment;

/** Text messages, to the phone number of the account. */
public final class SmsChannel implements DeliveryChannel {
    private final Provider provider;

    SmsChannel(Provider provider, MeterRegistry meters) {
        this.provider = new CountingProvider(
                provider,
                Counter.builder("kilat.notifications.sms.parts")
                        .description("Text messages as the network counts them: a long one is several")
                        .register(meters));
    }

    /** It has no settings: its provider is simulated. */
    public static ChannelSetup configure(Environment environment) {
        return context -> new SmsChannel(
                SimulatedProvider.ofAccounts(Channel.SMS, context.database(), context.clock()), context.meters());
    }

    @Override
    public Channel id() {
        return Channel.SMS;
    }

    @Override
    public List<Address> addresses(Recipient recipient) {
        return Address.ofAccount(recipient.phone());
    }

    @Override
    public Content content(Template template, Variables variables, String name) {
        return Content.plain(template.title(), template.shortText(variables));
    }

    @Override
    public Provider provider() {
        return provider;
    }

    /** Counts the parts of what a provider has sent. */
    private record CountingProvider(Provider provider, Counter parts) implements Provider {
        @Override
        public List<Outcome> send(List<Message> messages) {
            List<Outcome> outcomes = provider.send(messages);
            for (int i = 0; i < messages.size(); i++) {
                if (outcomes.get(i) instanceof Outcome.Sent) {
                    parts.increment(Sms.segments(messages.get(i).text()));
                }
            }
            return outcomes;
        }

        @Override
        public int batch() {
            return provider.batch();
        }

        @Override
        public Optional<Simulation> simulation() {
            return provider.simulation();
        }
    }
}
