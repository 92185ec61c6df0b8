package my.kilat.dispatch.socket;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import my.kilat.contract.dispatch.OfferExpiredFrame;
import my.kilat.contract.dispatch.OfferResource;
import my.kilat.contract.dispatch.OfferStatus;
import my.kilat.contract.dispatch.OfferWithdrawnFrame;
import my.kilat.contract.dispatch.WithdrawalReason;
import my.kilat.dispatch.domain.Ride;
import my.kilat.dispatch.store.Offers;
import my.kilat.dispatch.store.Rides;
import my.kilat.dispatch.store.Suspensions;
import my.kilat.platform.database.Queries;
import my.kilat.platform.json.Json;
import my.kilat.platform.socket.Frame;
import org.jspecify.annotations.Nullable;

/** What became of offers that are open no more. */
final class Endings {
    private final Map<UUID, Offers.Offer> offers;
    private final Map<UUID, Ride> rides;
    private final Set<UUID> suspended;

    private Endings(Map<UUID, Offers.Offer> offers, Map<UUID, Ride> rides, Set<UUID> suspended) {
        this.offers = offers;
        this.rides = rides;
        this.suspended = suspended;
    }

    /** Reads what became of these. */
    static Endings of(Queries queries, Offers offers, Rides rides, Collection<OfferResource> ended) {
        if (ended.isEmpty()) {
            return new Endings(Map.of(), Map.of(), Set.of());
        }
        List<Offers.Offer> found = offers.list(
                queries, ended.stream().map(OfferResource::id).distinct().toList());
        return new Endings(
                found.stream().collect(Collectors.toMap(Offers.Offer::id, Function.identity())),
                rides
                        .list(
                                queries,
                                ended.stream()
                                        .map(OfferResource::bookingId)
                                        .distinct()
                                        .toList())
                        .stream()
                        .collect(Collectors.toMap(Ride::bookingId, Function.identity())),
                Suspensions.among(
                        queries,
                        found.stream()
                                .filter(offer -> offer.status() == OfferStatus.WITHDRAWN)
                                .map(Offers.Offer::runnerId)
                                .distinct()
                                .toList()));
    }

    /** What tells of the end of one. */
    Frame frameOf(OfferResource shown) {
        Offers.Offer now = offers.get(shown.id());
        OfferStatus status = now == null ? OfferStatus.WITHDRAWN : now.status();
        Instant at = now == null ? shown.expiresAt() : now.endedAt().orElse(shown.expiresAt());
        return switch (status) {
            case OPEN, EXPIRED ->
                Frame.of(Json.text(OfferExpiredFrame.of(shown.id(), shown.bookingId(), shown.expiresAt())));
            case ACCEPTED -> withdrawn(shown, WithdrawalReason.ACCEPTED_BY_YOU, at);
            case DECLINED -> withdrawn(shown, WithdrawalReason.DECLINED_BY_YOU, at);
            case WITHDRAWN -> withdrawn(shown, reason(shown, now), at);
        };
    }

    /** Somebody else's acceptance first: it stands whether or not the runner was suspended meanwhile. */
    private WithdrawalReason reason(OfferResource shown, Offers.@Nullable Offer now) {
        if (isTaken(shown)) {
            return WithdrawalReason.TAKEN;
        }
        return now != null && suspended.contains(now.runnerId())
                ? WithdrawalReason.SUSPENDED
                : WithdrawalReason.CALLED_OFF;
    }

    private boolean isTaken(OfferResource shown) {
        Ride ride = rides.get(shown.bookingId());
        return ride != null && ride.isAssigned();
    }

    private static Frame withdrawn(OfferResource shown, WithdrawalReason reason, Instant at) {
        return Frame.of(Json.text(OfferWithdrawnFrame.of(shown.id(), shown.bookingId(), reason, at)));
    }
}
