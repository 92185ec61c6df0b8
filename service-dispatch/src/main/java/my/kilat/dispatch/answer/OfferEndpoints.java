package my.kilat.dispatch.answer;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import my.kilat.dispatch.http.OfferView;
import my.kilat.dispatch.store.Offers;
import my.kilat.dispatch.store.Offers.Offer;
import my.kilat.platform.database.Database;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Offers over HTTP, for the runners they are made to. */
public final class OfferEndpoints implements Endpoints {
    private final Database database;
    private final OfferView view;
    private final Offers offers;
    private final Answers answers;
    private final InstantSource clock;

    public OfferEndpoints(Database database, OfferView view, Offers offers, Answers answers, InstantSource clock) {
        this.database = database;
        this.view = view;
        this.offers = offers;
        this.answers = answers;
        this.clock = clock;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on(
                        "listOffers",
                        call -> Reply.ok(view.show(offers.openOf(database, List.of(runner(call)), clock.instant()))))
                .on("acceptOfferedBooking", call -> shown(answers.accept(call.id("id"), runner(call))))
                .on("declineOffer", call -> shown(answers.decline(call.id("id"), runner(call))));
    }

    private static UUID runner(Call call) {
        return call.caller().userId();
    }

    private Reply shown(Offer offer) {
        return Reply.ok(view.show(List.of(offer)).getFirst());
    }
}
