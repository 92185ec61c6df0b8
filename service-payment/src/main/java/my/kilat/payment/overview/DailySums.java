package my.kilat.payment.overview;

import static my.kilat.platform.time.Times.KUALA_LUMPUR;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import my.kilat.payment.store.Books;

/**
 * What was moved on each of the last 30 days of Malaysia. The ledger is append-only, so a day that has ended is read once and kept:
 * what operators look at costs the lines of one day and not those of a month.
 */
final class DailySums {
    private static final int DAYS = 30;
    private static final Books.Moved NOTHING = new Books.Moved(0, 0, 0);

    /** A transaction may be committed later than the time that it bears. */
    private static final Duration SETTLED_AFTER = Duration.ofHours(1);

    private final Books books;
    private final Map<LocalDate, Books.Moved> ended = new ConcurrentHashMap<>();

    DailySums(Books books) {
        this.books = books;
    }

    /** What was moved out of escrow on a day; amounts are in sen. */
    record Day(String day, long feesCents, long payoutsCents, long refundsCents) {}

    /** The latest day first; days on which nothing was moved are left out. */
    List<Day> until(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, KUALA_LUMPUR);
        ended.keySet().removeIf(day -> day.isBefore(today.minusDays(DAYS)));
        return Stream.iterate(today, day -> day.minusDays(1))
                .limit(DAYS)
                .flatMap(day -> {
                    Books.Moved moved = moved(day, now);
                    return moved.equals(NOTHING)
                            ? Stream.empty()
                            : Stream.of(new Day(
                                    day.toString(), moved.feesCents(), moved.payoutsCents(), moved.refundsCents()));
                })
                .toList();
    }

    private Books.Moved moved(LocalDate day, Instant now) {
        Books.Moved known = ended.get(day);
        if (known != null) {
            return known;
        }
        Instant end = day.plusDays(1).atStartOfDay(KUALA_LUMPUR).toInstant();
        Books.Moved moved = books.moved(day.atStartOfDay(KUALA_LUMPUR).toInstant(), end);
        if (end.plus(SETTLED_AFTER).isBefore(now)) {
            ended.put(day, moved);
        }
        return moved;
    }
}
