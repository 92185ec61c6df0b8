package my.kilat.payment.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import my.kilat.payment.domain.BookingFacts;
import my.kilat.payment.domain.BookingUpdate;
import my.kilat.payment.domain.Payment;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;

/** The local data about bookings. New data is only added, so the order of arrival does not matter. */
public final class KnownBookings {
    /** With aliases that no column of a payment has. */
    private static final String FACTS = """
            b.id as known_id, b.number as known_number, b.owner_id as known_owner_id,
            b.price_cents as known_price_cents, b.currency as known_currency, b.runner_id as known_runner_id,
            b.scheduled_at as known_scheduled_at,
            b.confirmed_at is not null as is_confirmed, b.cancelled_at is not null as is_cancelled""";

    private static final String HAS_LAPSED =
            "exists (select from payment where booking_id = b.id and status = 'failed' and held_at is not null)";

    /**
     * The lock is on the booking: a payment begins either before or after it is cancelled or confirmed. A transaction that had
     * to wait for the lock may see an outdated latest payment; the unique constraint then refuses its own.
     */
    private static final Sql LOCK_WITH_LATEST =
            Sql.of("select " + FACTS + ", b.cancelling, " + HAS_LAPSED + " as has_lapsed, " + PaymentRow.COLUMNS + """
             from booking b
             left join lateral (
                 select * from payment where booking_id = b.id order by attempt desc limit 1) p on true
            where b.id = :booking for update of b""");

    private static final Sql FIND = Sql.of("select " + FACTS + " from booking b where b.id = :booking");

    private static final Sql FIND_ALL = Sql.of("select " + FACTS + " from booking b where b.id = any(:bookings)");

    /** Adds new data and keeps the existing; of two updates of the runner the one with the higher version counts. */
    private static final Sql HEAR = Sql.of("""
            insert into booking as b (id, number, owner_id, price_cents, currency, scheduled_at, runner_id,
                runner_version, confirmed_at, cancelled_at)
            select * from unnest(:ids, :numbers, :owners, :prices, :currencies, :scheduled::timestamptz[], :runners,
                :runner_versions, :confirmed::timestamptz[], :cancelled::timestamptz[])
            on conflict (id) do update set number = coalesce(b.number, excluded.number),
                owner_id = coalesce(b.owner_id, excluded.owner_id),
                price_cents = coalesce(b.price_cents, excluded.price_cents),
                currency = coalesce(b.currency, excluded.currency),
                scheduled_at = coalesce(b.scheduled_at, excluded.scheduled_at),
                runner_id = case when b.runner_version > excluded.runner_version then b.runner_id
                                 when excluded.runner_version is not null then excluded.runner_id
                                 else coalesce(b.runner_id, excluded.runner_id) end,
                runner_version = greatest(b.runner_version, excluded.runner_version),
                confirmed_at = coalesce(b.confirmed_at, excluded.confirmed_at),
                cancelled_at = coalesce(b.cancelled_at, excluded.cancelled_at)""");

    private static final Sql EXPECT_CANCELLATION = Sql.of("""
            insert into booking as b (id, cancelling) values (:booking, true)
            on conflict (id) do update set cancelling = true where not b.cancelling""");

    private final Database database;

    public KnownBookings(Database database) {
        this.database = database;
    }

    /**
     * A booking with its latest payment.
     *
     * @param lapsed whether one of its payments has lapsed
     * @param inDoubt whether it was about to be cancelled, with an unknown result
     */
    public record WithPayment(BookingFacts booking, Optional<Payment> latest, boolean lapsed, boolean inDoubt) {
        /** Whether enough is known to decide about a payment. */
        public boolean isEnough() {
            return booking.isPriced() && !(lapsed && booking.lacksItsRunner());
        }
    }

    /** Locks the booking: until the transaction ends, no other one cancels or confirms it, or begins a payment for it. */
    public Optional<WithPayment> lock(Tx tx, UUID id) {
        return tx.first(LOCK_WITH_LATEST, values -> values.uuid("booking", id), KnownBookings::withPayment);
    }

    private static WithPayment withPayment(Row row) {
        BookingFacts booking = facts(row);
        return new WithPayment(
                booking,
                row.uuidOrNull("id") == null ? Optional.empty() : Optional.of(PaymentRow.read(row)),
                row.flag("has_lapsed"),
                row.flag("cancelling") && !booking.cancelled());
    }

    /** From now on a payment for the booking begins only after a query to the booking service whether it is cancelled. */
    public void expectCancellation(UUID id) {
        database.run(tx -> tx.update(EXPECT_CANCELLATION, values -> values.uuid("booking", id)));
    }

    /** The local data about the booking. */
    public Optional<BookingFacts> find(UUID id) {
        return database.first(FIND, values -> values.uuid("booking", id), KnownBookings::facts);
    }

    /** The local data about these bookings. */
    public List<BookingFacts> findAll(Collection<UUID> ids) {
        return database.list(FIND_ALL, values -> values.uuids("bookings", ids, id -> id), KnownBookings::facts);
    }

    private static BookingFacts facts(Row row) {
        return new BookingFacts(
                row.uuid("known_id"),
                row.textOrNull("known_number"),
                row.uuidOrNull("known_owner_id"),
                row.bigNumberOrNull("known_price_cents"),
                row.textOrNull("known_currency"),
                row.timeOrNull("known_scheduled_at"),
                row.uuidOrNull("known_runner_id"),
                row.flag("is_confirmed"),
                row.flag("is_cancelled"));
    }

    /** Stores updates of bookings, in the common lock order: by id. */
    public void hear(Tx tx, SortedMap<UUID, BookingUpdate> news) {
        Collection<BookingUpdate> heard = news.values();
        tx.update(
                HEAR,
                values -> values.uuids("ids", heard, BookingUpdate::id)
                        .texts("numbers", heard, BookingUpdate::number)
                        .uuids("owners", heard, BookingUpdate::ownerId)
                        .numbers("prices", heard, BookingUpdate::priceCents)
                        .texts("currencies", heard, BookingUpdate::currency)
                        .times("scheduled", heard, BookingUpdate::scheduledAt)
                        .uuids("runners", heard, BookingUpdate::runnerId)
                        .integers("runner_versions", heard, BookingUpdate::runnerVersion)
                        .times("confirmed", heard, BookingUpdate::confirmedAt)
                        .times("cancelled", heard, BookingUpdate::cancelledAt));
    }
}
