package my.kilat.payment.overview;

import java.util.List;
import java.util.UUID;
import my.kilat.contract.internal.BookingFileQuestion;
import my.kilat.payment.settlement.Timing;
import my.kilat.payment.store.PaymentOverviews;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.time.Times;

/** Money for the operations console, which decides who may look at it. */
public final class OverviewEndpoints implements Endpoints {
    private final PaymentOverviews overviews;
    private final Timing timing;

    public OverviewEndpoints(PaymentOverviews overviews, Timing timing) {
        this.overviews = overviews;
        this.timing = timing;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("sumPayments", this::sum).on("findPaymentFile", this::find);
    }

    private Reply sum(Call call) {
        return Reply.ok(overviews.figures(Times.startOfDay(timing.now())));
    }

    private record File(List<PaymentOverviews.Line> payments, List<PaymentOverviews.Entry> ledger) {}

    private Reply find(Call call) {
        UUID booking = call.body(BookingFileQuestion.class).bookingId();
        return Reply.ok(new File(overviews.payments(booking), overviews.ledger(booking)));
    }
}
