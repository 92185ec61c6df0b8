package my.kilat.acceptance.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import my.kilat.platform.fixture.ApiClient.Answer;

/** Judges answers: a fault of the caller's is told to the caller in JSON, and never becomes a fault of the platform's. */
final class Verdict {
    private static final int MOST = 20;

    /** What a library says of a fault is for its programmer, and tells strangers what is running here. */
    private static final Pattern CLASS_NAME = Pattern.compile("\\b(com|io|java|javax|my|net|org)\\.[a-z]\\w*\\.\\w");

    private final List<String> problems = new ArrayList<>();
    private int heard;

    /**
     * Hears an answer.
     *
     * @param allowed whether it may succeed; otherwise it has to be refused with {@code refusal}
     * @return its status, 0 when it was not even one that the contract knows
     */
    int hear(String what, boolean allowed, List<Integer> refusal, Supplier<Answer> call) {
        heard++;
        try {
            Answer answer = call.get();
            int status = answer.status();
            if (status >= 500 || (!allowed && !refusal.contains(status))) {
                problems.add(what + ": " + answer + (allowed ? "" : ", not one of " + refusal));
            } else if (status >= 400 && !answer.json().path("error").isTextual()) {
                problems.add(what + ": no error in words: " + answer);
            } else if (status >= 400 && CLASS_NAME.matcher(answer.text()).find()) {
                problems.add(what + ": names a class: " + answer);
            }
            return status;
        } catch (AssertionError | RuntimeException e) {
            problems.add(what + ": " + e);
            return 0;
        }
    }

    /** How many answers it has heard. */
    int heard() {
        return heard;
    }

    /** Ends it. */
    void pronounce() {
        if (!problems.isEmpty()) {
            throw new AssertionError(problems.size() + " of " + heard + " answers, the first of them:\n"
                    + String.join("\n", problems.subList(0, Math.min(MOST, problems.size()))));
        }
    }
}
