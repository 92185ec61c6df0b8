package my.kilat.booking.overview;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.http.BookingView;
import my.kilat.booking.store.BookingOverviews;
import my.kilat.booking.store.BookingOverviews.Line;
import my.kilat.booking.store.BookingOverviews.Step;
import my.kilat.booking.store.Bookings;
import my.kilat.contract.booking.BookingResource;
import my.kilat.contract.internal.BookingFileQuestion;
import my.kilat.contract.internal.BookingRowsQuestion;
import my.kilat.platform.database.Database;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.page.Cursor;
import my.kilat.platform.page.CursorPage;
import my.kilat.platform.time.Times;

/** Bookings for the operations console, which decides who may look at them. */
public final class OverviewEndpoints implements Endpoints {
    private static final int PAGE = 50;

    private final Database database;
    private final Bookings bookings;
    private final BookingOverviews overviews;
    private final InstantSource clock;

    public OverviewEndpoints(Database database, Bookings bookings, BookingOverviews overviews, InstantSource clock) {
        this.database = database;
        this.bookings = bookings;
        this.overviews = overviews;
        this.clock = clock;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("countBookings", this::count)
                .on("listBookingRows", this::list)
                .on("findBookingFile", this::find);
    }

    private Reply count(Call call) {
        Instant now = clock.instant();
        Instant today = Times.startOfDay(now);
        return Reply.ok(overviews.figures(now, today));
    }

    private Reply list(Call call) {
        BookingRowsQuestion question = call.body(BookingRowsQuestion.class);
        Instant now = clock.instant();
        String number = question.number();
        if (number != null) {
            return Reply.ok(new CursorPage<>(overviews.ofNumber(number.strip().toUpperCase(Locale.ROOT), now), null));
        }
        Cursor start = Cursor.parse(question.before());
        List<Line> found = question.people().isEmpty()
                ? overviews.list(question.statuses(), question.stuck(), start, PAGE + 1, now)
                : overviews.ofPeople(question.people(), start, PAGE + 1, now);
        return Reply.ok(CursorPage.of(found, PAGE, line -> new Cursor(line.createdAt(), line.id())));
    }

    private record File(BookingResource booking, List<Step> history) {}

    private Reply find(Call call) {
        UUID id = call.body(BookingFileQuestion.class).bookingId();
        Booking booking = bookings.find(database, id).orElseThrow(() -> new Failure.NotFound("Booking", id));
        return Reply.ok(new File(BookingView.canonical(booking), overviews.steps(id)));
    }
}
