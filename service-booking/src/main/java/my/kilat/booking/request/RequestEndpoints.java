package my.kilat.booking.request;

import my.kilat.booking.http.BookingView;
import my.kilat.booking.http.Callers;
import my.kilat.contract.booking.CreateBookingRequest;
import my.kilat.platform.database.Tx;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Booking rides over HTTP. */
public final class RequestEndpoints implements Endpoints {
    private final Requests requests;
    private final BookingView view;

    public RequestEndpoints(Requests requests, BookingView view) {
        this.requests = requests;
        this.view = view;
    }

    @Override
    public void addTo(Routes routes) {
        routes.inTransaction("createBooking", this::create);
    }

    private Reply create(Call call, Tx tx) {
        return view.created(call, requests.book(tx, Callers.of(call), call.body(CreateBookingRequest.class)));
    }
}
