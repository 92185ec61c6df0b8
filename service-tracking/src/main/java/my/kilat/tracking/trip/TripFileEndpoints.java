package my.kilat.tracking.trip;

import java.util.List;
import my.kilat.contract.internal.BookingFileQuestion;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.tracking.store.Trips;

/** The trips of a booking for the operations console, which decides who may look at them. */
public final class TripFileEndpoints implements Endpoints {
    private final Trips trips;

    public TripFileEndpoints(Trips trips) {
        this.trips = trips;
    }

    private record File(List<Trips.Summary> trips) {}

    @Override
    public void addTo(Routes routes) {
        routes.on("findTripFile", this::find);
    }

    private Reply find(Call call) {
        return Reply.ok(
                new File(trips.allOf(call.body(BookingFileQuestion.class).bookingId())));
    }
}
