package my.kilat.payment.escrow;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import my.kilat.payment.domain.BookingFacts;
import my.kilat.payment.domain.Heard;
import my.kilat.payment.domain.Payment;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.PlainSql;
import my.kilat.platform.database.Tx;

/**
 * What is known here of bookings. What is heard is added and leaves what is there, so the order in which things become
 * known does not matter.
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

    /** Adds what was heard and leaves what is there; only of two news about the runner the younger counts. */
    private static final String HEAR = """
            insert into booking as b (id, number, owner_id, price_cents, currency, runner_id, runner_since,
                confirmed_at, cancelled_at)
            select * from unnest(?, ?, ?, ?, ?, ?, ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
            on conflict (id) do update set number = coalesce(b.number, excluded.number),
                owner_id = coalesce(b.owner_id, excluded.owner_id),
                price_cents = coalesce(b.price_cents, excluded.price_cents),
                currency = coalesce(b.currency, excluded.currency),
                runner_id = case when b.runner_since > excluded.runner_since then b.runner_id
                                 when excluded.runner_since is not null then excluded.runner_id
                                 else coalesce(b.runner_id, excluded.runner_id) end,
                runner_since = greatest(b.runner_since, excluded.runner_since),
                confirmed_at = coalesce(b.confirmed_at, excluded.confirmed_at),
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

    /** Adds what was heard of bookings, in the order in which everybody locks them: that of their ids. */
    void hear(Tx tx, SortedMap<UUID, Heard> news) {
        Collection<Heard> heard = news.values();
        PlainSql.update(
                tx.sql(),
                HEAR,
                parameters -> parameters
                        .uuids(heard, Heard::id)
                        .texts(heard, Heard::number)
                        .uuids(heard, Heard::ownerId)
                        .numbers(heard, Heard::priceCents)
                        .texts(heard, Heard::currency)
                        .uuids(heard, Heard::runnerId)
                        .times(heard, Heard::runnerSince)
                        .times(heard, Heard::confirmedAt)
                        .times(heard, Heard::cancelledAt));
    }
}
