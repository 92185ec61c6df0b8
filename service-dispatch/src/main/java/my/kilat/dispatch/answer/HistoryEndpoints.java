package my.kilat.dispatch.answer;

import java.util.List;
import java.util.UUID;
import my.kilat.contract.dispatch.Dispatch;
import my.kilat.contract.dispatch.DispatchOffer;
import my.kilat.contract.internal.DispatchQuestion;
import my.kilat.dispatch.domain.Ride;
import my.kilat.dispatch.domain.Search;
import my.kilat.dispatch.http.Kilometres;
import my.kilat.dispatch.store.Offers;
import my.kilat.dispatch.store.Offers.Offer;
import my.kilat.dispatch.store.Rides;
import my.kilat.platform.database.Database;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Searches over HTTP, for the booking service, which decides who may see them. */
public final class HistoryEndpoints implements Endpoints {
    private final Database database;
    private final Rides rides;
    private final Offers offers;

    public HistoryEndpoints(Database database, Rides rides, Offers offers) {
        this.database = database;
        this.rides = rides;
        this.offers = offers;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("findDispatch", this::find);
    }

    private Reply find(Call call) {
        UUID booking = call.body(DispatchQuestion.class).bookingId();
        Search search = rides.find(database, booking)
                .orElseGet(() -> Ride.unheard(booking))
                .search();
        List<DispatchOffer> made = offers.of(database, booking).stream()
                .map(HistoryEndpoints::show)
                .toList();
        return Reply.ok(
                new Dispatch(booking, search.status(), search.round(), search.startedAt(), search.endedAt(), made));
    }

    private static DispatchOffer show(Offer offer) {
        return new DispatchOffer(
                offer.cycle(),
                offer.round(),
                offer.status(),
                Kilometres.of(offer.metres()),
                offer.madeAt(),
                offer.expiresAt(),
                offer.endedAt().orElse(null),
                offer.runnerId());
    }
}
