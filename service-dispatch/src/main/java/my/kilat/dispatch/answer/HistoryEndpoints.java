package my.kilat.dispatch.answer;

import java.util.List;
import java.util.UUID;
import my.kilat.contract.dispatch.Dispatch;
import my.kilat.contract.dispatch.DispatchOffer;
import my.kilat.contract.internal.DispatchQuestion;
import my.kilat.contract.internal.RunnerOffersQuestion;
import my.kilat.dispatch.domain.Ride;
import my.kilat.dispatch.domain.Search;
import my.kilat.dispatch.http.Kilometres;
import my.kilat.dispatch.store.Offers;
import my.kilat.dispatch.store.Offers.Offer;
import my.kilat.dispatch.store.Rides;
import my.kilat.dispatch.store.RunnerOffers;
import my.kilat.platform.database.Database;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.page.Cursor;
import my.kilat.platform.page.CursorPage;

/** Searches, and what was offered to a runner, for the services that decide who may see them. */
public final class HistoryEndpoints implements Endpoints {
    private static final int PAGE = 50;

    private final Database database;
    private final Rides rides;
    private final Offers offers;
    private final RunnerOffers ofRunners;

    public HistoryEndpoints(Database database, Rides rides, Offers offers, RunnerOffers ofRunners) {
        this.database = database;
        this.rides = rides;
        this.offers = offers;
        this.ofRunners = ofRunners;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("findDispatch", this::find).on("listRunnerOffers", this::list);
    }

    private Reply list(Call call) {
        RunnerOffersQuestion question = call.body(RunnerOffersQuestion.class);
        return Reply.ok(CursorPage.of(
                ofRunners.of(question.userId(), Cursor.parse(question.before()), PAGE + 1),
                PAGE,
                line -> new Cursor(line.madeAt(), line.id())));
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
