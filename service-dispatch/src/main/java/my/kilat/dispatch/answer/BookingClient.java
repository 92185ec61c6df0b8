package my.kilat.dispatch.answer;

import java.time.Duration;
import java.util.UUID;
import my.kilat.contract.internal.AcceptanceResult;
import my.kilat.contract.internal.OfferAcceptance;
import my.kilat.platform.service.ServiceClient;

/** Asks the booking service, which decides who has a booking. */
public final class BookingClient {
    private static final String ACCEPTANCES = "/internal/v1/bookings/acceptances";

    /** The booking service waits up to two seconds for the news of a payment; an offer stays claimed for longer than this. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final ServiceClient service;

    public BookingClient(ServiceClient service) {
        this.service = service;
    }

    /**
     * A runner accepts a booking. It may be repeated.
     *
     * @throws my.kilat.platform.failure.Failure.Unavailable when there is no answer; the runner may have it or not
     */
    AcceptanceResult accept(UUID booking, UUID runner) {
        return service.call(ACCEPTANCES, new OfferAcceptance(booking, runner), Answer.class, TIMEOUT).data;
    }

    private record Answer(AcceptanceResult data) {}
}
