package my.kilat.dispatch.http;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import my.kilat.contract.dispatch.OfferResource;
import my.kilat.contract.dispatch.Place;
import my.kilat.dispatch.domain.Need;
import my.kilat.dispatch.domain.Order;
import my.kilat.dispatch.domain.Ride;
import my.kilat.dispatch.store.Offers.Offer;
import my.kilat.dispatch.store.Rides;
import my.kilat.platform.database.Database;
import my.kilat.platform.geo.Position;
import my.kilat.platform.money.Money;
import org.jspecify.annotations.Nullable;

/** Offers as their runners see them. */
public final class OfferView {
    private final Database database;
    private final Rides rides;

    public OfferView(Database database, Rides rides) {
        this.database = database;
        this.rides = rides;
    }

    /** These offers, in their order, with what is known of their bookings. */
    public List<OfferResource> show(List<Offer> some) {
        Map<UUID, Ride> known = rides
                .list(database, some.stream().map(Offer::bookingId).distinct().toList())
                .stream()
                .collect(Collectors.toMap(Ride::bookingId, Function.identity()));
        return some.stream()
                .map(offer -> one(offer, known.get(offer.bookingId())))
                .toList();
    }

    private static OfferResource one(Offer offer, @Nullable Ride ride) {
        Order order = ride == null ? null : ride.order();
        Need need = order == null ? null : order.need();
        if (order == null || need == null) {
            throw new IllegalStateException("offer " + offer.id() + " of a booking that is not known");
        }
        return new OfferResource(
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
