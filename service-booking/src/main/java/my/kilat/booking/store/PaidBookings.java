package my.kilat.booking.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.booking.domain.Payment;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.internal.StandingsQuestion;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.reconcile.Pairs;

/** Bookings with the stored state of their payments, page by page, for reconciliation. */
public final class PaidBookings {
    private static final int PAGE = 100;
    private static final int RANGE = StandingsQuestion.MOST;
    private static final Instant THE_END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");
    private static final UUID FIRST = new UUID(0, 0);
    private static final UUID LAST = new UUID(-1, -1);

    private static final String COLUMNS =
            "b.id, b.status, b.confirmed_at is not null or b.status = 'completed' as confirmed, b.created_at, "
                    + BookingRow.PAYMENT;

    static final Sql LIVE = Sql.of("select " + COLUMNS + " from "
            + StatusWalk.OF_ALL.rowsBehind(
                    "(created_at, id) < (:before, :before_id)",
                    "array['requested', 'accepted', 'in_progress', 'delivered']",
                    "*",
                    ":most")
            + " order by b.created_at desc, b.id desc limit :most");

    private static final Sql END_OF_RANGE =
            Sql.of("select id from (select id from booking where id > :after order by id limit :most) as range"
                    + " order by id offset :most - 1 limit 1");

    /** Those that are settled, here and so there, are passed over; most of the older ones are. */
    private static final Sql OTHERS = Sql.of("select " + COLUMNS + """

            from booking b
            where b.id > :after and b.id <= :end and b.status in ('completed', 'cancelled')
              and not (b.payment_status = 'refunded' or (b.payment_status = 'released' and b.status = 'completed'))
            order by b.id limit :most""");

    private PaidBookings() {}

    /**
     * A booking and its payment, as stored with it.
     *
     * @param confirmed whether the confirmation was given that releases its money
     */
    public record Row(UUID id, BookingStatus status, boolean confirmed, Instant createdAt, Payment payment) {
        private static Row read(my.kilat.platform.database.Row row) {
            return new Row(
                    row.uuid("id"),
                    BookingStatus.of(row.text("status")),
                    row.flag("confirmed"),
                    row.time("created_at"),
                    BookingRow.payment(row));
        }
    }

    /** Bookings that are neither completed nor cancelled, the newest first. */
    public static Pairs.Page<Row> live(Queries queries, String position) {
        Instant before = position.isEmpty() ? THE_END_OF_TIME : Instant.parse(position.split(" ", 2)[0]);
        UUID beforeId = position.isEmpty() ? LAST : UUID.fromString(position.split(" ", 2)[1]);
        List<Row> rows = queries.list(
                LIVE,
                values -> values.time("before", before)
                        .uuid("before_id", beforeId)
                        .number("most", PAGE),
                Row::read);
        return new Pairs.Page<>(
                rows, ids(rows), rows.size() < PAGE ? "" : rows.getLast().createdAt + " " + rows.getLast().id);
    }

    /** Bookings that are completed or cancelled and whose money, as far as they know, is not where it belongs. */
    public static Pairs.Page<Row> ended(Queries queries, String position) {
        UUID after = position.isEmpty() ? FIRST : UUID.fromString(position);
        UUID end = queries.first(
                        END_OF_RANGE,
                        values -> values.uuid("after", after).number("most", RANGE),
                        row -> row.uuid("id"))
                .orElse(LAST);
        List<Row> rows = queries.list(
                OTHERS, values -> values.uuid("after", after).uuid("end", end).number("most", RANGE), Row::read);
        return new Pairs.Page<>(rows, ids(rows), end.equals(LAST) ? "" : end.toString());
    }

    private static List<UUID> ids(List<Row> rows) {
        return rows.stream().map(Row::id).toList();
    }
}
