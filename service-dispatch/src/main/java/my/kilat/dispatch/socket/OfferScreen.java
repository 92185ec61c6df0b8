package my.kilat.dispatch.socket;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.dispatch.OfferResource;
import my.kilat.platform.security.Caller;

/**
 * What a client has been told: the offers that it shows as open. What it is told next is the difference to those that are open
 * now, so it makes no difference how often, how late or in which order changes are heard of. Used by one thread at a time.
 */
final class OfferScreen {
    private final Caller runner;
    private final Map<UUID, OfferResource> open = new LinkedHashMap<>();

    OfferScreen(Caller runner) {
        this.runner = runner;
    }

    Caller runner() {
        return runner;
    }

    /** Those that are shown and not among the open ones. */
    List<OfferResource> ended(List<OfferResource> openNow) {
        Set<UUID> ids = new HashSet<>();
        openNow.forEach(offer -> ids.add(offer.id()));
        return open.values().stream().filter(offer -> !ids.contains(offer.id())).toList();
    }

    void takeOff(OfferResource ended) {
        open.remove(ended.id());
    }

    /** Puts those on that are not shown yet, and returns them. */
    List<OfferResource> putOn(List<OfferResource> openNow) {
        return openNow.stream()
                .filter(offer -> open.putIfAbsent(offer.id(), offer) == null)
                .toList();
    }

    /** Whether an offer is shown whose time is over. */
    boolean isOutdated(Instant now) {
        return open.values().stream().anyMatch(offer -> !offer.expiresAt().isAfter(now));
    }
}
