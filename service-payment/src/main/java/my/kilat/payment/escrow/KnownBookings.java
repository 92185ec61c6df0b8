package my.kilat.payment.escrow;

import static my.kilat.payment.escrow.PaymentRow.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.payment.domain.BookingFacts;
import my.kilat.payment.domain.Payment;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import org.jdbi.v3.core.statement.Update;
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
            where b.id = :id for update of b""";

    private static final String LEARN = """
            insert into booking as b (id, number, owner_id, price_cents, currency, confirmed_at, cancelled_at)
            values (:id, :number, :owner, :price, :currency, :confirmed, :cancelled)
            on conflict (id) do update set number = coalesce(b.number, excluded.number),
                owner_id = coalesce(b.owner_id, excluded.owner_id),
                price_cents = coalesce(b.price_cents, excluded.price_cents),
                currency = coalesce(b.currency, excluded.currency),
                confirmed_at = coalesce(b.confirmed_at, excluded.confirmed_at),
                cancelled_at = coalesce(b.cancelled_at, excluded.cancelled_at)""";

    private static final String REQUESTED = """
            insert into booking as b (id, number, owner_id, price_cents, currency)
            select * from unnest(:ids, :numbers, :owners, :prices, :currencies)
            on conflict (id) do update set number = coalesce(b.number, excluded.number),
                owner_id = coalesce(b.owner_id, excluded.owner_id),
                price_cents = coalesce(b.price_cents, excluded.price_cents),
                currency = coalesce(b.currency, excluded.currency)
            where b.number is null or b.owner_id is null or b.price_cents is null or b.currency is null""";

    /** Of two messages about the runner the younger counts, whichever came last. */
    private static final String RIDERS = """
            insert into booking as b (id, number, owner_id, runner_id, runner_since)
            select * from unnest(:ids, :numbers, :owners, :runners, :times::timestamptz[])
            on conflict (id) do update set number = coalesce(b.number, excluded.number),
                owner_id = coalesce(b.owner_id, excluded.owner_id),
                runner_id = excluded.runner_id, runner_since = excluded.runner_since
            where b.runner_since is null or b.runner_since <= excluded.runner_since""";

    private static final String CONFIRMED = """
            insert into booking as b (id, number, owner_id, runner_id, confirmed_at)
            select * from unnest(:ids, :numbers, :owners, :runners, :times::timestamptz[])
            on conflict (id) do update set number = coalesce(b.number, excluded.number),
                owner_id = coalesce(b.owner_id, excluded.owner_id),
                runner_id = coalesce(b.runner_id, excluded.runner_id),
                confirmed_at = coalesce(b.confirmed_at, excluded.confirmed_at)""";

    private static final String CANCELLED = """
            insert into booking as b (id, number, cancelled_at)
            select * from unnest(:ids, :numbers, :times::timestamptz[])
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
        return tx.sql()
                .createQuery(LOCK_WITH_LATEST)
                .bind("id", id)
                .map((row, context) -> new WithPayment(
                        facts(row), row.getObject(8) == null ? Optional.empty() : Optional.of(PaymentRow.read(row, 8))))
                .findOne();
    }

    /** What is known of the booking. */
    Optional<BookingFacts> find(UUID id) {
        return database.read(handle -> handle.createQuery("select " + FACTS + " from booking b where b.id = :id")
                .bind("id", id)
                .map((row, context) -> facts(row))
                .findOne());
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
        database.run(tx -> tx.sql()
                .createUpdate(LEARN)
                .bind("id", booking.id())
                .bindByType("number", booking.number(), String.class)
                .bindByType("owner", booking.ownerId(), UUID.class)
                .bindByType("price", booking.priceCents(), Long.class)
                .bindByType("currency", booking.currency(), String.class)
                .bindByType("confirmed", booking.confirmed() ? utc(now) : null, OffsetDateTime.class)
                .bindByType("cancelled", booking.cancelled() ? utc(now) : null, OffsetDateTime.class)
                .execute());
    }

    /** Bookings were requested, or are on offer again. */
    void requested(Tx tx, Collection<BookingRequested> events) {
        Update update = tx.sql().createUpdate(REQUESTED);
        column(update, "ids", UUID.class, events, BookingRequested::bookingId);
        column(update, "numbers", String.class, events, BookingRequested::bookingNumber);
        column(update, "owners", UUID.class, events, BookingRequested::ownerId);
        column(update, "prices", Long.class, events, BookingRequested::estimatedPriceCents);
        column(update, "currencies", String.class, events, BookingRequested::currency);
        update.execute();
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
        Update update = tx.sql().createUpdate(RIDERS);
        column(update, "ids", UUID.class, riders, Rider::bookingId);
        column(update, "numbers", String.class, riders, Rider::number);
        column(update, "owners", UUID.class, riders, Rider::ownerId);
        column(update, "runners", UUID.class, riders, Rider::runnerId);
        column(update, "times", String.class, riders, rider -> rider.since().toString());
        update.execute();
    }

    /** Owners, or the timer in their place, confirmed deliveries. */
    void confirmed(Tx tx, Collection<DeliveryConfirmed> events) {
        Update update = tx.sql().createUpdate(CONFIRMED);
        column(update, "ids", UUID.class, events, DeliveryConfirmed::bookingId);
        column(update, "numbers", String.class, events, DeliveryConfirmed::bookingNumber);
        column(update, "owners", UUID.class, events, DeliveryConfirmed::ownerId);
        column(update, "runners", UUID.class, events, DeliveryConfirmed::runnerId);
        column(
                update,
                "times",
                String.class,
                events,
                event -> event.occurredAt().toString());
        update.execute();
    }

    /** Bookings were called off. */
    void cancelled(Tx tx, Collection<BookingCancelled> events) {
        Update update = tx.sql().createUpdate(CANCELLED);
        column(update, "ids", UUID.class, events, BookingCancelled::bookingId);
        column(update, "numbers", String.class, events, BookingCancelled::bookingNumber);
        column(
                update,
                "times",
                String.class,
                events,
                event -> event.occurredAt().toString());
        update.execute();
    }

    private static <E, T> void column(
            Update update, String name, Class<T> type, Collection<E> events, Function<E, @Nullable T> value) {
        update.bindArray(name, type, events.stream().map(value).toArray());
    }
}
