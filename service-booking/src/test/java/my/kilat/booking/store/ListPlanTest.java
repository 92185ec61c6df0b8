package my.kilat.booking.store;

import static my.kilat.booking.store.ManyBookings.ESCROW;
import static my.kilat.booking.store.ManyBookings.LARGE_OWNER;
import static my.kilat.booking.store.ManyBookings.NO_ESCROW;
import static my.kilat.booking.store.ManyBookings.OFFERS_FIRST;
import static my.kilat.booking.store.ManyBookings.OWNER;
import static my.kilat.booking.store.ManyBookings.PASSED_OVER;
import static my.kilat.booking.store.ManyBookings.ROWS;
import static my.kilat.booking.store.ManyBookings.RUNNER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import my.kilat.booking.domain.Actor;
import my.kilat.booking.domain.StatusFilter;
import my.kilat.booking.domain.Visibility;
import my.kilat.booking.store.ManyBookings.Case;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.PlannedDatabase;
import my.kilat.platform.page.PageRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Among twenty thousand bookings, nearly all of them completed, no list passes over many rows to find those of its page:
 * neither by the plan that PostgreSQL makes for the values at hand nor by the one that it makes for any.
 */
class ListPlanTest {
    /** Of a scan that reads rows; those over an index alone are named otherwise. */
    private static final Pattern ROWS_OF_TABLE =
            Pattern.compile("Index Scan using \\w+ on booking.*actual time=\\S+ rows=(\\d+)");

    private static ManyBookings bookings;

    @BeforeAll
    static void fill() {
        bookings = new ManyBookings();
    }

    @AfterAll
    static void close() {
        bookings.close();
    }

    static Stream<Case> lists() {
        String id = "'" + OWNER + "'";
        String runner = "'" + RUNNER + "'";
        String rare = "'{delivered}'";
        String page = ", 20, 0";
        String several = "'{in_progress,delivered,cancelled}'";
        String every = "'{delivered,completed,cancelled}'";
        return Stream.of(
                new Case(
                        "of an owner",
                        BookingLists.OF_OWNER.near(),
                        "uuid, uuid, bigint, bigint",
                        id + ", " + id + page),
                new Case(
                        "of an owner, by status",
                        BookingLists.OF_OWNER_BY_STATUS.near(),
                        "uuid, text[], text[], uuid, bigint, bigint, bigint",
                        id + ", " + rare + ", " + rare + ", " + id + ", 20" + page),
                new Case(
                        "of a runner, by status",
                        BookingLists.OF_RUNNER_BY_STATUS.near(),
                        "uuid, text[], text[], uuid, bigint, bigint, bigint",
                        runner + ", " + rare + ", " + rare + ", " + runner + ", 20" + page),
                new Case(
                        "of an owner with many, by a status of none",
                        BookingLists.OF_OWNER_BY_STATUS.near(),
                        "uuid, text[], text[], uuid, bigint, bigint, bigint",
                        "'" + LARGE_OWNER + "', " + rare + ", " + rare + ", '" + LARGE_OWNER + "', 20" + page),
                new Case("all", BookingLists.ALL.near(), "bigint, bigint", "20, 0"),
                new Case(
                        "all, by a rare status",
                        BookingLists.ALL_BY_STATUS.near(),
                        "text[], text[], bigint, bigint, bigint",
                        rare + ", " + rare + ", 20" + page),
                new Case(
                        "all, by several",
                        BookingLists.ALL_BY_STATUS.near(),
                        "text[], text[], bigint, bigint, bigint",
                        several + ", " + several + ", 20" + page),
                new Case(
                        "open jobs",
                        BookingLists.openJobs(ESCROW).near(),
                        "uuid, uuid, bigint, bigint",
                        runner + ", " + runner + page),
                new Case(
                        "open jobs without escrow",
                        BookingLists.openJobs(NO_ESCROW).near(),
                        "uuid, uuid, bigint, bigint",
                        runner + ", " + runner + page),
                new Case(
                        "open jobs, those kept for offers apart",
                        BookingLists.openJobs(OFFERS_FIRST).near(),
                        "timestamptz, timestamptz, uuid, timestamptz, timestamptz, uuid, bigint, bigint",
                        "now(), now(), " + runner + ", now(), now(), " + runner + page),
                new Case(
                        "jobs of a runner",
                        BookingLists.jobsOfRunner(ESCROW),
                        "uuid, bigint, text[], uuid, bigint, uuid, bigint, bigint, bigint, uuid, text[], uuid",
                        runner + ", 20, " + every + ", " + runner + ", 20, " + runner + ", 20" + page + ", " + runner
                                + ", " + every + ", " + runner));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void noListPassesOverManyRows(Case list) {
        for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
            String plan = bookings.plan(list, mode);
            assertThat(PASSED_OVER.matcher(plan).find())
                    .as("%s%n%s", mode, plan)
                    .isFalse();
            // A count of all bookings reads as many as there are, up to where a list ends.
            if (!list.sql().equals(BookingLists.ALL.near())) {
                assertThat(plan).as(mode).doesNotContain("Seq Scan on booking");
            }
        }
    }

