package my.kilat.booking.confirmation;

import my.kilat.booking.http.BookingView;
import my.kilat.booking.http.Callers;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Confirming deliveries over HTTP. */
public final class ConfirmationEndpoints implements Endpoints {
    private final Confirmations confirmations;
    private final BookingView view;

    public ConfirmationEndpoints(Confirmations confirmations, BookingView view) {
        this.confirmations = confirmations;
        this.view = view;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("confirmBooking", this::confirm);
    }

    private Reply confirm(Call call) throws InterruptedException {
        return view.ok(call, confirmations.confirm(call.id("id"), Callers.of(call)));
    }
}
