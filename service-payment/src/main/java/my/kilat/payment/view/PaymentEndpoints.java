package my.kilat.payment.api;

import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.payment.InitiatePaymentRequest;
import my.kilat.contract.payment.RefundPaymentRequest;
import my.kilat.payment.domain.Initiation;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.escrow.Initiations;
import my.kilat.payment.escrow.Payments;
import my.kilat.payment.escrow.Refunds;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.money.Money;
import my.kilat.platform.page.PageRequest;
import org.jspecify.annotations.Nullable;

/** The operations on payments. */
public final class PaymentEndpoints implements Endpoints {
    private static final String USUAL_METHOD = "card";

    private final Payments payments;
    private final Initiations initiations;
    private final Refunds refunds;
    private final PaymentView view;

    /**
     * Answers from these parts.
     *
     * @param publicUrl where clients reach the gateway, without a slash at the end
     */
    public PaymentEndpoints(Payments payments, Initiations initiations, Refunds refunds, String publicUrl) {
        this.payments = payments;
        this.initiations = initiations;
        this.refunds = refunds;
        this.view = new PaymentView(publicUrl);
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("initiatePayment", this::initiate)
                .on("listPayments", this::list)
                .on("getPayment", this::get)
                .on("getPaymentOfBooking", this::getOfBooking)
                .on("refundPayment", this::refund)
                .on("openCheckout", this::checkout);
    }

    private Reply initiate(Call call) {
        InitiatePaymentRequest request = call.body(InitiatePaymentRequest.class);
        Initiation.Offer offer = new Initiation.Offer(
                call.caller(),
                request.amountCents(),
                given(request.currency()).orElse(Money.CURRENCY),
                given(request.paymentMethod()).orElse(USUAL_METHOD),
                given(request.customerEmail()).orElse(call.caller().email()));
        Initiations.Initiated initiated =
                initiations.initiate(request.bookingId(), offer, call.bearer().orElse(""));
        var shown = view.initiated(initiated.payment());
        return initiated.begun() ? Reply.created(shown) : Reply.ok(shown);
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).filter(stripped -> !stripped.isEmpty());
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

    private Reply refund(Call call) {
        UUID id = call.id("id");
        String reason = call.body(RefundPaymentRequest.class).reason();
        return Reply.ok(view.of(refunds.refund(id, reason)));
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
