package my.kilat.booking.ride;

import java.time.InstantSource;
import my.kilat.booking.domain.Planning;
import my.kilat.booking.domain.RidePolicy;
import my.kilat.booking.http.BookingView;
import my.kilat.booking.http.Callers;
import my.kilat.contract.booking.PickUpBookingRequest;
import my.kilat.platform.database.Tx;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** The steps of a runner over HTTP. */
public final class RideEndpoints implements Endpoints {
    private final Acceptances acceptances;
    private final Rides rides;
    private final RidePolicy policy;
    private final Planning planning;
    private final InstantSource clock;
    private final BookingView view;

    public RideEndpoints(
            Acceptances acceptances,
            Rides rides,
            RidePolicy policy,
            Planning planning,
            InstantSource clock,
            BookingView view) {
        this.acceptances = acceptances;
        this.rides = rides;
        this.policy = policy;
        this.planning = planning;
        this.clock = clock;
        this.view = view;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("acceptBooking", this::accept)
                .inTransaction("pickUpBooking", this::pickUp)
                .inTransaction("deliverBooking", this::deliver);
    }

    private Reply accept(Call call) throws InterruptedException {
        return view.ok(call, acceptances.accept(call.id("id"), Callers.of(call)));
    }

    private Reply pickUp(Call call, Tx tx) {
        boolean vaccinationsSeen = call.optionalBody(PickUpBookingRequest.class)
                .filter(request -> Boolean.TRUE.equals(request.vaccinationsSeen()))
                .isPresent();
        return view.ok(
                call,
                rides.move(
                        tx,
                        call.id("id"),
                        booking -> booking.pickUp(Callers.of(call), vaccinationsSeen, planning, clock.instant())));
    }

    private Reply deliver(Call call, Tx tx) {
        return view.ok(
                call,
                rides.move(tx, call.id("id"), booking -> booking.deliver(Callers.of(call), policy, clock.instant())));
    }
}
