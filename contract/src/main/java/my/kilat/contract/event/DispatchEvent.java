package my.kilat.contract.event;

import java.util.UUID;

/** How a runner is looked for; written by the dispatch service. */
public sealed interface DispatchEvent extends DomainEvent permits OfferMade, OfferEnded, SearchEnded {

    UUID bookingId();

    @Override
    default UUID key() {
        return bookingId();
    }
}
