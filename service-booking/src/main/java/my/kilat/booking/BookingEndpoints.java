package my.kilat.booking;

import java.time.InstantSource;
import my.kilat.booking.cancellation.Cancellations;
import my.kilat.booking.confirmation.Confirmations;
import my.kilat.booking.domain.Actor;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.RidePolicy;
import my.kilat.booking.domain.StatusFilter;
import my.kilat.booking.request.Requests;
import my.kilat.booking.ride.Acceptances;
import my.kilat.booking.ride.Rides;
import my.kilat.booking.store.BookingLists;
import my.kilat.booking.store.Bookings;
import my.kilat.booking.view.BookingView;
import my.kilat.contract.booking.CancelBookingRequest;
import my.kilat.contract.booking.CreateBookingRequest;
import my.kilat.contract.internal.BookingStandings;
import my.kilat.contract.internal.StandingsQuestion;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.PageRequest;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** The operations on bookings, by the names of the contract. */
final class BookingEndpoints {
    private static final int PAGE = 20;
    private static final int LARGEST_PAGE = 100;

    private final Database database;
    private final InstantSource clock;
    private final RidePolicy policy;
    private final Bookings bookings;
    private final BookingLists lists;
    private final Requests requests;
    private final Acceptances acceptances;
    private final Rides rides;
    private final Confirmations confirmations;
    private final Cancellations cancellations;
    private final BookingView view;

    BookingEndpoints(
            Database database,
            InstantSource clock,
            RidePolicy policy,
            Bookings bookings,
            BookingLists lists,
            Requests requests,
            Acceptances acceptances,
            Rides rides,
            Confirmations confirmations,
            Cancellations cancellations,
            BookingView view) {
        this.database = database;
        this.clock = clock;
        this.policy = policy;
        this.bookings = bookings;
        this.lists = lists;
        this.requests = requests;
        this.acceptances = acceptances;
        this.rides = rides;
        this.confirmations = confirmations;
        this.cancellations = cancellations;
        this.view = view;
    }

    void addTo(Routes routes) {
        routes.inTransaction("createBooking", this::create)
                .on("listBookings", this::list)
                .on("getBooking", this::get)
                .on("acceptBooking", this::accept)
                .inTransaction("pickUpBooking", this::pickUp)
                .inTransaction("deliverBooking", this::deliver)
                .on("confirmBooking", this::confirm)
                .on("cancelBooking", this::cancel)
                .on("listBookingStandings", this::standings);
    }

    private Reply create(Call call, Tx tx) {
        return view.created(call, requests.book(tx, actor(call), call.body(CreateBookingRequest.class)));
    }

    private Reply list(Call call) {
        StatusFilter filter = call.query("status").map(StatusFilter::of).orElse(StatusFilter.ALL);
        PageRequest page = call.page(PAGE, LARGEST_PAGE);
        return switch (call.caller().role()) {
            case OWNER, SHOP -> view.page(call, lists.ofOwner(call.caller().userId(), filter, page), page);
            case ADMIN -> view.page(call, lists.all(filter, page), page);
            case RUNNER -> listForRunner(call, filter, page);
        };
    }

    /** A runner's client that asks for no page is the one that wants an object, and as much in it as there may be. */
    private Reply listForRunner(Call call, StatusFilter filter, PageRequest page) {
        if (call.hasQuery("page") || call.hasQuery("limit")) {
            return view.page(call, lists.ofRunner(call.caller().userId(), filter, page), page);
        }
        PageRequest everything = new PageRequest(1, LARGEST_PAGE);
        return view.items(call, lists.ofRunner(call.caller().userId(), filter, everything), everything);
    }

    private Reply get(Call call) {
        Booking booking = database.read(sql -> bookings.find(sql, call.id("id")))
                .orElseThrow(() -> new Failure.NotFound("Booking", call.id("id")));
        if (!booking.isVisibleTo(actor(call))) {
            throw new Failure.NotAllowed("only the parties of this booking can see it");
        }
        return view.ok(call, booking);
    }

    private Reply accept(Call call) throws InterruptedException {
        return view.ok(call, acceptances.accept(call.id("id"), actor(call)));
    }

    private Reply pickUp(Call call, Tx tx) {
        return view.ok(call, rides.move(tx, call.id("id"), booking -> booking.pickUp(actor(call), clock.instant())));
    }

    private Reply deliver(Call call, Tx tx) {
        return view.ok(
                call, rides.move(tx, call.id("id"), booking -> booking.deliver(actor(call), policy, clock.instant())));
    }

    private Reply confirm(Call call) throws InterruptedException {
        return view.ok(call, confirmations.confirm(call.id("id"), actor(call)));
    }

    private Reply cancel(Call call) {
        CancelBookingRequest request =
                call.optionalBody(CancelBookingRequest.class).orElseGet(() -> new CancelBookingRequest(null));
        String reason = request.reason() == null ? "" : request.reason();
        return view.ok(call, cancellations.cancel(call.id("id"), actor(call), reason));
    }

    /** What the payment service asks. */
    private Reply standings(Call call) {
        StandingsQuestion question = call.body(StandingsQuestion.class);
        return Reply.ok(new BookingStandings(database.read(sql -> bookings.standings(sql, question.bookingIds()))));
    }

    private static Actor.Person actor(Call call) {
        return new Actor.Person(call.caller().userId(), call.caller().role());
    }
}
