package my.kilat.dispatch.domain;

import java.time.Duration;
import java.time.Instant;
import my.kilat.contract.dispatch.SearchStatus;
import org.jspecify.annotations.Nullable;

/**
 * The search for a runner of a booking.
 *
 * @param cycle from 1, one more each time the booking is on offer again
 * @param round how many rounds there have been in this cycle
 * @param offers how many offers were made in this cycle
 * @param startedAt when the booking was there to be offered: paid for, or on offer again; null before that
 * @param dueAt when it goes on, or begins if it is planned; null otherwise
 * @param endedAt null until it has ended
 */
public record Search(
        SearchStatus status,
        int cycle,
        int round,
        int offers,
        @Nullable Instant startedAt,
        @Nullable Instant dueAt,
        @Nullable Instant endedAt) {

    static Search waiting(int cycle) {
        return new Search(SearchStatus.WAITING, cycle, 0, 0, null, null, null);
    }

    public boolean isUnderWay() {
        return status == SearchStatus.SEARCHING;
    }

    /** Whether it is under way, or will be without further news. */
    boolean goesOn() {
        return isUnderWay() || isPlanned();
    }

    boolean isPlanned() {
        return status == SearchStatus.PLANNED;
    }

    Search plan(Instant begin) {
        return new Search(SearchStatus.PLANNED, cycle, round, offers, null, begin, null);
    }

    /** It is under way from now on; its first round is due then. */
    Search begin(Instant now, Instant due) {
        return new Search(SearchStatus.SEARCHING, cycle, round, offers, now, due, null);
    }

    Search suspend() {
        return new Search(SearchStatus.WAITING, cycle, round, offers, null, null, null);
    }

    /** It is over; never before it began, although the clocks of two instances may differ by milliseconds. */
    public Search end(SearchStatus as, Instant now) {
        Instant end = startedAt != null && startedAt.isAfter(now) ? startedAt : now;
        return new Search(as, cycle, round, offers, startedAt, null, end);
    }

    /** One more round, in which so many were asked. */
    public Search round(int asked, Instant until) {
        return new Search(status, cycle, round + 1, offers + asked, startedAt, until, null);
    }

    /** It goes on then. */
    public Search due(Instant then) {
        return new Search(status, cycle, round, offers, startedAt, then, null);
    }

    /** From the beginning to the end, as far as both are there. */
    public Duration lasted() {
        return startedAt == null || endedAt == null ? Duration.ZERO : Duration.between(startedAt, endedAt);
    }
}
