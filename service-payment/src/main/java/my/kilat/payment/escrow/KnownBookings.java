package my.kilat.payment.escrow;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.payment.domain.BookingFacts;
import my.kilat.payment.domain.Payment;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.PlainSql;
import my.kilat.platform.database.Tx;
import org.jspecify.annotations.Nullable;

/**
 * What is known here of bookings. Every method adds what it brings and leaves what is there, so the order in which things
 * become known does not matter. Lists hold each booking once.
 */
public final class KnownBookings {
    private static final String FACTS =
            "b.id, b.number, b.owner_id, b.price_cents, b.currency, b.confirmed_at is not null, b.cancelled_at is not null";

    /**
     * The lock is on the booking: a payment begins either before or after it is cancelled or confirmed. Who had to wait
     * for the lock may be shown an older payment than there is; the unique constraint then refuses theirs.
     */
    private static final String LOCK_WITH_LATEST = "select " + FACTS + ", " + PaymentRow.COLUMNS + """
             from booking b
             left join lateral (
                 select * from payment where booking_id = b.id order by attempt desc limit 1) p on true
            where b.id = ? for update of b""";

    private static final String FIND = "select " + FACTS + " from booking b where b.id = ?";

    private static final String LEARN = """
            insert into booking as b (id, number, owner_id, price_cents, currency, confirmed_at, cancelled_at)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do update set number = coalesce(b.number, excluded.number),
                owner_id = coalesce(b.owner_id, excluded.owner_id),
                price_cents = coalesce(b.price_cents, excluded.price_cents),
                currency = coalesce(b.currency, excluded.currency),
                confirmed_at = coalesce(b.confirmed_at, excluded.confirmed_at),
                cancelled_at = coalesce(b.cancelled_at, excluded.cancelled_at)""";

    private static final String REQUESTED = """
            insert into booking as b (id, number, owner_id, price_cents, currency)
            select * from unnest(?, ?, ?, ?, ?)
            on conflict (id) do update set number = coalesce(b.number, excluded.number),
                owner_id = coalesce(b.owner_id, excluded.owner_id),
                price_cents = coalesce(b.price_cents, excluded.price_cents),
                currency = coalesce(b.currency, excluded.currency)
            where b.number is null or b.owner_id is null or b.price_cents is null or b.currency is null""";

    /** Of two messages about the runner the younger counts, whichever came last. */
    private static final String RIDERS = """
            insert into booking as b (id, number, owner_id, runner_id, runner_since)
            select * from unnest(?, ?, ?, ?, ?::timestamptz[])
            on conflict (id) do update set number = coalesce(b.number, excluded.number),
                owner_id = coalesce(b.owner_id, excluded.owner_id),
                runner_id = excluded.runner_id, runner_since = excluded.runner_since
            where b.runner_since is null or b.runner_since <= excluded.runner_since""";

    private static final String CONFIRMED = """
            insert into booking as b (id, number, owner_id, runner_id, confirmed_at)
            select * from unnest(?, ?, ?, ?, ?::timestamptz[])
            on conflict (id) do update set number = coalesce(b.number, excluded.number),
                owner_id = coalesce(b.owner_id, excluded.owner_id),
                runner_id = coalesce(b.runner_id, excluded.runner_id),
                confirmed_at = coalesce(b.confirmed_at, excluded.confirmed_at)""";

    private static final String CANCELLED = """
            insert into booking as b (id, number, cancelled_at)
            select * from unnest(?, ?, ?::timestamptz[])
            on conflict (id) do update set number = coalesce(b.number, excluded.number),
                cancelled_at = coalesce(b.cancelled_at, excluded.cancelled_at)""";

    private final Database database;

    public KnownBookings(Database database) {
        this.database = database;
    }

    /** A booking with its latest payment. */
    record WithPayment(BookingFacts booking, Optional<Payment> latest) {}

