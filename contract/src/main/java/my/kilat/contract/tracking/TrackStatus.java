package my.kilat.contract.tracking;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** The state of a trip. */
public enum TrackStatus implements Word {
    ACTIVE("active"),
    COMPLETED("completed"),
    CANCELLED("cancelled");

    private final String word;

    TrackStatus(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words if there is none. */
    @JsonCreator
    public static TrackStatus of(String word) {
        return Word.of(TrackStatus.class, word);
    }
}
