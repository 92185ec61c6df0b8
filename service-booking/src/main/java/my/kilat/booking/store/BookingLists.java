package my.kilat.booking.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.OffersFirst;
import my.kilat.booking.domain.RidePolicy;
import my.kilat.booking.domain.StatusFilter;
import my.kilat.booking.domain.Visibility;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.platform.database.Arguments;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.page.PageRequest;
import my.kilat.platform.page.Slice;

/**
 * Lists of bookings, newest first. Each is one statement that returns a page and the size of the whole list, both by indexes;
 * the texts are constant so that PostgreSQL prepares them once.
 */
public final class BookingLists {
    private static final Set<BookingStatus> LIVE = EnumSet.of(BookingStatus.ACCEPTED, BookingStatus.IN_PROGRESS);

    /** Not kept for those it is offered to any more. */
    private static final String OPEN_TO_ALL =
            "b.updated_at <= :changed_since and (b.scheduled_at is null or b.scheduled_at <= :planned_after)";

    static final PagedSql OF_OWNER = list("b.owner_id = :owner");
    static final PagedSql OF_OWNER_BY_STATUS = list("b.owner_id = :owner and b.status = any(:statuses)");
    static final PagedSql OF_RUNNER_BY_STATUS = list("b.runner_id = :runner and b.status = any(:statuses)");
    static final PagedSql ALL = list("true");

    /**
     * Each status is walked through by itself: over the index by age a rare one would be looked for among all bookings. No
     * status needs to bring more rows than the page reaches down to.
     */
    static final PagedSql ALL_BY_STATUS =
            PagedSql.of(count("b.status = any(:statuses)"), ofEachStatus("*, xmin"), ofEachStatus("id, created_at"));

    private final Database database;
    private final RidePolicy policy;
    private final InstantSource clock;
    private final PagedSql openJobs;
    private final Sql jobsOfRunner;

    /** Lists in which that policy decides which bookings are open jobs. */
    public BookingLists(Database database, RidePolicy policy, InstantSource clock) {
        this.database = database;
        this.policy = policy;
        this.clock = clock;
        this.openJobs = openJobs(policy);
        this.jobsOfRunner = jobsOfRunner(policy);
    }

    static PagedSql openJobs(RidePolicy policy) {
        return list(isOpen(policy));
    }

    /** An open job for this runner. */
    private static String isOpen(RidePolicy policy) {
        return "b.status = 'requested'"
                + (policy.requireEscrow() ? " and b.payment_status = 'held'" : "")
                + (policy.offersFirst().isOn() ? " and " + OPEN_TO_ALL : "")
                + " and b.id <> all(" + Declines.OF_RUNNER + ")";
    }

    private Arguments forRunner(Arguments values, UUID runner) {
        values.uuid("runner", runner);
        OffersFirst offersFirst = policy.offersFirst();
        Instant now = clock.instant();
        return offersFirst.isOn()
                ? values.time("changed_since", offersFirst.changedSince(now))
                        .time("planned_after", offersFirst.plannedAfter(now))
                : values;
    }

    /**
     * The bookings that concern a person, newest first. A runner's own accepted and running ones come before the rest, however
     * old they are.
     */
    public Slice<Booking> of(Visibility visibility, StatusFilter filter, PageRequest page) {
        UUID person = visibility.person().id();
        return switch (visibility.scope()) {
            case OWN -> ofOwner(person, filter, page);
            case ACCEPTED_AND_OPEN -> ofRunner(person, filter, page);
            case ALL -> all(filter, page);
        };
    }

    private Slice<Booking> ofOwner(UUID owner, StatusFilter filter, PageRequest page) {
        return filter.isAll()
                ? read(OF_OWNER, page, values -> values.uuid("owner", owner))
                : read(OF_OWNER_BY_STATUS, page, values -> words(values.uuid("owner", owner), filter.statuses()));
    }

    private Slice<Booking> all(StatusFilter filter, PageRequest page) {
        return filter.isAll()
                ? read(ALL, page, _ -> {})
                : read(
                        ALL_BY_STATUS,
                        page,
                        (values, shown) -> words(values, filter.statuses()).number("reach", reach(shown)));
    }

