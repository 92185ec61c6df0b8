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

import java.util.List;
import java.util.stream.Stream;
import my.kilat.booking.store.ManyBookings.Case;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A page by cursor reads at most ten times as many rows as it has, wherever it is. */
class CursorListPlanTest {
    private static ManyBookings bookings;

    @BeforeAll
    static void fill() {
        bookings = new ManyBookings();
    }

    @AfterAll
    static void close() {
        bookings.close();
    }

    /** From the middle of the list on, and so many that a page has 20. */
    static Stream<Case> cursors() {
        String types = "timestamptz, uuid, bigint";
        String place = "now() - interval '5 days', '" + OWNER + "', 21";
        String owner = "'" + OWNER + "', ";
        String runner = "'" + RUNNER + "', ";
        String rare = "'{delivered}', ";
        String every = "'{accepted,in_progress,delivered,completed,cancelled}', ";
        return Stream.of(
                new Case("of an owner", BookingCursorLists.OF_OWNER, "uuid, " + types, owner + place),
                new Case(
                        "of an owner, by a rare status",
                        BookingCursorLists.OF_OWNER_BY_STATUS,
                        "text[], uuid, " + types + ", bigint",
                        rare + owner + place + ", 21"),
                new Case(
                        "of an owner with many, by a status of none",
                        BookingCursorLists.OF_OWNER_BY_STATUS,
                        "text[], uuid, " + types + ", bigint",
                        rare + "'" + LARGE_OWNER + "', " + place + ", 21"),
                new Case(
                        "of a runner, by a rare status",
                        BookingCursorLists.OF_RUNNER_BY_STATUS,
                        "text[], uuid, " + types + ", bigint",
                        rare + runner + place + ", 21"),
                new Case("all", BookingCursorLists.ALL, types, place),
                new Case(
                        "all, by a rare status",
                        BookingCursorLists.ALL_BY_STATUS,
                        "text[], " + types + ", bigint",
                        rare + place + ", 21"),
                new Case(
                        "all, by several",
                        BookingCursorLists.ALL_BY_STATUS,
                        "text[], " + types + ", bigint",
                        every + place + ", 21"),
                new Case(
                        "under way, with their payments",
                        PaidBookings.LIVE,
                        "timestamptz, uuid, bigint, bigint",
                        place + ", 21"),
                new Case("open jobs", BookingCursorLists.openJobs(ESCROW), "uuid, " + types, runner + place),
                new Case(
                        "open jobs without escrow",
                        BookingCursorLists.openJobs(NO_ESCROW),
                        "uuid, " + types,
                        runner + place),
                new Case(
                        "open jobs, those kept for offers apart",
                        BookingCursorLists.openJobs(OFFERS_FIRST),
                        "timestamptz, timestamptz, uuid, " + types,
                        "now(), now(), " + runner + place),
                new Case(
                        "jobs of a runner",
                        BookingCursorLists.jobsOfRunner(ESCROW),
                        "text[], uuid, " + types + ", uuid, " + types + ", bigint, bigint",
                        every + runner + place + ", " + runner + place + ", 21, 21"));
    }

    static Stream<Case> furtherDown() {
        String types = "text[], timestamptz, uuid, bigint, bigint";
        String values = "'{delivered}', now() - interval '%d days', '" + OWNER + "', 21, 21";
        return Stream.of(1, 7, 12, 13)
                .map(days -> new Case(days + " days", BookingCursorLists.ALL_BY_STATUS, types, values.formatted(days)));
    }

    /** The planner does not know that the state is a rare one, and is not to look for it among all bookings by their age. */
    @ParameterizedTest
    @MethodSource("furtherDown")
    void aRareStateIsNotLookedForAmongAllBookings(Case list) {
        for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
            assertThat(bookings.plan(list, mode))
                    .as(mode)
                    .contains("booking_by_status")
                    .doesNotContain("booking_by_age");
        }
    }

    @ParameterizedTest
    @MethodSource("cursors")
    void byCursorNoMoreIsReadThanTenTimesAPage(Case list) {
        for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
            String plan = bookings.plan(list, mode);
            assertThat(plan).as(mode).doesNotContain("Seq Scan on booking ");
            assertThat(PASSED_OVER.matcher(plan).find())
                    .as("%s%n%s", mode, plan)
                    .isFalse();
            assertThat(ROWS.matcher(plan).results().mapToInt(rows -> Integer.parseInt(rows.group(1))))
                    .as("%s%n%s", mode, plan)
                    .isNotEmpty()
                    .allMatch(rows -> rows <= 200);
        }
    }
}
