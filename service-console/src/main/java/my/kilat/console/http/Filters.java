package my.kilat.console.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import my.kilat.contract.Word;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.page.Cursor;
import org.jspecify.annotations.Nullable;

/** The filters of lists, as they stand in the query. */
public final class Filters {
    /** Services calculate with the times that they are asked for, and databases know no others. */
    private static final int EARLIEST_YEAR = 2000;

    private static final int LATEST_YEAR = 9_000;

    private Filters() {}

    /**
     * One or several words with commas between.
     *
     * @return none if the parameter is missing
     * @throws Failure.Invalid if there is no such word; it lists those there are
     */
    public static <E extends Enum<E> & Word> List<E> words(Call call, String name, Class<E> type) {
        try {
            return call.query(name).stream()
                    .flatMap(words -> Stream.of(words.split(",")))
                    .map(word -> Word.of(type, word))
                    .distinct()
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new Failure.Invalid(name + ": " + e.getMessage());
        }
    }

    /** One word of those that the contract lists, which has been checked by then; null if the parameter is missing. */
    public static <E extends Enum<E> & Word> @Nullable E word(Call call, String name, Class<E> type) {
        return call.query(name).map(word -> Word.of(type, word)).orElse(null);
    }

    /**
     * A time as RFC 3339 has it.
     *
     * @throws Failure.Invalid if it is none, or missing
     */
    public static Instant time(Call call, String name) {
        String text = call.query(name).orElse("");
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() < EARLIEST_YEAR || time.getYear() > LATEST_YEAR) {
                throw new DateTimeException("no time of this platform");
            }
            return time.toInstant();
        } catch (DateTimeException e) {
            throw new Failure.Invalid(name + " has to be a time such as 2026-02-12T10:00:00Z");
        }
    }

    /**
     * Where the page before ended, for a question to a service; null for the first page.
     *
     * @throws Failure.Invalid if it is no such place: the fault is the caller's, and not of the service that would be asked
     */
    public static @Nullable String cursor(Call call) {
        return call.query("cursor").map(text -> Cursor.parse(text).toString()).orElse(null);
    }
}
