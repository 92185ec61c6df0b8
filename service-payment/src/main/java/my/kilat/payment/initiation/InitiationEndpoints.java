package my.kilat.payment.initiation;

import java.util.Optional;
import my.kilat.contract.payment.InitiatePaymentRequest;
import my.kilat.payment.domain.Initiation;
import my.kilat.payment.http.PaymentView;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.money.Money;
import org.jspecify.annotations.Nullable;

/** Initiation of payments over HTTP. */
public final class InitiationEndpoints implements Endpoints {
    private static final String USUAL_METHOD = "card";

    private final Initiations initiations;
    private final PaymentView view;

    public InitiationEndpoints(Initiations initiations, PaymentView view) {
        this.initiations = initiations;
        this.view = view;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("initiatePayment", this::initiate);
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
}