    static Stream<Case> reached() {
        String statuses = "'{completed}'";
        return Stream.of(
                new Case("all", BookingLists.ALL_REACHED.near(), "bigint, bigint", "20, 0"),
                new Case(
                        "all, by status",
                        BookingLists.ALL_BY_STATUS_REACHED.near(),
                        "text[], bigint, bigint, bigint",
                        statuses + ", 20, 20, 0"));
    }

    @ParameterizedTest
    @MethodSource("reached")
    void aListThatIsKnownToHaveAsManyAsAreCountedIsNotCounted(Case list) {
        String plan = bookings.plan(list, PlannedDatabase.FOR_ANY_VALUES);
        assertThat(ROWS.matcher(plan).results().mapToInt(rows -> Integer.parseInt(rows.group(1))))
                .as(plan)
                .allMatch(rows -> rows <= 20);
    }

    @Test
    void whatItIsToldOfItsSizeStaysTheSame() {
        BookingLists lists = new BookingLists(bookings.database, ESCROW, Clock.systemUTC());
        Visibility all = new Visibility(new Actor.Person(OWNER, Role.ADMIN));
        for (String status : List.of("completed", "delivered", "active")) {
            StatusFilter filter = StatusFilter.of(status);
            PageRequest page = new PageRequest(1, 20);
            assertThat(lists.of(all, filter, page)).as(status).isEqualTo(lists.of(all, filter, page));
        }
        for (PageRequest page : List.of(new PageRequest(1, 20), new PageRequest(300, 20), new PageRequest(501, 20))) {
            assertThat(lists.of(all, StatusFilter.ALL, page).total()).isEqualTo(10_000);
            assertThat(lists.of(all, StatusFilter.of("completed"), page).total())
                    .isEqualTo(10_000);
            assertThat(lists.of(all, StatusFilter.of("delivered"), page).total())
                    .isEqualTo(10);
        }
    }

    static Stream<Case> farPages() {
        String statuses = "'{completed}'";
        return Stream.of(
                new Case("all", BookingLists.ALL.far(), "bigint, bigint", "20, 9000"),
                new Case(
                        "all, by status",
                        BookingLists.ALL_BY_STATUS.far(),
                        "text[], text[], bigint, bigint, bigint",
                        statuses + ", " + statuses + ", 9020, 20, 9000"));
    }

    @ParameterizedTest
    @MethodSource("farPages")
    void aFarPageSkipsEntriesOfAnIndexAndReadsItsOwnRows(Case list) {
        String plan = bookings.plan(list, PlannedDatabase.FOR_ANY_VALUES);
        assertThat(plan).contains("Index Only Scan");
        assertThat(ROWS_OF_TABLE.matcher(plan).results().mapToInt(rows -> Integer.parseInt(rows.group(1))))
                .as(plan)
                .isNotEmpty()
                .allMatch(rows -> rows <= 20);
    }

    static Stream<Case> overviews() {
        String types = "int, timestamptz, timestamptz, timestamptz, int, int, timestamptz, timestamptz, ";
        String values = "0, now(), now(), now(), 3, 5, now(), now(), ";
        String hour = "now() - interval '1 hour'";
        return Stream.of(
                new Case(
                        "figures",
                        BookingOverviews.FIGURES,
                        types + "timestamptz, timestamptz",
                        values + hour + ", " + hour),
                new Case(
                        "stuck ones",
                        BookingOverviews.STUCK,
                        types + types + "timestamptz, uuid, bigint",
                        values + values + "now(), '" + OWNER + "', 51"));
    }

    /** Fifty are live, and sixty were requested or ended within the hour. */
    @ParameterizedTest
    @MethodSource("overviews")
    void anOverviewReadsNoMoreThanTheLiveOnesAndThoseOfTheDay(Case list) {
        for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
            String plan = bookings.plan(list, mode);
            assertThat(plan).as(mode).doesNotContain("Seq Scan on booking");
            assertThat(PASSED_OVER.matcher(plan).find())
                    .as("%s%n%s", mode, plan)
                    .isFalse();
            assertThat(ROWS.matcher(plan).results().mapToInt(rows -> Integer.parseInt(rows.group(1))))
                    .as("%s%n%s", mode, plan)
                    .isNotEmpty()
                    .allMatch(rows -> rows <= 100);
        }
    }
}