    private static long reach(PageRequest page) {
        return page.offset() + page.limit();
    }

    private Slice<Booking> ofRunner(UUID runner, StatusFilter filter, PageRequest page) {
        Set<BookingStatus> own = filter.withoutOpenJobs();
        if (own.isEmpty()) {
            return read(openJobs, page, values -> forRunner(values, runner));
        }
        if (!filter.includesOpenJobs()) {
            return read(OF_RUNNER_BY_STATUS, page, values -> words(values.uuid("runner", runner), own));
        }
        Set<BookingStatus> rest = EnumSet.copyOf(own);
        rest.removeAll(LIVE);
        return read(
                jobsOfRunner,
                page,
                (values, shown) -> words(forRunner(values, runner), own)
                        .texts("rest", rest, BookingStatus::word)
                        .number("reach", reach(shown)));
    }

    private static PagedSql list(String which) {
        String bookings = "booking b where " + which;
        return PagedSql.of(count(which), bookings, bookings);
    }

    private static String ofEachStatus(String columns) {
        return "unnest(:statuses) as wanted (status) cross join lateral (select " + columns
                + " from booking where booking.status = wanted.status order by created_at desc, id desc limit :reach) b";
    }

    /** How many there are, as far as a list reaches. */
    private static String count(String which) {
        return "(select count(*) from (select from booking b where " + which + " limit " + PageRequest.REACH
                + ") as reached)";
    }

    /** Ids are sorted before rows are read; no part needs to bring more of them than the page reaches down to. */
    static Sql jobsOfRunner(RidePolicy policy) {
        return Sql.of("""
                with job as (
                    (select 0 as rank, b.id, b.created_at from booking b
                     where b.runner_id = :runner and b.status in ('accepted', 'in_progress')
                     order by b.created_at desc, b.id desc limit :reach)
                    union all
                    (select 1, b.id, b.created_at from booking b
                     where b.runner_id = :runner and b.status = any(:rest)
                     order by b.created_at desc, b.id desc limit :reach)
                    union all
                    (select 1, b.id, b.created_at from booking b
                     where %1$s
                     order by b.created_at desc, b.id desc limit :reach)
                    order by rank, created_at desc, id desc limit :limit offset :offset)
                select %2$s, least(%3$s + %4$s, %5$s) as total
                from job join booking b using (id)
                order by job.rank, b.created_at desc, b.id desc""".formatted(
                        isOpen(policy),
                        BookingRow.COLUMNS,
                        count("b.runner_id = :runner and b.status = any(:statuses)"),
                        count(isOpen(policy)),
                        Integer.toString(PageRequest.REACH)));
    }

    /** Sets the parameters of a list, except those of the page. */
    @FunctionalInterface
    private interface Values {
        void give(Arguments values, PageRequest page);
    }

    private Slice<Booking> read(PagedSql list, PageRequest page, Consumer<Arguments> values) {
        return read(list, page, (arguments, _) -> values.accept(arguments));
    }

    private Slice<Booking> read(PagedSql list, PageRequest page, Values values) {
        return read(list.at(page), page, values);
    }

    private Slice<Booking> read(Sql sql, PageRequest page, Values values) {
        if (page.isBeyondReach()) {
            return new Slice<>(
                    List.of(), read(sql, new PageRequest(1, 1), values).total());
        }
        long[] total = {0};
        List<Booking> rows = database.list(
                sql,
                arguments -> {
                    arguments.number("limit", page.limit()).number("offset", page.offset());
                    values.give(arguments, page);
                },
                row -> {
                    total[0] = row.bigNumber("total");
                    return BookingRow.read(row);
                });
        if (rows.isEmpty() && page.page() > 1) {
            // No row to carry the total: somebody turned past the end.
            return new Slice<>(rows, read(sql, new PageRequest(1, 1), values).total());
        }
        return new Slice<>(rows, total[0]);
    }

    private static Arguments words(Arguments values, Collection<BookingStatus> statuses) {
        return values.texts("statuses", statuses, BookingStatus::word);
    }
}
