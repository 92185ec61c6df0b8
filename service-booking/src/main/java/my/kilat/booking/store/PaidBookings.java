package my.kilat.booking.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import my.kilat.booking.domain.Payment;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.internal.StandingsQuestion;
import my.kilat.platform.database.PlainSql;
import my.kilat.platform.reconcile.Pairs;
import org.jdbi.v3.core.Handle;

/** What bookings have heard of their payments, page by page, to be compared. */
public final class PaidBookings {
    private static final int PAGE = 100;
    private static final int RANGE = StandingsQuestion.MOST;
    private static final Instant THE_END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");
    private static final UUID FIRST = new UUID(0, 0);
    private static final UUID LAST = new UUID(-1, -1);

    private static final String COLUMNS =
            "b.id, b.status, b.confirmed_at is not null or b.status = 'completed', b.created_at, " + BookingRow.PAYMENT;

    /** Each status is walked through by itself, over its index. */
    private static final String LIVE = "select " + COLUMNS + """

            from unnest(array['requested', 'accepted', 'in_progress', 'delivered']) as live (status) cross join lateral (
                select * from booking
                where booking.status = live.status and (created_at, id) < (?, ?)
                order by created_at desc, id desc limit ?) b
            order by b.created_at desc, b.id desc limit ?""";

    private static final String END_OF_RANGE =
            "select id from (select id from booking where id > ? order by id limit ?) as range order by id offset ?"
                    + " limit 1";

    /** Those that are settled, here and so there, are passed over; most of the older ones are. */
    private static final String OTHERS = "select " + COLUMNS + """

            from booking b
            where b.id > ? and b.id <= ? and b.status in ('completed', 'cancelled')
              and not (b.payment_status = 'refunded' or (b.payment_status = 'released' and b.status = 'completed'))
            order by b.id limit ?""";

    private PaidBookings() {}

    /**
     * A booking and what it has heard.
     *
     * @param confirmed whether the word was given that releases its money
     */
    public record Row(UUID id, BookingStatus status, boolean confirmed, Instant createdAt, Payment payment) {
        private static Row read(ResultSet row) throws SQLException {
            return new Row(
                    row.getObject(1, UUID.class),
                    BookingStatus.of(row.getString(2)),
                    row.getBoolean(3),
                    row.getObject(4, OffsetDateTime.class).toInstant(),
                    BookingRow.payment(row, 5));
        }
    }

    /** Bookings that are neither completed nor cancelled, the newest first. */
    public static Pairs.Page<Row> live(Handle sql, String position) {
        Instant before = position.isEmpty() ? THE_END_OF_TIME : Instant.parse(position.split(" ", 2)[0]);
        UUID beforeId = position.isEmpty() ? LAST : UUID.fromString(position.split(" ", 2)[1]);
        List<Row> rows = PlainSql.list(
                sql,
                LIVE,
                parameters ->
                        parameters.time(before).uuid(beforeId).number(PAGE).number(PAGE),
                Row::read);
        return new Pairs.Page<>(
                rows, ids(rows), rows.size() < PAGE ? "" : rows.getLast().createdAt + " " + rows.getLast().id);
    }

    /** Bookings that are completed or cancelled and whose money, as far as they have heard, is not where it belongs. */
    public static Pairs.Page<Row> ended(Handle sql, String position) {
        UUID after = position.isEmpty() ? FIRST : UUID.fromString(position);
        UUID end = PlainSql.one(
                        sql,
                        END_OF_RANGE,
                        parameters -> parameters.uuid(after).number(RANGE).number(RANGE - 1),
                        row -> row.getObject(1, UUID.class))
                .orElse(LAST);
        List<Row> rows = PlainSql.list(
                sql, OTHERS, parameters -> parameters.uuid(after).uuid(end).number(RANGE), Row::read);
        return new Pairs.Page<>(rows, ids(rows), end.equals(LAST) ? "" : end.toString());
    }

    private static List<UUID> ids(List<Row> rows) {
        return rows.stream().map(Row::id).toList();
    }
}
