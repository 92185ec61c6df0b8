package my.kilat.booking.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.http.BookingView;
import my.kilat.booking.store.BookingOverviews;
import my.kilat.booking.store.BookingOverviews.Line;
import my.kilat.booking.store.BookingOverviews.Start;
import my.kilat.booking.store.BookingOverviews.Step;
import my.kilat.booking.store.Bookings;
import my.kilat.contract.internal.BookingFileQuestion;
import my.kilat.contract.internal.BookingRowsQuestion;
import my.kilat.platform.database.Database;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.id.Ids;
import org.jspecify.annotations.Nullable;

/** Bookings for the operations console, which decides who may look at them. */
public final class OverviewEndpoints implements Endpoints {
    private static final int PAGE = 50;
    private static final ZoneId DAYS = ZoneId.of("Asia/Kuala_Lumpur");
    private static final Start BEGINNING = new Start(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1), PAGE + 1);

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
        Instant today = LocalDate.ofInstant(now, DAYS).atStartOfDay(DAYS).toInstant();
        return Reply.ok(overviews.figures(now, today));
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Rows(List<Line> items, @Nullable String next) {}

    private Reply list(Call call) {
        BookingRowsQuestion question = call.body(BookingRowsQuestion.class);
        Instant now = clock.instant();
        String number = question.number();
        if (number != null) {
            return Reply.ok(new Rows(overviews.ofNumber(number.strip().toUpperCase(Locale.ROOT), now), null));
        }
        Start start = start(question.before());
        List<Line> found = question.people().isEmpty()
                ? overviews.list(question.statuses(), question.stuck(), start, now)
                : overviews.ofPeople(question.people(), start, now);
        if (found.size() <= PAGE) {
            return Reply.ok(new Rows(found, null));
        }
        List<Line> page = found.subList(0, PAGE);
        return Reply.ok(
                new Rows(page, page.getLast().createdAt() + "_" + page.getLast().id()));
    }

    /** A booking's exact time of creation and its id. */
    private static Start start(@Nullable String before) {
        if (before == null) {
            return BEGINNING;
        }
        String[] parts = before.split("_", 2);
        try {
            return new Start(Instant.parse(parts[0]), Ids.parse(parts[parts.length - 1]), PAGE + 1);
        } catch (DateTimeParseException e) {
            throw new Failure.Invalid("the cursor is not one of a page of bookings");
        }
    }

    private record File(my.kilat.contract.booking.Booking booking, List<Step> history) {}

    private Reply find(Call call) {
        UUID id = call.body(BookingFileQuestion.class).bookingId();
        Booking booking = bookings.find(database, id).orElseThrow(() -> new Failure.NotFound("Booking", id));
        return Reply.ok(new File(BookingView.canonical(booking), overviews.steps(id)));
    }
}
