package my.kilat.booking.store;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.RidePolicy;
import my.kilat.booking.domain.StatusFilter;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.platform.database.Database;
import my.kilat.platform.http.PageRequest;
import org.jdbi.v3.core.statement.Query;

/**
 * Lists of bookings, newest first. Each is one statement that brings a page and the size of the whole list, both over
 * indexes; the texts are fixed so that PostgreSQL prepares them once.
 */
public final class BookingLists {
    private static final Set<BookingStatus> LIVE = EnumSet.of(BookingStatus.ACCEPTED, BookingStatus.IN_PROGRESS);

    private static final String OF_OWNER = list("b.owner_id = :user");
    private static final String OF_OWNER_BY_STATUS = list("b.owner_id = :user and b.status = any(:statuses)");
    private static final String OF_RUNNER_BY_STATUS = list("b.runner_id = :user and b.status = any(:statuses)");
    private static final String ALL = list("true");
    private static final String ALL_BY_STATUS = list("b.status = any(:statuses)");

    private final Database database;
    private final String openJobs;
    private final String jobsOfRunner;

    /** Lists in which that policy decides which bookings are open jobs. */
    public BookingLists(Database database, RidePolicy policy) {
        this.database = database;
        String open = policy.requireEscrow()
                ? "b.status = 'requested' and b.payment_status = 'held'"
                : "b.status = 'requested'";
        this.openJobs = list(open);
        this.jobsOfRunner = jobsOfRunner(open);
    }

    /** The bookings that somebody asked for. */
    public Slice ofOwner(UUID owner, StatusFilter filter, PageRequest page) {
        return filter.isAll()
                ? read(OF_OWNER, page, query -> query.bind("user", owner))
                : read(OF_OWNER_BY_STATUS, page, query -> statuses(query.bind("user", owner), filter.statuses()));
    }

    /** All bookings. */
    public Slice all(StatusFilter filter, PageRequest page) {
        return filter.isAll()
                ? read(ALL, page, query -> query)
                : read(ALL_BY_STATUS, page, query -> statuses(query, filter.statuses()));
    }

    /**
     * What concerns a runner: own bookings and the open jobs. Own accepted and running ones come before the rest, however
     * old they are.
     */
    public Slice ofRunner(UUID runner, StatusFilter filter, PageRequest page) {
        Set<BookingStatus> own = filter.withoutOpenJobs();
        if (own.isEmpty()) {
            return read(openJobs, page, query -> query);
        }
        if (!filter.includesOpenJobs()) {
            return read(OF_RUNNER_BY_STATUS, page, query -> statuses(query.bind("user", runner), own));
        }
        Set<BookingStatus> rest = EnumSet.copyOf(own);
        rest.removeAll(LIVE);
        return read(
                jobsOfRunner,
                page,
                query -> statuses(query.bind("user", runner), own)
                        .bindArray("rest", String.class, words(rest))
                        .bind("reach", page.offset() + page.limit()));
    }

    private static String list(String which) {
        return "select " + BookingRow.COLUMNS + ", (select count(*) from booking b where " + which + ")"
                + " from booking b where " + which
                + " order by b.created_at desc, b.id desc limit :limit offset :offset";
    }

    /** Ids are sorted before rows are read; no part needs to bring more of them than the page reaches down to. */
    private static String jobsOfRunner(String open) {
        return """
                with job as (
                    (select 0 as rank, b.id, b.created_at from booking b
                     where b.runner_id = :user and b.status in ('accepted', 'in_progress'))
                    union all
                    (select 1, b.id, b.created_at from booking b
                     where b.runner_id = :user and b.status = any(:rest)
                     order by b.created_at desc, b.id desc limit :reach)
                    union all
                    (select 1, b.id, b.created_at from booking b
                     where %1$s
                     order by b.created_at desc, b.id desc limit :reach)
                    order by rank, created_at desc, id desc limit :limit offset :offset)
                select %2$s,
                    (select count(*) from booking b where b.runner_id = :user and b.status = any(:statuses))
                    + (select count(*) from booking b where %1$s)
                from job join booking b using (id)
                order by job.rank, b.created_at desc, b.id desc""".formatted(open, BookingRow.COLUMNS);
    }

    private Slice read(String sql, PageRequest page, UnaryOperator<Query> parameters) {
        long[] total = {0};
        List<Booking> rows = database.read(handle -> parameters
                .apply(handle.createQuery(sql))
                .bind("limit", page.limit())
                .bind("offset", page.offset())
                .map((row, _) -> {
                    total[0] = row.getLong(BookingRow.COLUMN_COUNT + 1);
                    return BookingRow.read(row);
                })
                .list());
        if (rows.isEmpty() && page.page() > 1) {
            // No row to carry the total: somebody turned past the end.
            return new Slice(rows, read(sql, new PageRequest(1, 1), parameters).total());
        }
        return new Slice(rows, total[0]);
    }

    private static Query statuses(Query query, Collection<BookingStatus> statuses) {
        return query.bindArray("statuses", String.class, words(statuses));
    }

    private static List<String> words(Collection<BookingStatus> statuses) {
        return statuses.stream().map(BookingStatus::word).toList();
    }
}
