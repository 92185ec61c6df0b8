package my.kilat.payment.http;

import java.util.Optional;
import java.util.UUID;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.store.PaymentLists;
import my.kilat.payment.store.Payments;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.page.CursorRequest;
import my.kilat.platform.page.PageRequest;
import my.kilat.platform.page.Slice;
import my.kilat.platform.security.Caller;

/** Payments over HTTP, for callers who may see them. */
public final class PaymentEndpoints implements Endpoints {
    private static final int PAGE = 20;
    private static final int LARGEST_PAGE = 100;

    private final Payments payments;
    private final PaymentLists lists;
    private final PaymentView view;

    public PaymentEndpoints(Payments payments, PaymentLists lists, PaymentView view) {
        this.payments = payments;
        this.lists = lists;
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
        Caller caller = call.caller();
        Optional<CursorRequest> cursor =
                call.cursor("payments " + caller.role() + ' ' + caller.userId(), PAGE, LARGEST_PAGE);
        if (cursor.isPresent()) {
            return Reply.items(
                    lists.of(caller, cursor.get()).map(view::of), cursor.get().limit());
        }
        PageRequest page = call.page(PAGE, LARGEST_PAGE);
        Slice<Payment> slice = lists.of(caller, page);
        return Reply.items(slice.rows().stream().map(view::of).toList(), page, slice.total());
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
