package my.kilat.payment.refund;

import java.util.UUID;
import my.kilat.contract.payment.RefundPaymentRequest;
import my.kilat.payment.http.PaymentView;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Refunds by admins over HTTP. */
public final class RefundEndpoints implements Endpoints {
    private final Refunds refunds;
    private final PaymentView view;

    public RefundEndpoints(Refunds refunds, PaymentView view) {
        this.refunds = refunds;
        this.view = view;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("refundPayment", this::refund);
    }

    private Reply refund(Call call) {
        UUID id = call.id("id");
        String reason = call.body(RefundPaymentRequest.class).reason();
        return Reply.ok(view.of(refunds.refund(id, reason)));
    }
}
