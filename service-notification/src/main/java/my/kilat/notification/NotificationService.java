package my.kilat.notification;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.notification.Channel;
import my.kilat.notification.announce.AccountEventHandler;
import my.kilat.notification.announce.Announcer;
import my.kilat.notification.announce.OfferAnnouncer;
import my.kilat.notification.channel.EmailChannel;
import my.kilat.notification.channel.PushChannel;
import my.kilat.notification.channel.SmsChannel;
import my.kilat.notification.delivery.ChannelSetup;
import my.kilat.notification.delivery.Channels;
import my.kilat.notification.delivery.DeliveryScheduler;
import my.kilat.notification.delivery.DeliveryWorkers;
import my.kilat.notification.delivery.Lane;
import my.kilat.notification.domain.RetryPolicy;
import my.kilat.notification.inbox.InboxEndpoints;
import my.kilat.notification.message.MessageActEndpoints;
import my.kilat.notification.message.MessageActs;
import my.kilat.notification.message.MessageEndpoints;
import my.kilat.notification.message.SimulatedProviderEndpoints;
import my.kilat.notification.overview.OverviewEndpoints;
import my.kilat.notification.preferences.PreferencesEndpoints;
import my.kilat.notification.preferences.RecipientPreferences;
import my.kilat.notification.recipient.Contacts;
import my.kilat.notification.store.Devices;
import my.kilat.notification.store.Inbox;
import my.kilat.notification.store.NoticeOverviews;
import my.kilat.notification.store.OutgoingMessages;
import my.kilat.platform.database.Database;
import my.kilat.platform.service.Assembly;
import my.kilat.platform.service.ServiceContext;
import my.kilat.platform.service.ServiceDefinition;
import my.kilat.platform.settings.Environment;

/** Notifies owners and runners of events of their bookings: in their inbox always, and by their enabled channels. */
public final class NotificationService implements ServiceDefinition<NotificationSettings> {
    /** The channels, one for each constant of {@link my.kilat.contract.notification.Channel}. */
    private static final List<Function<Environment, ChannelSetup>> CHANNELS =
            List.of(PushChannel::configure, SmsChannel::configure, EmailChannel::configure);

    /**
     * How often the queues are checked for deliveries that become due without a wake-up: at the end of quiet hours or of a
     * pause, or when a lease expires.
     */
    private static final Duration LOOK_FOR_DUE = Duration.ofSeconds(1);

    private static final Duration FORGET = Duration.ofHours(1);

    private final List<Function<Environment, ChannelSetup>> setups;

    /** With the channels of the contract. */
    public NotificationService() {
        this(CHANNELS);
    }

    NotificationService(List<Function<Environment, ChannelSetup>> setups) {
        this.setups = List.copyOf(setups);
    }

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
        return NotificationSettings.from(environment, setups);
    }

    @Override
    public void assemble(ServiceContext context, NotificationSettings settings, Assembly service) {
        Database database = context.database();
        InstantSource clock = context.clock();

        Contacts contacts = new Contacts(database, clock);
        Inbox inbox = new Inbox(database);

        Channels channels = new Channels(settings.channels().stream()
                .map(channel -> channel.open(context))
                .toList());
        DeliveryWorkers workers = service.closing(new DeliveryWorkers(
                lanes(channels, database, settings.retries()),
                new Devices(database),
                context.revocations(),
                new DeliveryWorkers.Execution(clock, context.virtualThreads(), context.meters()),
                service::background));
        DeliveryScheduler scheduler = new DeliveryScheduler(channels, workers);
        RecipientPreferences preferences = new RecipientPreferences(database, contacts, scheduler, clock);
        Announcer announcer = new Announcer(database, clock, scheduler, context.meters());
        OfferAnnouncer offers = new OfferAnnouncer(channels.get(Channel.PUSH), database, clock, workers);
        AccountEventHandler accounts = new AccountEventHandler(contacts, scheduler, clock);

        service.endpoints(
                new InboxEndpoints(inbox, contacts, clock),
                new PreferencesEndpoints(preferences),
                new OverviewEndpoints(new NoticeOverviews(database), clock),
                new MessageEndpoints(database, channels, clock),
                new MessageActEndpoints(new MessageActs(channels, workers, clock)),
                new SimulatedProviderEndpoints(channels, settings.development()));

        announcer.subscriptions().forEach(service::consume);
        service.consume(offers.subscription());
        service.consume(accounts.subscription());

        service.every("deliveries", LOOK_FOR_DUE, workers::wakeAll);
        service.every("forgetting", FORGET, () -> {
            announcer.forgetOld();
            offers.forgetOld();
            OutgoingMessages.forgetOld(database, clock.instant());
            inbox.forgetBefore(clock.instant().minus(settings.retention()));
        });
    }

    private static List<Lane> lanes(Channels channels, Database database, RetryPolicy policy) {
        return Stream.concat(
                        channels.all().map(channel -> Lane.ofNotifications(channel, database, policy)),
                        Stream.of(Lane.ofOffers(channels.get(Channel.PUSH), database)))
                .toList();
    }
}
