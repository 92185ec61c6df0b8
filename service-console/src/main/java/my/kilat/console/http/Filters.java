package my.kilat.console.http;

import java.util.List;
import java.util.stream.Stream;
import my.kilat.contract.Word;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;

/** The filters of lists, as they stand in the query. */
public final class Filters {
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
}