    /** The booking; nobody cancels or confirms it, or begins a payment for it, until the transaction ends. */
    Optional<WithPayment> lock(Tx tx, UUID id) {
        return PlainSql.one(
                tx.sql(),
                LOCK_WITH_LATEST,
                parameters -> parameters.uuid(id),
                row -> new WithPayment(
                        facts(row),
                        row.getObject(8) == null ? Optional.empty() : Optional.of(PaymentRow.read(row, 8))));
    }

    /** What is known of the booking. */
    Optional<BookingFacts> find(UUID id) {
        return database.read(
                handle -> PlainSql.one(handle, FIND, parameters -> parameters.uuid(id), KnownBookings::facts));
    }

    private static BookingFacts facts(ResultSet row) throws SQLException {
        return new BookingFacts(
                row.getObject(1, UUID.class),
                row.getString(2),
                (UUID) row.getObject(3),
                (Long) row.getObject(4),
                row.getString(5),
                row.getBoolean(6),
                row.getBoolean(7));
    }

    /** What the booking service said of a booking when it was asked. */
    void learn(BookingFacts booking, Instant now) {
        database.run(tx -> PlainSql.update(
                tx.sql(),
                LEARN,
                parameters -> parameters
                        .uuid(booking.id())
                        .text(booking.number())
                        .uuid(booking.ownerId())
                        .numberOrNull(booking.priceCents())
                        .text(booking.currency())
                        .time(booking.confirmed() ? now : null)
                        .time(booking.cancelled() ? now : null)));
    }

    /** Bookings were requested, or are on offer again. */
    void requested(Tx tx, Collection<BookingRequested> events) {
        PlainSql.update(
                tx.sql(),
                REQUESTED,
                parameters -> parameters
                        .uuids(events, BookingRequested::bookingId)
                        .texts(events, BookingRequested::bookingNumber)
                        .uuids(events, BookingRequested::ownerId)
                        .numbers(events, BookingRequested::estimatedPriceCents)
                        .texts(events, BookingRequested::currency));
        List<Rider> without = events.stream()
                .filter(BookingRequested::reoffer)
                .map(event ->
                        new Rider(event.bookingId(), event.bookingNumber(), event.ownerId(), null, event.occurredAt()))
                .toList();
        if (!without.isEmpty()) {
            riders(tx, without);
        }
    }

    /** Runners took bookings. */
    void accepted(Tx tx, Collection<BookingAccepted> events) {
        riders(
                tx,
                events.stream()
                        .map(event -> new Rider(
                                event.bookingId(),
                                event.bookingNumber(),
                                event.ownerId(),
                                event.runnerId(),
                                event.occurredAt()))
                        .toList());
    }

    /** Who has a booking, or that nobody has it, from some time on. */
    private record Rider(
            UUID bookingId,
            String number,
            UUID ownerId,
            @Nullable UUID runnerId,
            Instant since) {}

    private static void riders(Tx tx, List<Rider> riders) {
        PlainSql.update(
                tx.sql(),
                RIDERS,
                parameters -> parameters
                        .uuids(riders, Rider::bookingId)
                        .texts(riders, Rider::number)
                        .uuids(riders, Rider::ownerId)
                        .uuids(riders, Rider::runnerId)
                        .times(riders, Rider::since));
    }

    /** Owners, or the timer in their place, confirmed deliveries. */
    void confirmed(Tx tx, Collection<DeliveryConfirmed> events) {
        PlainSql.update(
                tx.sql(),
                CONFIRMED,
                parameters -> parameters
                        .uuids(events, DeliveryConfirmed::bookingId)
                        .texts(events, DeliveryConfirmed::bookingNumber)
                        .uuids(events, DeliveryConfirmed::ownerId)
                        .uuids(events, DeliveryConfirmed::runnerId)
                        .times(events, DeliveryConfirmed::occurredAt));
    }

    /** Bookings were called off. */
    void cancelled(Tx tx, Collection<BookingCancelled> events) {
        PlainSql.update(
                tx.sql(),
                CANCELLED,
                parameters -> parameters
                        .uuids(events, BookingCancelled::bookingId)
                        .texts(events, BookingCancelled::bookingNumber)
                        .times(events, BookingCancelled::occurredAt));
    }
}
