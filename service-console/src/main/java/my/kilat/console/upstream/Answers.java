package my.kilat.console.upstream;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import my.kilat.platform.failure.Failure;

/**
 * What came of several questions.
 *
 * @param found by name
 * @param missing those that could not be answered
 */
public record Answers<T>(Map<String, T> found, List<Missing> missing) {
    /** A question that was not answered, and why, in words. */
    public record Missing(String name, String words) {}

    /** Why this question was not answered; nothing if it was. */
    public Optional<String> why(String name) {
        return missing.stream()
                .filter(one -> one.name.equals(name))
                .map(Missing::words)
                .findFirst();
    }

    /**
     * The answer without which there is nothing to show.
     *
     * @throws Failure.Unavailable with the reason if there is none
     */
    public T require(String name) {
        T answer = found.get(name);
        if (answer == null) {
            throw new Failure.Unavailable(why(name).orElse("no answer"));
        }
        return answer;
    }
}
