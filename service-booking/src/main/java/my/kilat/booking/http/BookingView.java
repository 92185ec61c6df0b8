package my.kilat.booking.http;

import java.util.List;
import java.util.function.Function;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Ride;
import my.kilat.booking.domain.State;
import my.kilat.booking.domain.Vaccinations;
import my.kilat.contract.booking.BookingResource;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.ShownStatus;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Reply;
import my.kilat.platform.money.Money;
import my.kilat.platform.page.CursorPage;
import my.kilat.platform.page.PageRequest;
import my.kilat.platform.page.Slice;

/** Bookings in responses. They depend on the origin of the request, which a {@code Vary} header tells caches. */
public final class BookingView {
    private final StatusSpelling spelling;

    public BookingView(StatusSpelling spelling) {
        this.spelling = spelling;
    }

    /** 200 with the booking. */
    public Reply ok(Call call, Booking booking) {
        return varying(Reply.ok(show(booking, spelling.of(call))));
    }

    /** 201 with the booking. */
    public Reply created(Call call, Booking booking) {
        return varying(Reply.created(show(booking, spelling.of(call))));
    }

    /** 200 with a page whose data is an array. */
    public Reply page(Call call, Slice<Booking> slice, PageRequest page) {
        return varying(Reply.page(show(call, slice), page, slice.total()));
    }

    /** 200 with a page that was read by cursor, whose data is an array. */
    public Reply page(Call call, CursorPage<Booking> page, int limit) {
        Function<BookingStatus, ShownStatus> spell = spelling.of(call);
        return varying(Reply.page(page.map(booking -> show(booking, spell)), limit));
    }

    /** 200 with a page whose data is an object with {@code items}, which is how the runner app reads its lists. */
    public Reply items(Call call, Slice<Booking> slice, PageRequest page) {
        return varying(Reply.items(show(call, slice), page, slice.total()));
    }

    /** A booking as operators are shown it. */
    public static BookingResource canonical(Booking booking) {
        return show(booking, ShownStatus::canonical);
    }

    private List<BookingResource> show(Call call, Slice<Booking> slice) {
        Function<BookingStatus, ShownStatus> spell = spelling.of(call);
        return slice.rows().stream().map(booking -> show(booking, spell)).toList();
    }

    private static Reply varying(Reply reply) {
        return reply.with("Vary", "Origin");
    }

    private static BookingResource show(Booking booking, Function<BookingStatus, ShownStatus> spell) {
        State state = booking.state();
        State.Cancelled cancelled = state instanceof State.Cancelled it ? it : null;
        Ride ride = booking.ride();
        List<String> warnings = Vaccinations.warnings(booking);
        return new BookingResource(
                booking.id(),
                booking.number(),
                booking.ownerId(),
                state.runner().orElse(null),
                spell.apply(booking.status()),
                ride.pet(),
                ride.crate(),
                ride.pickup(),
                ride.dropoff(),
                ride.route(),
                ride.priceCents(),
                state instanceof State.Completed completed ? completed.finalPriceCents() : null,
                Money.CURRENCY,
                ride.scheduledAt(),
                state.pickedUp().orElse(null),
                state.delivered().orElse(null),
                cancelled == null ? null : cancelled.cancelledAt(),
                cancelled == null ? "" : cancelled.note(),
                ride.notes(),
                booking.version(),
                booking.createdAt(),
                booking.updatedAt(),
                booking.payment().status(),
                warnings.isEmpty() ? null : warnings);
    }
}
