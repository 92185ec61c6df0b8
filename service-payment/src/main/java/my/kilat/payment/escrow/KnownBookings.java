package my.kilat.payment.escrow;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import my.kilat.payment.domain.BookingFacts;
import my.kilat.payment.domain.BookingUpdate;
import my.kilat.payment.domain.Payment;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.PlainSql;
import my.kilat.platform.database.Tx;
import org.jspecify.annotations.Nullable;

/**
 * What is known here of bookings. What is heard is added and leaves what is there, so the order in which things become
 * known does not matter.
 */
public final class KnownBookings {
    private static final String FACTS =
            "b.id, b.number, b.owner_id, b.price_cents, b.currency, b.runner_id, b.confirmed_at is not null,"
                    + " b.cancelled_at is not null";

    private static final String HAS_LAPSED =
            "exists (select from payment where booking_id = b.id and status = 'failed' and held_at is not null)";

    /**
     * The lock is on the booking: a payment begins either before or after it is cancelled or confirmed. Who had to wait
     * for the lock may be shown an older payment than there is; the unique constraint then refuses theirs.
     */
    private static final String LOCK_WITH_LATEST =
            "select " + FACTS + ", b.cancelling, " + HAS_LAPSED + ", " + PaymentRow.COLUMNS + """
             from booking b
             left join lateral (
                 select * from payment where booking_id = b.id order by attempt desc limit 1) p on true
            where b.id = ? for update of b""";

    private static final String FIND = "select " + FACTS + " from booking b where b.id = ?";

    private static final String FIND_ALL = "select " + FACTS + " from booking b where b.id = any(?)";

    /** Adds what was heard and leaves what is there; only of two news about the runner the newer version counts. */
    private static final String HEAR = """
            insert into booking as b (id, number, owner_id, price_cents, currency, runner_id, runner_version,
                confirmed_at, cancelled_at)
            select * from unnest(?, ?, ?, ?, ?, ?, ?::integer[], ?::timestamptz[], ?::timestamptz[])
            on conflict (id) do update set number = coalesce(b.number, excluded.number),
                owner_id = coalesce(b.owner_id, excluded.owner_id),
                price_cents = coalesce(b.price_cents, excluded.price_cents),
                currency = coalesce(b.currency, excluded.currency),
                runner_id = case when b.runner_version > excluded.runner_version then b.runner_id
                                 when excluded.runner_version is not null then excluded.runner_id
                                 else coalesce(b.runner_id, excluded.runner_id) end,
                runner_version = greatest(b.runner_version, excluded.runner_version),
                confirmed_at = coalesce(b.confirmed_at, excluded.confirmed_at),
                cancelled_at = coalesce(b.cancelled_at, excluded.cancelled_at)""";

    private static final String EXPECT_CANCELLATION = """
            insert into booking as b (id, cancelling) values (?, true)
            on conflict (id) do update set cancelling = true where not b.cancelling""";

    private final Database database;

    public KnownBookings(Database database) {
        this.database = database;
    }

    /**
     * A booking with its latest payment.
     *
     * @param lapsed whether one of its payments has lapsed
     * @param inDoubt whether it was about to be cancelled, and it is not known here whether it was
     */
    record WithPayment(BookingFacts booking, Optional<Payment> latest, boolean lapsed, boolean inDoubt) {
        /** Whether enough is known to decide about a payment. */
        boolean isEnough() {
            return booking.isPriced() && !(lapsed && booking.lacksItsRunner());
        }
    }

    /** The booking; nobody cancels or confirms it, or begins a payment for it, until the transaction ends. */
    Optional<WithPayment> lock(Tx tx, UUID id) {
        return PlainSql.one(tx.sql(), LOCK_WITH_LATEST, parameters -> parameters.uuid(id), KnownBookings::withPayment);
    }

    private static WithPayment withPayment(ResultSet row) throws SQLException {
        BookingFacts booking = facts(row);
        return new WithPayment(
                booking,
                row.getObject(11) == null ? Optional.empty() : Optional.of(PaymentRow.read(row, 11)),
                row.getBoolean(10),
                row.getBoolean(9) && !booking.cancelled());
    }

    /** From now on a payment for the booking begins only after the booking service was asked whether it is cancelled. */
    public void expectCancellation(UUID id) {
        database.run(tx -> PlainSql.update(tx.sql(), EXPECT_CANCELLATION, parameters -> parameters.uuid(id)));
    }

    /** What is known of the booking. */
    Optional<BookingFacts> find(UUID id) {
        return database.read(
                handle -> PlainSql.one(handle, FIND, parameters -> parameters.uuid(id), KnownBookings::facts));
    }

    /** What is known of these bookings. */
    List<BookingFacts> findAll(Collection<UUID> ids) {
        return database.read(handle ->
                PlainSql.list(handle, FIND_ALL, parameters -> parameters.uuids(ids, id -> id), KnownBookings::facts));
    }

    private static BookingFacts facts(ResultSet row) throws SQLException {
        return new BookingFacts(
                row.getObject(1, UUID.class),
                row.getString(2),
                (UUID) row.getObject(3),
                (Long) row.getObject(4),
                row.getString(5),
                (UUID) row.getObject(6),
                row.getBoolean(7),
                row.getBoolean(8));
    }

    private static @Nullable Long runnerVersion(BookingUpdate heard) {
        Integer version = heard.runnerVersion();
        return version == null ? null : version.longValue();
    }

    /** Adds what was heard of bookings, in the order in which everybody locks them: that of their ids. */
    void hear(Tx tx, SortedMap<UUID, BookingUpdate> news) {
        Collection<BookingUpdate> heard = news.values();
        PlainSql.update(
                tx.sql(),
                HEAR,
                parameters -> parameters
                        .uuids(heard, BookingUpdate::id)
                        .texts(heard, BookingUpdate::number)
                        .uuids(heard, BookingUpdate::ownerId)
                        .numbers(heard, BookingUpdate::priceCents)
                        .texts(heard, BookingUpdate::currency)
                        .uuids(heard, BookingUpdate::runnerId)
                        .numbers(heard, KnownBookings::runnerVersion)
                        .times(heard, BookingUpdate::confirmedAt)
                        .times(heard, BookingUpdate::cancelledAt));
    }
}
