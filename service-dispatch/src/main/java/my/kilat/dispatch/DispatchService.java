package my.kilat.dispatch;

import java.time.Duration;
import java.time.InstantSource;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.event.Topic;
import my.kilat.dispatch.answer.Answers;
import my.kilat.dispatch.answer.BookingClient;
import my.kilat.dispatch.answer.HistoryEndpoints;
import my.kilat.dispatch.answer.OfferEndpoints;
import my.kilat.dispatch.domain.Selection;
import my.kilat.dispatch.http.OfferView;
import my.kilat.dispatch.runner.ProfileCopy;
import my.kilat.dispatch.runner.RunnerEventHandler;
import my.kilat.dispatch.search.BookingEventHandler;
import my.kilat.dispatch.search.DispatchMeters;
import my.kilat.dispatch.search.Driver;
import my.kilat.dispatch.search.Ranking;
import my.kilat.dispatch.search.Searches;
import my.kilat.dispatch.search.Step;
import my.kilat.dispatch.search.SuspensionEventHandler;
import my.kilat.dispatch.socket.OfferFeed;
import my.kilat.dispatch.socket.OfferSocketEndpoints;
import my.kilat.dispatch.store.FreeRunners;
import my.kilat.dispatch.store.Offers;
import my.kilat.dispatch.store.Rides;
import my.kilat.dispatch.store.RunnerOffers;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.routing.Routing;
import my.kilat.platform.service.Assembly;
import my.kilat.platform.service.ServiceContext;
import my.kilat.platform.service.ServiceDefinition;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.telemetry.LogContext;

/** Offers paid bookings to the runners who suit them best, round by round. Port 8008, database {@code kilat_dispatch}. */
public final class DispatchService implements ServiceDefinition<DispatchSettings> {
    /** How much later than it could a round begins, at most, besides its own time. */
    private static final Duration DRIVE_EVERY = Duration.ofMillis(250);

    private static final Duration KEEP_UP_EVERY = Duration.ofSeconds(1);
    private static final Duration LOOK_FOR_PROFILES_EVERY = Duration.ofSeconds(1);
    private static final Duration TIDY_EVERY = Duration.ofMinutes(10);
    private static final double METRES = 1_000;

    @Override
    public String name() {
        return Component.DISPATCH.shortName();
    }

    @Override
    public int port() {
        return Component.DISPATCH.port();
    }

    @Override
    public DispatchSettings settings(Environment environment) {
        return DispatchSettings.from(environment);
    }

    @Override
    public void assemble(ServiceContext context, DispatchSettings settings, Assembly service) {
        Database database = context.database();
        InstantSource clock = context.clockAsStored();
        DispatchMeters meters = new DispatchMeters(context.meters());

        Rides rides = new Rides();
        Offers offers = new Offers();
        FreeRunners free = new FreeRunners(settings.rounds(), settings.heardWithin(), settings.finishingKm() * METRES);
        Searches searches = new Searches(rides, offers, context.outbox(), meters);
        Ranking ranking = new Ranking(
                database,
                free,
                new Selection(settings.rounds(), settings.weights()),
                Routing.open(name(), settings.routing(), context.http(), context.clock(), context.meters()),
                task -> context.virtualThreads().execute(LogContext.of(name(), task)),
                clock);
        Step step = new Step(
                new Step.Stores(rides, offers, free, searches, context.outbox()),
                ranking,
                settings.rounds(),
                meters,
                clock);
        Driver driver = new Driver(database, rides, ranking, step, meters, clock);
        BookingClient bookings = new BookingClient(context.clientOf("booking", settings.bookingUrl()));
        Answers answers = new Answers(database, rides, offers, searches, bookings, clock);
        ProfileCopy profiles = new ProfileCopy(
                database,
                context.clientOf("runner", settings.runnerUrl()),
                settings.profileRefresh(),
                settings.heardWithin(),
                clock);

        OfferView view = new OfferView(database, rides);
        OfferFeed feed =
                new OfferFeed(context, settings.sockets(), new OfferFeed.Stores(database, offers, rides, view), clock);

        service.endpoints(
                new OfferEndpoints(database, view, offers, answers, clock),
                new HistoryEndpoints(database, rides, offers, new RunnerOffers(database)),
                new OfferSocketEndpoints(feed, settings.sockets()));

        service.produces(Topic.DISPATCH);
        BookingEventHandler news = new BookingEventHandler(rides, searches, settings.conditions(), clock);
        service.consume(news.ofBookings());
        service.consume(news.ofPayments());
        service.consume(new RunnerEventHandler().subscription());
        service.consume(new SuspensionEventHandler(rides, offers, free, searches, clock).subscription());

        service.fanOut(feed.subscription());

        service.every("dispatch-rounds", DRIVE_EVERY, driver::run);
        service.every("offer-sockets", KEEP_UP_EVERY, feed::keepUp);
        service.every("runner-profiles", LOOK_FOR_PROFILES_EVERY, profiles::refresh);
        service.every(
                "old-searches",
                TIDY_EVERY,
                () -> Sweep.run(
                        database, (tx, most) -> rides.forget(tx, clock.instant().minus(settings.kept()), most)));
        // Clients are told to come back before the connections under them go.
        service.atStop(feed::close);
    }
}
