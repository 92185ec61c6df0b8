package my.kilat.booking.welfare;

import java.util.UUID;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Party;
import my.kilat.booking.http.Callers;
import my.kilat.booking.store.Bookings;
import my.kilat.booking.store.WelfareSummaries;
import my.kilat.contract.booking.BookingWelfare;
import my.kilat.platform.database.Database;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** How the pet of a booking was carried, for its owner and administrators. */
public final class WelfareEndpoints implements Endpoints {
    private final Database database;
    private final Bookings bookings;

    public WelfareEndpoints(Database database, Bookings bookings) {
        this.database = database;
        this.bookings = bookings;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("getWelfare", this::get);
    }

    private Reply get(Call call) {
        UUID id = call.id("id");
        Booking booking = bookings.find(database, id).orElseThrow(() -> new Failure.NotFound("Booking", id));
        Party party = booking.partyOf(Callers.of(call));
        if (party != Party.OWNER && party != Party.ADMIN) {
            throw new Failure.NotAllowed("only the owner of this booking can see how the pet was carried");
        }
        return Reply.ok(WelfareSummaries.find(database, id)
                .map(summary -> new BookingWelfare(id, summary))
                .orElseThrow(() -> new Failure.NotFound("Welfare summary", id)));
    }
}
