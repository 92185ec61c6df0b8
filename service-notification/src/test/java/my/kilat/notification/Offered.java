package my.kilat.notification;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.dispatch.OfferStatus;
import my.kilat.contract.event.OfferEnded;
import my.kilat.contract.event.OfferMade;

/** An offer of a booking to a runner, and what dispatch says of it. */
record Offered(UUID booking, UUID id, UUID runner, Instant until) {

    static Offered to(UUID runner, Instant until) {
        return new Offered(UUID.randomUUID(), UUID.randomUUID(), runner, until);
    }

    /** The same booking, offered to somebody else: its events come after those of this one. */
    Offered next(UUID other, Instant end) {
        return new Offered(booking, UUID.randomUUID(), other, end);
    }

    OfferMade made() {
        return new OfferMade(booking, "BK-7QK2MX", id, runner, 1, until, until.minusSeconds(20));
    }

    OfferEnded ended(OfferStatus status) {
        return new OfferEnded(booking, id, runner, status, until.minusSeconds(10));
    }
}
