package my.kilat.booking.dispatch;

import java.time.InstantSource;
import java.util.UUID;
import my.kilat.booking.domain.Actor;
import my.kilat.booking.domain.Eligibility;
import my.kilat.booking.domain.RidePolicy;
import my.kilat.booking.http.BookingView;
import my.kilat.booking.http.Callers;
import my.kilat.booking.ride.Rides;
import my.kilat.booking.store.Suspensions;
import my.kilat.contract.booking.AssignRunnerRequest;
import my.kilat.contract.booking.DeclineBookingRequest;
import my.kilat.contract.booking.ReofferBookingRequest;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Bookings that change hands: given back by their runner, offered again or assigned by an administrator. */
public final class ReassignmentEndpoints implements Endpoints {
    private final Database database;
    private final Rides rides;
    private final RunnerLookup runners;
    private final RidePolicy policy;
    private final InstantSource clock;
    private final BookingView view;

    public ReassignmentEndpoints(
            Database database,
            Rides rides,
            RunnerLookup runners,
            RidePolicy policy,
            InstantSource clock,
            BookingView view) {
        this.database = database;
        this.rides = rides;
        this.runners = runners;
        this.policy = policy;
        this.clock = clock;
        this.view = view;
    }

    @Override
    public void addTo(Routes routes) {
        routes.inTransaction("declineBooking", this::decline)
                .inTransaction("reofferBooking", this::reoffer)
                .on("assignRunner", this::assign);
    }

    private Reply decline(Call call, Tx tx) {
        DeclineBookingRequest request = call.body(DeclineBookingRequest.class);
        Actor.Person runner = Callers.of(call);
        return view.ok(
                call,
                rides.move(tx, call.id("id"), booking -> booking.decline(runner, request.reason(), clock.instant())));
    }

    private Reply reoffer(Call call, Tx tx) {
        ReofferBookingRequest request = call.body(ReofferBookingRequest.class);
        Actor.Person admin = Callers.of(call);
        return view.ok(
                call,
                rides.move(tx, call.id("id"), booking -> booking.reoffer(admin, request.reason(), clock.instant())));
    }

    private Reply assign(Call call) {
        AssignRunnerRequest request = call.body(AssignRunnerRequest.class);
        UUID runner = request.runnerId();
        runners.requireRunner(runner);
        Actor.Person admin = Callers.of(call);
        return view.ok(call, database.transact(tx -> {
            Eligibility eligibility = new Eligibility(Suspensions.isSuspended(tx, runner), 0);
            return rides.move(
                    tx,
                    call.id("id"),
                    booking -> booking.assign(admin, runner, eligibility, request.reason(), policy, clock.instant()));
        }));
    }
}
