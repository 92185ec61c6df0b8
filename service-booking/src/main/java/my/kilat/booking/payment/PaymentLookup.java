package my.kilat.booking.payment;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.http.Message;
import my.kilat.contract.internal.CancellationAnnouncement;
import my.kilat.contract.internal.PaymentStanding;
import my.kilat.contract.internal.PaymentStandings;
import my.kilat.contract.internal.StandingsQuestion;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.service.ServiceClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the payment service where an event would be too late. */
public final class PaymentLookup {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentLookup.class);
    private static final String CANCELLING = "/internal/v1/payments/cancelling";
    private static final String STANDINGS = "/internal/v1/payments/standings";

    /** Somebody who cancels waits for it. */
    private static final Duration WHILE_CANCELLING = Duration.ofSeconds(1);

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final ServiceClient paymentService;

    public PaymentLookup(ServiceClient paymentService) {
        this.paymentService = paymentService;
    }

    /**
     * Tells that a booking is about to be cancelled, so that whoever pays for it afterwards is refused. When the payment service
     * is away the cancellation goes on all the same: nobody can pay at it now, and what is paid before it has read of the
     * cancellation goes back.
     */
    public void announceCancellation(UUID bookingId) {
        try {
            paymentService.call(CANCELLING, new CancellationAnnouncement(bookingId), Done.class, WHILE_CANCELLING);
        } catch (Failure.Unavailable e) {
            LOG.warn("booking {} is cancelled without the payment service having been told", bookingId);
        }
    }

    /**
     * How the latest payments of bookings stand.
     *
     * @param bookingIds at most {@link StandingsQuestion#MOST}
     * @return those of the bookings that have a payment
     * @throws Failure.Unavailable when there is no answer that can be used
     */
    List<PaymentStanding> standings(List<UUID> bookingIds) {
        return paymentService
                .call(STANDINGS, new StandingsQuestion(bookingIds), Standings.class, TIMEOUT)
                .data
                .items();
    }

    private record Done(Message data) {}

    private record Standings(PaymentStandings data) {}
}
