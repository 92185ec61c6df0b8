package my.kilat.notification.channel;

import java.util.List;
import java.util.Optional;
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
import my.kilat.notification.provider.SmtpProvider;
import my.kilat.notification.provider.SmtpSettings;
import my.kilat.platform.service.ServiceContext;
import my.kilat.platform.settings.Environment;

/** Mail, to the address of the account. */
public final class EmailChannel implements DeliveryChannel {
    private final Provider provider;

    EmailChannel(Provider provider) {
        this.provider = provider;
    }

    /** Uses the mail server of {@link SmtpSettings}; without one, mail is simulated. */
    public static ChannelSetup configure(Environment environment) {
        Optional<SmtpSettings> smtp = SmtpSettings.from(environment);
        return context -> new EmailChannel(provider(smtp, context));
    }

    private static Provider provider(Optional<SmtpSettings> smtp, ServiceContext context) {
        if (smtp.isPresent()) {
            return new SmtpProvider(smtp.get(), context.clock(), context.virtualThreads());
        }
        return SimulatedProvider.ofAccounts(Channel.EMAIL, context.database(), context.clock());
    }

    @Override
    public Channel id() {
        return Channel.EMAIL;
    }

    @Override
    public List<Address> addresses(Recipient recipient) {
        return Address.ofAccount(recipient.email());
    }

    @Override
    public Content content(Template template, Variables variables, String name) {
        return new Content(template.subject(variables), template.text(variables), template.html(variables, name));
    }

    @Override
    public Provider provider() {
        return provider;
    }
}
