package my.kilat.contract.tracking;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** One of the two places between which a pet is carried. */
public enum Stop implements Word {
    /** Where the pet is taken aboard. */
    PICKUP("pickup"),
    /** Where it is handed over. */
    DROPOFF("dropoff");

    private final String word;

    Stop(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words when there is none. */
    @JsonCreator
    public static Stop of(String word) {
        return Word.of(Stop.class, word);
    }
}
