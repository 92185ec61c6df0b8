package my.kilat.booking.cancellation;

import my.kilat.booking.http.BookingView;
import my.kilat.booking.http.Callers;
import my.kilat.contract.booking.CancelBookingRequest;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Cancelling bookings over HTTP. */
public final class CancellationEndpoints implements Endpoints {
    private final Cancellations cancellations;
    private final BookingView view;

    public CancellationEndpoints(Cancellations cancellations, BookingView view) {
        this.cancellations = cancellations;
        this.view = view;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("cancelBooking", this::cancel);
    }

    private Reply cancel(Call call) {
        CancelBookingRequest request =
                call.optionalBody(CancelBookingRequest.class).orElseGet(() -> new CancelBookingRequest(null));
        String reason = request.reason() == null ? "" : request.reason();
        return view.ok(call, cancellations.cancel(call.id("id"), Callers.of(call), reason));
    }
}
