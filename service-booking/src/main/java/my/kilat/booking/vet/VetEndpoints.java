package my.kilat.booking.vet;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.NearestVets;
import my.kilat.booking.http.Callers;
import my.kilat.booking.store.Bookings;
import my.kilat.booking.store.VetSearch;
import my.kilat.platform.database.Database;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.geo.Position;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** The nearest vets during a ride, over HTTP. */
public final class VetEndpoints implements Endpoints {
    private final Database database;
    private final Bookings bookings;
    private final NearestVets nearest;
    private final InstantSource clock;

    public VetEndpoints(Database database, Bookings bookings, NearestVets nearest, InstantSource clock) {
        this.database = database;
        this.bookings = bookings;
        this.nearest = nearest;
        this.clock = clock;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("findVets", this::find);
    }

    private Reply find(Call call) {
        UUID id = call.id("id");
        Optional<Position> caller = position(call);
        Booking booking = bookings.find(database, id).orElseThrow(() -> new Failure.NotFound("Booking", id));
        NearestVets.requireReader(booking, Callers.of(call));
        Instant now = clock.instant();
        List<NearestVets.Found> found = VetSearch.around(database, NearestVets.from(booking, caller), nearest, now);
        return Reply.ok(nearest.choose(found, now).stream()
                .map(one -> VetView.nearby(one, now))
                .toList());
    }

    private static Optional<Position> position(Call call) {
        boolean some = call.queryNumber("latitude").isPresent();
        if (some != call.queryNumber("longitude").isPresent()) {
            throw new Failure.Invalid("latitude and longitude have to be given together, or neither of them");
        }
        return some ? Optional.of(call.place()) : Optional.empty();
    }
}
