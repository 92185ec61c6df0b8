package my.kilat.booking.store;

import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.RidePolicy;
import my.kilat.booking.domain.StatusFilter;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Parameters;
import my.kilat.platform.database.PlainSql;
import my.kilat.platform.http.PageRequest;

/**
 * Lists of bookings, newest first. Each is one statement that brings a page and the size of the whole list, both over
 * indexes; the texts are fixed so that PostgreSQL prepares them once.
 */
public final class BookingLists {
    private static final Set<BookingStatus> LIVE = EnumSet.of(BookingStatus.ACCEPTED, BookingStatus.IN_PROGRESS);

    static final String OF_OWNER = list("b.owner_id = ?");
    static final String OF_OWNER_BY_STATUS = list("b.owner_id = ? and b.status = any(?)");
    static final String OF_RUNNER_BY_STATUS = list("b.runner_id = ? and b.status = any(?)");
    static final String ALL = list("true");

    /**
     * Each status is walked through by itself: over the index by age a rare one would be looked for among all bookings. No
     * status needs to bring more rows than the page reaches down to.
     */
    static final String ALL_BY_STATUS = "select " + BookingRow.COLUMNS + ", " + count("b.status = any(?)") + """

            from unnest(?) as wanted (status) cross join lateral (
                select *, xmin from booking where booking.status = wanted.status
                order by created_at desc, id desc limit ?) b
            order by b.created_at desc, b.id desc limit ? offset ?""";

    private final Database database;
    private final String openJobs;
    private final String jobsOfRunner;

    /** Lists in which that policy decides which bookings are open jobs. */
    public BookingLists(Database database, RidePolicy policy) {
        this.database = database;
        this.openJobs = openJobs(policy);
        this.jobsOfRunner = jobsOfRunner(policy);
    }

    static String openJobs(RidePolicy policy) {
        return list(isOpen(policy));
    }

    private static String isOpen(RidePolicy policy) {
        return policy.requireEscrow()
                ? "b.status = 'requested' and b.payment_status = 'held'"
                : "b.status = 'requested'";
    }

    /** The bookings that somebody asked for. */
    public Slice ofOwner(UUID owner, StatusFilter filter, PageRequest page) {
        return filter.isAll()
                ? read(OF_OWNER, page, list(parameters -> parameters.uuid(owner)))
                : read(OF_OWNER_BY_STATUS, page, list(parameters -> words(parameters.uuid(owner), filter.statuses())));
    }

    /** All bookings. */
    public Slice all(StatusFilter filter, PageRequest page) {
        return filter.isAll()
                ? read(ALL, page, list(_ -> {}))
                : read(ALL_BY_STATUS, page, (parameters, shown) -> {
                    words(words(parameters, filter.statuses()), filter.statuses());
                    parameters.number(reach(shown)).number(shown.limit()).number(shown.offset());
                });
    }

    private static long reach(PageRequest page) {
        return page.offset() + page.limit();
    }

    /**
     * What concerns a runner: own bookings and the open jobs. Own accepted and running ones come before the rest, however
     * old they are.
     */
    public Slice ofRunner(UUID runner, StatusFilter filter, PageRequest page) {
        Set<BookingStatus> own = filter.withoutOpenJobs();
        if (own.isEmpty()) {
            return read(openJobs, page, list(_ -> {}));
        }
        if (!filter.includesOpenJobs()) {
            return read(OF_RUNNER_BY_STATUS, page, list(parameters -> words(parameters.uuid(runner), own)));
        }
        Set<BookingStatus> rest = EnumSet.copyOf(own);
        rest.removeAll(LIVE);
        return read(jobsOfRunner, page, (parameters, shown) -> {
            words(parameters.uuid(runner).number(reach(shown)).uuid(runner), rest)
                    .number(reach(shown))
                    .number(reach(shown));
            words(parameters.number(shown.limit()).number(shown.offset()).uuid(runner), own);
        });
    }

    private static String list(String which) {
        return "select " + BookingRow.COLUMNS + ", " + count(which) + " from booking b where " + which
                + " order by b.created_at desc, b.id desc limit ? offset ?";
    }

    /** How many there are, as far as a list reaches. */
    private static String count(String which) {
        return "(select count(*) from (select from booking b where " + which + " limit " + PageRequest.REACH
                + ") as reached)";
    }

    /** Ids are sorted before rows are read; no part needs to bring more of them than the page reaches down to. */
    static String jobsOfRunner(RidePolicy policy) {
        return """
                with job as (
                    (select 0 as rank, b.id, b.created_at from booking b
                     where b.runner_id = ? and b.status in ('accepted', 'in_progress')
                     order by b.created_at desc, b.id desc limit ?)
                    union all
                    (select 1, b.id, b.created_at from booking b
                     where b.runner_id = ? and b.status = any(?)
                     order by b.created_at desc, b.id desc limit ?)
                    union all
                    (select 1, b.id, b.created_at from booking b
                     where %1$s
                     order by b.created_at desc, b.id desc limit ?)
                    order by rank, created_at desc, id desc limit ? offset ?)
                select %2$s, least(%3$s + %4$s, %5$s)
                from job join booking b using (id)
                order by job.rank, b.created_at desc, b.id desc""".formatted(
                        isOpen(policy),
                        BookingRow.COLUMNS,
                        count("b.runner_id = ? and b.status = any(?)"),
                        count(isOpen(policy)),
                        Integer.toString(PageRequest.REACH));
    }

    /** Binds the parameters of a list of which a page is shown. */
    @FunctionalInterface
    private interface PageBinder {
        void bind(Parameters parameters, PageRequest page) throws SQLException;
    }

    /** As {@link #list(String)} has them: what selects, for the count and for the rows, then the page. */
    private static PageBinder list(PlainSql.Binder which) {
        return (parameters, page) -> {
            which.bind(parameters);
            which.bind(parameters);
            parameters.number(page.limit()).number(page.offset());
        };
    }

    private Slice read(String sql, PageRequest page, PageBinder binder) {
        if (page.isBeyondReach()) {
            return new Slice(List.of(), read(sql, new PageRequest(1, 1), binder).total());
        }
        long[] total = {0};
        List<Booking> rows =
                database.read(handle -> PlainSql.list(handle, sql, parameters -> binder.bind(parameters, page), row -> {
                    total[0] = row.getLong(BookingRow.COLUMN_COUNT + 1);
                    return BookingRow.read(row);
                }));
        if (rows.isEmpty() && page.page() > 1) {
            // No row to carry the total: somebody turned past the end.
            return new Slice(rows, read(sql, new PageRequest(1, 1), binder).total());
        }
        return new Slice(rows, total[0]);
    }

    private static Parameters words(Parameters parameters, Collection<BookingStatus> statuses) {
        return parameters.texts(statuses, BookingStatus::word);
    }
}
