package my.kilat.booking.handling;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import my.kilat.booking.domain.Actor;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.HandlingAccess;
import my.kilat.booking.http.Callers;
import my.kilat.booking.store.Bookings;
import my.kilat.booking.store.HandlingCards;
import my.kilat.contract.booking.HandlingCard;
import my.kilat.contract.booking.HandlingRequest;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Reading and writing the handling card of a booking over HTTP. */
public final class HandlingEndpoints implements Endpoints {
    private final Database database;
    private final Bookings bookings;
    private final InstantSource clock;

    public HandlingEndpoints(Database database, Bookings bookings, InstantSource clock) {
        this.database = database;
        this.bookings = bookings;
        this.clock = clock;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("getHandling", this::get).inTransaction("replaceHandling", this::replace);
    }

    private Reply get(Call call) {
        UUID id = call.id("id");
        HandlingAccess.requireReader(find(database, id), Callers.of(call));
        return Reply.ok(HandlingCards.of(database, id));
    }

    private Reply replace(Call call, Tx tx) {
        UUID id = call.id("id");
        Actor.Person owner = Callers.of(call);
        Booking booking = find(tx, id);
        HandlingAccess.requireWriter(booking, owner);
        if (!HandlingCards.replace(
                tx,
                HandlingCard.of(id, call.body(HandlingRequest.class)),
                clock.instant().truncatedTo(ChronoUnit.SECONDS))) {
            throw new Failure.Conflict("the handling card can be changed until the pickup; call the runner instead");
        }
        return Reply.ok(HandlingCards.of(tx, id));
    }

    private Booking find(Queries queries, UUID id) {
        return bookings.find(queries, id).orElseThrow(() -> new Failure.NotFound("Booking", id));
    }
}
