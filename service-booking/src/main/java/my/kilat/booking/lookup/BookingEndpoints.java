package my.kilat.booking.lookup;

import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.StatusFilter;
import my.kilat.booking.http.BookingView;
import my.kilat.booking.http.Callers;
import my.kilat.booking.store.BookingLists;
import my.kilat.booking.store.Bookings;
import my.kilat.contract.internal.BookingStandings;
import my.kilat.contract.internal.StandingsQuestion;
import my.kilat.platform.database.Database;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.page.PageRequest;

/** Bookings as they are, for those who may see them and for the payment service. */
public final class BookingEndpoints implements Endpoints {
    private static final int PAGE = 20;
    private static final int LARGEST_PAGE = 100;

    private final Database database;
    private final Bookings bookings;
    private final BookingLists lists;
    private final BookingView view;

    public BookingEndpoints(Database database, Bookings bookings, BookingLists lists, BookingView view) {
        this.database = database;
        this.bookings = bookings;
        this.lists = lists;
        this.view = view;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("listBookings", this::list).on("getBooking", this::get).on("listBookingStandings", this::standings);
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
        Booking booking = bookings.find(database, call.id("id"))
                .orElseThrow(() -> new Failure.NotFound("Booking", call.id("id")));
        if (!booking.isVisibleTo(Callers.of(call))) {
            throw new Failure.NotAllowed("only the parties of this booking can see it");
        }
        return view.ok(call, booking);
    }

    /** What the payment service asks. */
    private Reply standings(Call call) {
        StandingsQuestion question = call.body(StandingsQuestion.class);
        return Reply.ok(new BookingStandings(bookings.standings(database, question.bookingIds())));
    }
}
