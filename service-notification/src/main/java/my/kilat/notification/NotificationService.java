package my.kilat.notification;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.event.AccountUpdated;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.notification.Channel;
import my.kilat.notification.announce.AccountNews;
import my.kilat.notification.announce.Announcer;
import my.kilat.notification.delivery.Couriers;
import my.kilat.notification.delivery.Provider;
import my.kilat.notification.domain.RetryPolicy;
import my.kilat.notification.inbox.Inbox;
import my.kilat.notification.inbox.InboxApi;
import my.kilat.notification.preferences.PreferencesApi;
import my.kilat.notification.provider.SimulatedProvider;
import my.kilat.notification.provider.SmtpProvider;
import my.kilat.notification.provider.SmtpSettings;
import my.kilat.notification.recipient.Recipients;
import my.kilat.platform.event.EventHandlers;
import my.kilat.platform.service.Host;
import my.kilat.platform.service.Kernel;
import my.kilat.platform.service.Service;
import my.kilat.platform.settings.Environment;

/** Tells owners and runners what happens to their bookings: in their inbox always, by push, SMS and e-mail as they like. */
public final class NotificationService implements Service {
    /** Deliveries that nothing in this process knows of come due: quiet hours that end, pauses, leases of the dead. */
    private static final Duration LOOK_FOR_DUE = Duration.ofSeconds(1);

    private static final Duration FORGET = Duration.ofHours(1);

    private final Kernel kernel;
    private final Optional<SmtpSettings> smtp;
    private final RetryPolicy retries;

    /**
     * Reads the settings.
     *
     * <p>Its own are those of {@link SmtpSettings}; {@code NOTIFICATION_RETRY_FIRST}, the pause before the first of three
     * further attempts to deliver a message, default 10s, each further pause being six times as long; and {@code
     * NOTIFICATION_PATIENCE}, default 24h, for how long a message waits while its provider cannot be reached.
     */
    public NotificationService(Environment environment, Host host) {
        this.kernel = new Kernel("notification", Component.NOTIFICATION.port(), environment, host);
        this.smtp = SmtpSettings.from(environment);
        this.retries = new RetryPolicy(
                3,
                environment.duration("NOTIFICATION_RETRY_FIRST", Duration.ofSeconds(10)),
                environment.duration("NOTIFICATION_PATIENCE", Duration.ofHours(24)));
    }

    @Override
    public String name() {
        return "notification";
    }

    @Override
    public int port() {
        return kernel.port();
    }

    @Override
    public void start() {
        kernel.open();
        Couriers couriers = new Couriers(
                providers(),
                kernel.database(),
                kernel.tokens().revocations(),
                retries,
                kernel.clock(),
                kernel.host().virtualThreads(),
                kernel.meters(),
                kernel::background);
        Recipients recipients = new Recipients(kernel.database(), kernel.clock());
        Announcer announcer = new Announcer(kernel.database(), kernel.clock(), couriers, kernel.meters());
        new InboxApi(new Inbox(kernel.database(), kernel.clock()), recipients).on(kernel.routes());
        new PreferencesApi(recipients, couriers, kernel.clock()).on(kernel.routes());
        consume(announcer);
        AccountNews accounts = new AccountNews(recipients, couriers, kernel.clock());
        kernel.consume(
                ConsumerGroup.NOTIFICATION_ACCOUNTS,
                new EventHandlers().onRepeatable(AccountUpdated.class, accounts::learn));
        kernel.every("deliveries", LOOK_FOR_DUE, couriers::wake);
        kernel.every("forgetting", FORGET, () -> {
            announcer.forgetOld();
            SimulatedProvider.forgetOld(kernel.database(), kernel.clock().instant());
        });
        kernel.closeWithMe(couriers);
        kernel.listen();
    }

    private Map<Channel, Provider> providers() {
        Map<Channel, Provider> providers = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            providers.put(channel, new SimulatedProvider(channel, kernel.database(), kernel.clock()));
        }
        smtp.ifPresent(settings -> providers.put(
                Channel.EMAIL,
                new SmtpProvider(settings, kernel.clock(), kernel.host().virtualThreads())));
        return providers;
    }

    private void consume(Announcer announcer) {
        for (ConsumerGroup group : List.of(
                ConsumerGroup.NOTIFICATION_BOOKINGS,
                ConsumerGroup.NOTIFICATION_PAYMENTS,
                ConsumerGroup.NOTIFICATION_TRACKING)) {
            kernel.consume(
                    group,
                    new EventHandlers()
                            .onBatch(group.reads(), announcer::announce)
                            .patiently());
        }
    }

    @Override
    public void close() {
        kernel.close();
    }
}
