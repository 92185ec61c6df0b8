package my.kilat.booking.store;

import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import my.kilat.booking.domain.Booking;
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

    /** Its size is kept by a trigger. */
    static final PagedSql OF_OWNER =
            list("b.owner_id = :owner").withTotal(String.format(Locale.ROOT, """
            (select cast(coalesce(sum(least(number, %d)), 0) as bigint) from bookings_of_owner where owner_id = :owner)""", PageRequest.REACH));

    static final PagedSql OF_OWNER_BY_STATUS = byStatus(StatusWalk.OF_OWNER);
    static final PagedSql OF_RUNNER_BY_STATUS = byStatus(StatusWalk.OF_RUNNER);
    static final PagedSql ALL = list("true");
    static final PagedSql ALL_BY_STATUS = byStatus(StatusWalk.OF_ALL);

    /** As those two, of lists that are known to have as many as are counted. */
    static final PagedSql ALL_REACHED = ALL.withTotal(PageRequest.REACH);

    static final PagedSql ALL_BY_STATUS_REACHED = ALL_BY_STATUS.withTotal(PageRequest.REACH);

    private final Database database;
    private final OpenJobs jobs;
    private final PagedSql openJobs;
    private final Sql jobsOfRunner;

    /** Lists of all bookings that never become shorter and have as many as are counted: they need no count any more. */
    private final Set<Set<BookingStatus>> reached = ConcurrentHashMap.newKeySet();

    /** Lists in which that policy decides which bookings are open jobs. */
    public BookingLists(Database database, RidePolicy policy, InstantSource clock) {
        this.database = database;
        this.jobs = new OpenJobs(policy, clock);
        this.openJobs = openJobs(policy);
        this.jobsOfRunner = jobsOfRunner(policy);
    }

    static PagedSql openJobs(RidePolicy policy) {
        return list(OpenJobs.condition(policy));
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
                : readByStatus(OF_OWNER_BY_STATUS, filter.statuses(), page, values -> values.uuid("owner", owner));
    }

    private Slice<Booking> all(StatusFilter filter, PageRequest page) {
        Set<BookingStatus> statuses = filter.statuses();
        boolean isReached = reached.contains(statuses);
        Slice<Booking> slice = filter.isAll()
                ? read(isReached ? ALL_REACHED : ALL, page, _ -> {})
                : readByStatus(isReached ? ALL_BY_STATUS_REACHED : ALL_BY_STATUS, statuses, page, _ -> {});
        if (slice.total() >= PageRequest.REACH && filter.onlyGrows()) {
            reached.add(statuses);
        }
        return slice;
    }

    private static long reach(PageRequest page) {
        return page.offset() + page.limit();
    }

    private Slice<Booking> ofRunner(UUID runner, StatusFilter filter, PageRequest page) {
        Set<BookingStatus> own = filter.withoutOpenJobs();
        if (own.isEmpty()) {
            return read(openJobs, page, values -> jobs.forRunner(values, runner));
        }
        if (!filter.includesOpenJobs()) {
            return readByStatus(OF_RUNNER_BY_STATUS, own, page, values -> values.uuid("runner", runner));
        }
        Set<BookingStatus> rest = EnumSet.copyOf(own);
        rest.removeAll(LIVE);
        return read(
                jobsOfRunner,
                page,
                (values, shown) -> words(jobs.forRunner(values, runner), own)
                        .texts("rest", rest, BookingStatus::word)
                        .number("reach", reach(shown)));
    }

    private static PagedSql list(String which) {
        String bookings = "booking b where " + which;
        return PagedSql.of(count(which), bookings, bookings);
    }

    /** No status needs to bring more rows than the page reaches down to. */
    private static PagedSql byStatus(StatusWalk walk) {
        return PagedSql.of(
                count(walk.condition() + "status = any(:statuses)"),
                walk.rows(":statuses", "*, xmin", ":reach"),
                walk.rows(":statuses", "id, created_at", ":reach"));
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
                    (select 1, b.id, b.created_at from %6$s)
                    union all
                    (select 1, b.id, b.created_at from booking b
                     where %1$s
                     order by b.created_at desc, b.id desc limit :reach)
                    order by rank, created_at desc, id desc limit :limit offset :offset)
                select %2$s, least(%3$s + %4$s, %5$s) as total
                from job %7$s
                order by job.rank, b.created_at desc, b.id desc""".formatted(
                                OpenJobs.condition(policy),
                                BookingRow.COLUMNS,
                                count("b.runner_id = :runner and b.status = any(:statuses)"),
                                count(OpenJobs.condition(policy)),
                                Integer.toString(PageRequest.REACH),
                                StatusWalk.OF_RUNNER.rows(":rest", "id, created_at", ":reach"),
                                BookingRow.byId("job")))
                .plannedOnce();
    }

    /** Sets the parameters of a list, except those of the page. */
    @FunctionalInterface
    private interface Values {
        void give(Arguments values, PageRequest page);
    }

    private Slice<Booking> read(PagedSql list, PageRequest page, Consumer<Arguments> values) {
        return read(list, page, (arguments, _) -> values.accept(arguments));
    }

    private Slice<Booking> readByStatus(
            PagedSql list, Set<BookingStatus> statuses, PageRequest page, Consumer<Arguments> values) {
        return read(list, page, (arguments, shown) -> {
            values.accept(words(arguments, statuses));
            arguments.number("reach", reach(shown));
        });
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
