package my.kilat.contract.tracking;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** One of the two places of a ride. */
public enum Stop implements Word {
    /** The place of the pick-up. */
    PICKUP("pickup"),
    /** The place of the delivery. */
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
