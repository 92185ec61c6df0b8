package my.kilat.booking.request;

import my.kilat.booking.http.BookingView;
import my.kilat.booking.http.Callers;
import my.kilat.contract.booking.CreateBookingRequest;
import my.kilat.platform.geo.Way;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Routes;
import my.kilat.platform.http.TransactionalHandler;

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

    private TransactionalHandler create(Call call) {
        CreateBookingRequest request = call.body(CreateBookingRequest.class);
        Way way = requests.way(request);
        return (_, tx) -> view.created(call, requests.book(tx, Callers.of(call), request, way));
    }
}
