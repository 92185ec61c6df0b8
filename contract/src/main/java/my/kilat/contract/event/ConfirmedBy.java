package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** Who confirmed a delivery. */
public enum ConfirmedBy implements Word {
    /** The runner handed it over; no money moves yet. */
    RUNNER("runner"),
    OWNER("owner"),
    /** The timer, because the owner did not respond in time. */
    AUTO("auto");

    private final String word;

    ConfirmedBy(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words when there is none. */
    @JsonCreator
    public static ConfirmedBy of(String word) {
        return Word.of(ConfirmedBy.class, word);
    }
}
