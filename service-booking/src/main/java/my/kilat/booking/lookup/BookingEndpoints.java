package my.kilat.booking.lookup;

import java.util.Optional;
import java.util.TreeSet;
import my.kilat.booking.domain.StatusFilter;
import my.kilat.booking.domain.Visibility;
import my.kilat.booking.http.BookingView;
import my.kilat.booking.http.Callers;
import my.kilat.contract.identity.Role;
import my.kilat.contract.internal.BookingStandings;
import my.kilat.contract.internal.StandingsQuestion;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.page.CursorRequest;
import my.kilat.platform.page.PageRequest;

/** Reading bookings over HTTP. */
public final class BookingEndpoints implements Endpoints {
    private static final int PAGE = 20;
    private static final int LARGEST_PAGE = 100;

    private final BookingLookup lookup;
    private final BookingView view;

    public BookingEndpoints(BookingLookup lookup, BookingView view) {
        this.lookup = lookup;
        this.view = view;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("listBookings", this::list)
                .on("getBooking", this::get)
                .on("listBookingHistory", call -> Reply.ok(lookup.history(call.id("id"), Callers.of(call))))
                .on("listBookingStandings", this::standings);
    }

    /** A runner's client that asks for no page is the one that reads an object, and as many bookings as it may hold. */
    private Reply list(Call call) {
        Visibility visibility = visibility(call);
        StatusFilter filter = call.query("status").map(StatusFilter::of).orElse(StatusFilter.ALL);
        Optional<CursorRequest> cursor = call.cursor(name(visibility, filter), PAGE, LARGEST_PAGE);
        if (cursor.isPresent()) {
            return view.page(
                    call,
                    lookup.list(visibility, filter, cursor.get()),
                    cursor.get().limit());
        }
        if (call.caller().role() == Role.RUNNER && !call.hasQuery("page") && !call.hasQuery("limit")) {
            PageRequest page = new PageRequest(1, LARGEST_PAGE);
            return view.items(call, lookup.list(visibility, filter, page), page);
        }
        PageRequest page = call.page(PAGE, LARGEST_PAGE);
        return view.page(call, lookup.list(visibility, filter, page), page);
    }

    /** Of a list whose cursors are no good for another: an administrator's is the same for all of them. */
    private static String name(Visibility visibility, StatusFilter filter) {
        String whose = visibility.scope() == Visibility.Scope.ALL
                ? ""
                : visibility.person().id().toString();
        return "bookings " + visibility.scope() + ' ' + whose + ' ' + new TreeSet<>(filter.statuses());
    }

    private Reply get(Call call) {
        return view.ok(call, lookup.get(call.id("id"), visibility(call)));
    }

    private static Visibility visibility(Call call) {
        return new Visibility(Callers.of(call));
    }

    /** What the payment service asks. */
    private Reply standings(Call call) {
        StandingsQuestion question = call.body(StandingsQuestion.class);
        return Reply.ok(new BookingStandings(lookup.standings(question.bookingIds())));
    }
}
