package my.kilat.payment.booking;

import java.util.List;
import my.kilat.contract.internal.CancellationAnnouncement;
import my.kilat.contract.internal.PaymentStanding;
import my.kilat.contract.internal.PaymentStandings;
import my.kilat.contract.internal.StandingsQuestion;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.State;
import my.kilat.payment.store.KnownBookings;
import my.kilat.payment.store.Payments;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** The operations for the booking service. */
public final class InternalEndpoints implements Endpoints {
    private final Payments payments;
    private final KnownBookings bookings;

    public InternalEndpoints(Payments payments, KnownBookings bookings) {
        this.payments = payments;
        this.bookings = bookings;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("listPaymentStandings", this::standings).on("announceCancellation", this::expectCancellation);
    }

    private Reply standings(Call call) {
        List<PaymentStanding> items = payments
                .latestOf(call.body(StandingsQuestion.class).bookingIds())
                .stream()
                .map(InternalEndpoints::standing)
                .toList();
        return Reply.ok(new PaymentStandings(items));
    }

    private static PaymentStanding standing(Payment payment) {
        return new PaymentStanding(
                payment.terms().bookingId(),
                payment.id(),
                payment.terms().attempt(),
                payment.state().status(),
                payment.state() instanceof State.Failed failed && failed.isLapsed(),
                payment.terms().ownerId(),
                payment.terms().split().amountCents());
    }

    private Reply expectCancellation(Call call) {
        bookings.expectCancellation(call.body(CancellationAnnouncement.class).bookingId());
        return Reply.message("a cancellation is expected");
    }
}
