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
import my.kilat.runner.duty.Duties;
import my.kilat.runner.duty.DutyEndpoints;
import my.kilat.runner.duty.Locations;
import my.kilat.runner.duty.Rides;
import my.kilat.runner.duty.Sessions;
import my.kilat.runner.nearby.NearbyEndpoints;
import my.kilat.runner.nearby.NearbyRunners;
import my.kilat.runner.petshop.PetShopEndpoints;
import my.kilat.runner.petshop.PetShopLists;
import my.kilat.runner.petshop.PetShops;
import my.kilat.runner.position.Trail;
import my.kilat.runner.profile.DevelopmentRunner;
import my.kilat.runner.profile.ProfileEndpoints;
import my.kilat.runner.profile.Profiles;

/** Runners, where they are, what they are doing; and the pet shops. Port 8003, database {@code kilat_runner}. */
public final class RunnerService implements ServiceDefinition<RunnerSettings> {
    private static final Duration TIDYING = Duration.ofMinutes(10);

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

        Profiles profiles = new Profiles(database, clock);
        PetShops shops = new PetShops(database, clock);
        Duties duties = new Duties(database, clock);
        // Not the clock of the service, which moves with that of the host: this one is the same in all instances.
        DatabaseClock arrivals = DatabaseClock.of(database, InstantSource.system());
        Trail trail = service.closing(new Trail(database, arrivals, context.meters()));

        Locations locations = new Locations(duties, trail, context.live());
        Sessions sessions = new Sessions(database, context.outbox(), duties, trail, clock);
        Rides rides = new Rides(context.outbox(), duties, clock);
        NearbyRunners nearby = new NearbyRunners(database, trail);
        if (settings.development()) {
            DevelopmentRunner.seed(database, profiles);
        }

        service.endpoints(
                new ProfileEndpoints(profiles, clock),
                new DutyEndpoints(sessions, locations),
                new NearbyEndpoints(nearby),
                new PetShopEndpoints(shops, new PetShopLists(database)));

        service.produces(Topic.RUNNER);
        service.consume(rides.subscription());

        service.every("duties", Duties.SYNC, duties::sync);
        service.every("arrivals", Duties.SYNC, arrivals::compare);
        service.every("positions", settings.positionFlush(), trail::write);
        service.every("silent-sessions", settings.sessionCheck(), () -> sessions.endSilent(settings.sessionStale()));
        service.every("old-positions", TIDYING, () -> trail.forget(settings.positionsKept()));
        service.every("old-rides", TIDYING, () -> Rides.forgetOld(database, clock.instant()));
    }
}
