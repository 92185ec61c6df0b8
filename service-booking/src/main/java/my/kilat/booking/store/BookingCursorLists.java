package my.kilat.booking.store;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.RidePolicy;
import my.kilat.booking.domain.StatusFilter;
import my.kilat.booking.domain.Visibility;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.platform.database.Arguments;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.page.Cursor;
import my.kilat.platform.page.CursorPage;
import my.kilat.platform.page.CursorRequest;

/**
 * The lists of {@link BookingLists} as they are read by cursor: strictly by creation, the newest first, so that neither a new booking
 * nor one that changes its state moves a row to another page. Nothing is counted or skipped: a page costs the same wherever it is.
 */
public final class BookingCursorLists {
    private static final String BEHIND = behind("booking");
    private static final String NEWEST_FIRST = " order by b.created_at desc, b.id desc limit :limit";

    static final Sql OF_OWNER = list("b.owner_id = :owner and ");
    static final Sql OF_OWNER_BY_STATUS = byStatus(StatusWalk.OF_OWNER);
    static final Sql OF_RUNNER_BY_STATUS = byStatus(StatusWalk.OF_RUNNER);
    static final Sql ALL = list("");
    static final Sql ALL_BY_STATUS = byStatus(StatusWalk.OF_ALL);

    private final Database database;
    private final OpenJobs jobs;
    private final Sql openJobs;
    private final Sql jobsOfRunner;

    /** Lists in which that policy decides which bookings are open jobs. */
    public BookingCursorLists(Database database, RidePolicy policy, InstantSource clock) {
        this.database = database;
        this.jobs = new OpenJobs(policy, clock);
        this.openJobs = openJobs(policy);
        this.jobsOfRunner = jobsOfRunner(policy);
    }

    private static String behind(String table) {
        return "(" + table + ".created_at, " + table + ".id) < (:at, :id)";
    }

    private static Sql list(String condition) {
        return Sql.of("select " + BookingRow.COLUMNS + " from booking b where " + condition + behind("b")
                        + NEWEST_FIRST)
                .plannedOnce();
    }

    private static Sql byStatus(StatusWalk walk) {
        return Sql.of("select " + BookingRow.COLUMNS + " from "
                        + walk.rowsBehind(BEHIND, ":statuses", "*, xmin", ":limit") + NEWEST_FIRST)
                .plannedOnce();
    }

    static Sql openJobs(RidePolicy policy) {
        return list(OpenJobs.condition(policy) + " and ");
    }

    /** Ids are sorted before rows are read; no part needs to bring more of them than the page has. */
    static Sql jobsOfRunner(RidePolicy policy) {
        return Sql.of("""
                with job as (
                    (select b.id, b.created_at from %1$s)
                    union all
                    (select b.id, b.created_at from booking b where %2$s and %3$s %4$s)
                    order by created_at desc, id desc limit :limit)
                select %5$s from job %6$s %4$s""".formatted(
                                StatusWalk.OF_RUNNER.rowsBehind(BEHIND, ":statuses", "id, created_at", ":limit"),
                                OpenJobs.condition(policy),
                                behind("b"),
                                NEWEST_FIRST,
                                BookingRow.COLUMNS,
                                BookingRow.byId("job")))
                .plannedOnce();
    }

    /** A page of the bookings that concern a person: those of {@link BookingLists#of}. */
    public CursorPage<Booking> of(Visibility visibility, StatusFilter filter, CursorRequest page) {
        UUID person = visibility.person().id();
        return switch (visibility.scope()) {
            case OWN ->
                filter.isAll()
                        ? read(OF_OWNER, page, values -> values.uuid("owner", person))
                        : read(
                                OF_OWNER_BY_STATUS,
                                page,
                                values -> words(values.uuid("owner", person), filter.statuses()));
            case ACCEPTED_AND_OPEN -> ofRunner(person, filter, page);
            case ALL ->
                filter.isAll()
                        ? read(ALL, page, _ -> {})
                        : read(ALL_BY_STATUS, page, values -> words(values, filter.statuses()));
        };
    }

    private CursorPage<Booking> ofRunner(UUID runner, StatusFilter filter, CursorRequest page) {
        Set<BookingStatus> own = filter.withoutOpenJobs();
        if (own.isEmpty()) {
            return read(openJobs, page, values -> jobs.forRunner(values, runner));
        }
        return filter.includesOpenJobs()
                ? read(jobsOfRunner, page, values -> words(jobs.forRunner(values, runner), own))
                : read(OF_RUNNER_BY_STATUS, page, values -> words(values.uuid("runner", runner), own));
    }

    private CursorPage<Booking> read(Sql sql, CursorRequest page, Consumer<Arguments> values) {
        List<Booking> found = database.list(
                sql,
                arguments -> {
                    arguments
                            .time("at", page.start().at())
                            .uuid("id", page.start().id())
                            .number("limit", page.toRead());
                    values.accept(arguments);
                },
                BookingRow::read);
        return page.page(found, booking -> new Cursor(booking.createdAt(), booking.id()));
    }

    private static void words(Arguments values, Set<BookingStatus> statuses) {
        values.texts("statuses", statuses, BookingStatus::word);
    }
}
