package my.kilat.notification;

import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.notification.Channel;
import my.kilat.notification.announce.AccountEventHandler;
import my.kilat.notification.announce.Announcer;
import my.kilat.notification.delivery.Couriers;
import my.kilat.notification.delivery.Provider;
import my.kilat.notification.inbox.Inbox;
import my.kilat.notification.inbox.InboxEndpoints;
import my.kilat.notification.preferences.PreferencesEndpoints;
import my.kilat.notification.provider.SimulatedProvider;
import my.kilat.notification.provider.SmtpProvider;
import my.kilat.notification.recipient.Recipients;
import my.kilat.platform.database.Database;
import my.kilat.platform.service.Assembly;
import my.kilat.platform.service.ServiceContext;
import my.kilat.platform.service.ServiceDefinition;
import my.kilat.platform.settings.Environment;

/** Tells owners and runners what happens to their bookings: in their inbox always, by push, SMS and e-mail as they like. */
public final class NotificationService implements ServiceDefinition<NotificationSettings> {

    /** Deliveries that nothing in this process knows of come due: quiet hours that end, pauses, leases of the dead. */
    private static final Duration LOOK_FOR_DUE = Duration.ofSeconds(1);

    private static final Duration FORGET = Duration.ofHours(1);

    @Override
    public String name() {
        return "notification";
    }

    @Override
    public int port() {
        return Component.NOTIFICATION.port();
    }

    @Override
    public NotificationSettings settings(Environment environment) {
        return NotificationSettings.from(environment);
    }

    @Override
    public void assemble(ServiceContext context, NotificationSettings settings, Assembly service) {
        Database database = context.database();
        InstantSource clock = context.clock();

        Recipients recipients = new Recipients(database, clock);
        Inbox inbox = new Inbox(database, clock);

        Couriers couriers = service.closing(new Couriers(
                providers(context, settings),
                database,
                context.revocations(),
                settings.retries(),
                new Couriers.Execution(clock, context.virtualThreads(), context.meters()),
                service::background));
        Announcer announcer = new Announcer(database, clock, couriers, context.meters());
        AccountEventHandler accounts = new AccountEventHandler(recipients, couriers, clock);

        service.endpoints(new InboxEndpoints(inbox, recipients), new PreferencesEndpoints(recipients, couriers, clock));

        announcer.subscriptions().forEach(service::consume);
        service.consume(accounts.subscription());

        service.every("deliveries", LOOK_FOR_DUE, couriers::wake);
        service.every("forgetting", FORGET, () -> {
            announcer.forgetOld();
            SimulatedProvider.forgetOld(database, clock.instant());
        });
    }

    private static Map<Channel, Provider> providers(ServiceContext context, NotificationSettings settings) {
        Map<Channel, Provider> providers = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            providers.put(channel, new SimulatedProvider(channel, context.database(), context.clock()));
        }
        settings.smtp()
                .ifPresent(smtp -> providers.put(
                        Channel.EMAIL, new SmtpProvider(smtp, context.clock(), context.virtualThreads())));
        return providers;
    }
}
