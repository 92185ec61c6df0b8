package my.kilat.payment.http;

import java.util.UUID;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.store.Payments;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.page.PageRequest;

/** Payments over HTTP, for callers who may see them. */
public final class PaymentEndpoints implements Endpoints {
    private final Payments payments;
    private final PaymentView view;

    public PaymentEndpoints(Payments payments, PaymentView view) {
        this.payments = payments;
        this.view = view;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("listPayments", this::list)
                .on("getPayment", this::get)
                .on("getPaymentOfBooking", this::getOfBooking)
                .on("openCheckout", this::checkout);
    }

    private Reply list(Call call) {
        PageRequest page = call.page(20, 100);
        Payments.Listing listing = payments.visibleTo(call.caller(), page);
        return Reply.items(listing.rows().stream().map(view::of).toList(), page, listing.total());
    }

    private Reply get(Call call) {
        UUID id = call.id("id");
        return shown(call, payments.find(id).orElseThrow(() -> notFound(id)));
    }

    private Reply getOfBooking(Call call) {
        UUID bookingId = call.id("bookingId");
        return shown(
                call,
                payments.latestOf(bookingId).orElseThrow(() -> new Failure.NotFound("Payment of booking", bookingId)));
    }

    private Reply shown(Call call, Payment payment) {
        payment.requireVisibleTo(call.caller());
        return Reply.ok(view.of(payment));
    }

    private Reply checkout(Call call) {
        UUID id = call.id("id");
        String key = call.query("key").orElse("");
        return payments.find(id)
                .filter(payment -> CheckoutPage.opens(key, payment))
                .map(CheckoutPage::of)
                .orElseThrow(() -> notFound(id));
    }

    private static Failure notFound(UUID id) {
        return new Failure.NotFound("Payment", id);
    }
}
