package my.kilat.runner;

import java.time.Duration;
import java.time.InstantSource;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.event.Topic;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseClock;
import my.kilat.platform.service.Assembly;
import my.kilat.platform.service.ServiceContext;
import my.kilat.platform.service.ServiceDefinition;
import my.kilat.platform.settings.Environment;
import my.kilat.runner.duty.BookingEventHandler;
import my.kilat.runner.duty.DutyCache;
import my.kilat.runner.duty.DutyEndpoints;
import my.kilat.runner.duty.DutyInterventionEndpoints;
import my.kilat.runner.duty.Locations;
import my.kilat.runner.duty.PositionCounters;
import my.kilat.runner.duty.Sessions;
import my.kilat.runner.duty.SuspensionAnnouncer;
import my.kilat.runner.nearby.NearbyEndpoints;
import my.kilat.runner.nearby.NearbySearch;
import my.kilat.runner.overview.RunnerFiguresEndpoints;
import my.kilat.runner.overview.RunnerOverviewEndpoints;
import my.kilat.runner.overview.RunnerTrackEndpoints;
import my.kilat.runner.petshop.PetShopEndpoints;
import my.kilat.runner.petshop.PetShopKeeping;
import my.kilat.runner.petshop.ShopPlaceEndpoints;
import my.kilat.runner.position.PositionBuffer;
import my.kilat.runner.profile.DevelopmentRunner;
import my.kilat.runner.profile.ProfileEndpoints;
import my.kilat.runner.profile.ProfileKeeping;
import my.kilat.runner.store.NearbyRunners;
import my.kilat.runner.store.PetShopLists;
import my.kilat.runner.store.RunnerFigures;
import my.kilat.runner.store.RunnerOverviews;
import my.kilat.runner.store.RunnerTracks;
import my.kilat.runner.store.ShopPlaces;

/** Runners, their positions, sessions and rides, and the pet shops. Port 8003, database {@code kilat_runner}. */
public final class RunnerService implements ServiceDefinition<RunnerSettings> {
    /** The timers of two machines drift apart by half a millisecond meanwhile. */
    private static final Duration COMPARING = Duration.ofSeconds(5);

    private static final Duration TIDYING = Duration.ofMinutes(10);

    /** How soon a suspension is published that was made by an instance of an earlier version, which publishes none. */
    private static final Duration ANNOUNCING = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "runner";
    }

    @Override
    public int port() {
        return Component.RUNNER.port();
    }

    @Override
    public RunnerSettings settings(Environment environment) {
        return RunnerSettings.from(environment);
    }

    @Override
    public void assemble(ServiceContext context, RunnerSettings settings, Assembly service) {
        Database database = context.database();
        InstantSource clock = context.clock();

        ProfileKeeping profiles = new ProfileKeeping(database, clock);
        PetShopKeeping shops = new PetShopKeeping(database, clock);
        DutyCache duties = new DutyCache(database, clock);
        // Not the clock of the service, which moves with that of the host: this one is the same in all instances.
        DatabaseClock arrivals = DatabaseClock.of(database, InstantSource.system());
        PositionBuffer positions = service.closing(new PositionBuffer(database, arrivals, context.meters()));

        Locations locations = new Locations(duties, positions, context.live(), new PositionCounters(context.meters()));
        SuspensionAnnouncer suspensions = new SuspensionAnnouncer(database, context.outbox(), clock);
        Sessions sessions = new Sessions(database, context.outbox(), duties, positions, suspensions, clock);
        BookingEventHandler rides = new BookingEventHandler(context.outbox(), duties, clock);
        NearbySearch nearby = new NearbySearch(new NearbyRunners(database), positions);
        if (settings.development()) {
            DevelopmentRunner.seed(database, profiles);
        }

        service.endpoints(
                new ProfileEndpoints(profiles, clock),
                new DutyEndpoints(sessions, locations),
                new DutyInterventionEndpoints(sessions),
                new NearbyEndpoints(nearby),
                new RunnerFiguresEndpoints(new RunnerFigures(database)),
                new RunnerOverviewEndpoints(
                        new RunnerOverviews(database, RunnerFiguresEndpoints.SILENT_AFTER), positions, clock),
                new RunnerTrackEndpoints(new RunnerTracks(database), positions),
                new PetShopEndpoints(shops, new PetShopLists(database)),
                new ShopPlaceEndpoints(new ShopPlaces(database)));

        service.produces(Topic.RUNNER);
        service.mayProduce(Topic.SUSPENSION);
        service.consume(rides.subscription());

        service.every("duties", DutyCache.SYNC, duties::sync);
        service.every("arrivals", COMPARING, arrivals::compare);
        service.every("positions", settings.positionFlush(), positions::flush);
        service.every(
                "silent-sessions",
                settings.sessionCheck(),
                sessions.endingSilent(settings.sessionStale(), context.health()));
        service.every("suspensions", ANNOUNCING, suspensions.announcingDue(context.health()));
        service.every("old-positions", TIDYING, () -> positions.deleteOlderThan(settings.positionsKept()));
        service.every("old-rides", TIDYING, () -> BookingEventHandler.forgetOld(database, clock.instant()));
    }
}
