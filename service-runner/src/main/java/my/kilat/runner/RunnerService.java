package my.kilat.runner;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.Topic;
import my.kilat.contract.petshop.CreatePetShopRequest;
import my.kilat.contract.petshop.UpdatePetShopRequest;
import my.kilat.contract.runner.AddCrateRequest;
import my.kilat.contract.runner.CreateRunnerRequest;
import my.kilat.contract.runner.GoOnlineRequest;
import my.kilat.contract.runner.LocationRequest;
import my.kilat.contract.runner.Runner;
import my.kilat.platform.database.DatabaseClock;
import my.kilat.platform.database.Tx;
import my.kilat.platform.geo.Position;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.PageRequest;
import my.kilat.platform.http.Reply;
import my.kilat.platform.security.Caller;
import my.kilat.platform.service.Host;
import my.kilat.platform.service.Kernel;
import my.kilat.platform.service.Service;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.time.Times;
import my.kilat.runner.domain.NewProfile;
import my.kilat.runner.domain.SearchRadius;
import my.kilat.runner.duty.Duties;
import my.kilat.runner.duty.Locations;
import my.kilat.runner.duty.Rides;
import my.kilat.runner.duty.Sessions;
import my.kilat.runner.nearby.NearbyRunners;
import my.kilat.runner.petshop.PetShopLists;
import my.kilat.runner.petshop.PetShops;
import my.kilat.runner.position.Trail;
import my.kilat.runner.profile.DevelopmentRunner;
import my.kilat.runner.profile.Profiles;

/** Runners, where they are, what they are doing; and the pet shops. */
public final class RunnerService implements Service {
    private static final Duration TIDYING = Duration.ofMinutes(10);
    private static final int PAGE = 20;
    private static final int LARGEST_PAGE = 100;
    private static final Reply LOCATION_UPDATED = Reply.message("location updated");

    private final Kernel kernel;
    private final RunnerSettings settings;

    /** Reads the settings; touches nothing else. */
    public RunnerService(Environment environment, Host host) {
        this.kernel = new Kernel("runner", Component.RUNNER.port(), environment, host);
        this.settings = RunnerSettings.from(environment);
    }

    @Override
    public String name() {
        return "runner";
    }

    @Override
    public int port() {
        return kernel.port();
    }

    @Override
    public void start() {
        kernel.open();
        Profiles profiles = new Profiles(kernel.database(), kernel.clock());
        if (kernel.environment().development()) {
            DevelopmentRunner.seed(kernel.database(), profiles);
        }
        serveRunners(profiles);
        servePetShops(new PetShops(kernel.database(), kernel.clock()), new PetShopLists(kernel.database()));
        kernel.produces(Topic.RUNNER);
        kernel.listen();
    }

    private void serveRunners(Profiles profiles) {
        Duties duties = new Duties(kernel.database(), kernel.clock());
        // Not the kernel's clock, which moves with that of the host: this one is the same in all instances.
        DatabaseClock arrivals = DatabaseClock.of(kernel.database(), InstantSource.system());
        Trail trail = new Trail(kernel.database(), arrivals, kernel.meters());
        Locations locations = new Locations(duties, trail, kernel.live());
        Sessions sessions = new Sessions(kernel.database(), kernel.outbox(), duties, trail, kernel.clock());
        Rides rides = new Rides(kernel.outbox(), duties, kernel.clock());
        NearbyRunners nearby = new NearbyRunners(kernel.database(), trail);

        kernel.routes()
                .inTransaction("createRunner", (call, tx) -> Reply.created(create(profiles, call, tx)))
                .on("getMyRunner", call -> Reply.ok(profiles.of(caller(call))))
                .inTransaction(
                        "addCrate",
                        (call, tx) ->
                                Reply.created(profiles.addCrate(tx, caller(call), call.body(AddCrateRequest.class))))
                .inTransaction("goOnline", (call, tx) -> {
                    GoOnlineRequest sent = call.body(GoOnlineRequest.class);
                    sessions.goOnline(tx, caller(call), new Position(sent.latitude(), sent.longitude()));
                    return Reply.message("runner is now online");
                })
                .inTransaction("goOffline", (call, tx) -> {
                    sessions.goOffline(tx, caller(call));
                    return Reply.message("runner is now offline");
                })
                .on("postLocation", call -> {
                    locations.post(caller(call), call.body(LocationRequest.class));
                    return LOCATION_UPDATED;
                })
                .on(
                        "findNearbyRunners",
                        call -> Reply.ok(
                                nearby.around(place(call), SearchRadius.forRunners(call.queryNumber("radius_km")))));

        kernel.consume(ConsumerGroup.RUNNER_BOOKINGS, rides.handlers());
        kernel.every("duties", Duties.SYNC, duties::sync);
        kernel.every("arrivals", Duties.SYNC, arrivals::compare);
        kernel.every("positions", settings.positionFlush(), trail::write);
        kernel.every("silent-sessions", settings.sessionCheck(), () -> sessions.endSilent(settings.sessionStale()));
        kernel.every("old-positions", TIDYING, () -> trail.forget(settings.positionsKept()));
        kernel.every(
                "old-rides",
                TIDYING,
                () -> Rides.forgetOld(kernel.database(), kernel.clock().instant()));
        kernel.closeWithMe(trail);
    }

    private void servePetShops(PetShops shops, PetShopLists lists) {
        kernel.routes()
                .on("listPetShops", call -> list(lists, call))
                .on(
                        "findNearbyPetShops",
                        call -> Reply.ok(lists.around(
                                place(call),
                                SearchRadius.forPetShops(call.queryNumber("radius_km")),
                                call.query("category"))))
                .on("listMyPetShops", call -> Reply.ok(lists.of(caller(call))))
                .on("getPetShop", call -> Reply.ok(shops.find(call.id("id"))))
                .inTransaction(
                        "createPetShop",
                        (call, tx) ->
                                Reply.created(shops.open(tx, caller(call), call.body(CreatePetShopRequest.class))))
                .inTransaction(
                        "updatePetShop",
                        (call, tx) -> Reply.ok(
                                shops.change(tx, call.id("id"), caller(call), call.body(UpdatePetShopRequest.class))))
                .inTransaction("deletePetShop", (call, tx) -> {
                    shops.close(tx, call.id("id"), caller(call));
                    return Reply.message("pet shop deleted");
                });
    }

    /** Pages are for who asks for them; the clients that there were first read everything at once. */
    private static Reply list(PetShopLists lists, Call call) {
        Optional<String> category = call.query("category");
        if (call.query("page").isEmpty() && call.query("limit").isEmpty()) {
            return Reply.ok(lists.all(category));
        }
        PageRequest page = call.page(PAGE, LARGEST_PAGE);
        PetShopLists.Slice slice = lists.page(category, page.limit(), page.offset(), PageRequest.REACH);
        return Reply.page(slice.shops(), page, slice.total());
    }

    private Runner create(Profiles profiles, Call call, Tx tx) {
        Caller caller = call.caller();
        int year = kernel.clock().instant().atZone(Times.KUALA_LUMPUR).getYear();
        CreateRunnerRequest sent = call.body(CreateRunnerRequest.class);
        return profiles.create(tx, caller.userId(), NewProfile.of(sent, caller.name(), caller.phone(), year));
    }

    private static UUID caller(Call call) {
        return call.caller().userId();
    }

    private static Position place(Call call) {
        return new Position(
                call.queryNumber("latitude").orElseThrow(),
                call.queryNumber("longitude").orElseThrow());
    }

    @Override
    public void close() {
        kernel.close();
    }
}
