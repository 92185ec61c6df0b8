package my.kilat.dispatch.answer;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import my.kilat.contract.dispatch.Place;
import my.kilat.dispatch.domain.Need;
import my.kilat.dispatch.domain.Order;
import my.kilat.dispatch.domain.Ride;
import my.kilat.dispatch.store.Offers;
import my.kilat.dispatch.store.Offers.Offer;
import my.kilat.dispatch.store.Rides;
import my.kilat.platform.database.Database;
import my.kilat.platform.geo.Position;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.money.Money;
import org.jspecify.annotations.Nullable;

/** Offers over HTTP, for the runners they are made to. */
public final class OfferEndpoints implements Endpoints {
    private final Database database;
    private final Rides rides;
    private final Offers offers;
    private final Answers answers;
    private final InstantSource clock;

    public OfferEndpoints(Database database, Rides rides, Offers offers, Answers answers, InstantSource clock) {
        this.database = database;
        this.rides = rides;
        this.offers = offers;
        this.answers = answers;
        this.clock = clock;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("listOffers", call -> Reply.ok(show(offers.openOf(database, runner(call), clock.instant()))))
                .on("acceptOfferedBooking", call -> shown(answers.accept(call.id("id"), runner(call))))
                .on("declineOffer", call -> shown(answers.decline(call.id("id"), runner(call))));
    }

    private static UUID runner(Call call) {
        return call.caller().userId();
    }

    private Reply shown(Offer offer) {
        return Reply.ok(show(List.of(offer)).getFirst());
    }

    private List<my.kilat.contract.dispatch.Offer> show(List<Offer> some) {
        Map<UUID, Ride> known = rides
                .list(database, some.stream().map(Offer::bookingId).distinct().toList())
                .stream()
                .collect(Collectors.toMap(Ride::bookingId, Function.identity()));
        return some.stream()
                .map(offer -> show(offer, known.get(offer.bookingId())))
                .toList();
    }

    private static my.kilat.contract.dispatch.Offer show(Offer offer, @Nullable Ride ride) {
        Order order = ride == null ? null : ride.order();
        Need need = order == null ? null : order.need();
        if (order == null || need == null) {
            throw new IllegalStateException("offer " + offer.id() + " of a booking that is not known");
        }
        return new my.kilat.contract.dispatch.Offer(
                offer.id(),
                offer.bookingId(),
                order.number(),
                offer.status(),
                offer.round(),
                need.pet(),
                need.crate(),
                place(order.pickup()),
                place(order.dropoff()),
                Kilometres.of(offer.metres()),
                order.priceCents(),
                Money.CURRENCY,
                offer.madeAt(),
                offer.expiresAt());
    }

    private static Place place(Position position) {
        return new Place(position.latitude(), position.longitude());
    }
}
