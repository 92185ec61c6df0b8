package my.kilat.contract.booking;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** Why a runner gives a booking back. */
public enum DeclineReason implements Word {
    /** The pickup is too far away. */
    TOO_FAR("too_far"),
    /** The pet does not fit into the vehicle. */
    CANNOT_TRANSPORT("cannot_transport"),
    /** Another ride takes longer. */
    ALREADY_BUSY("already_busy"),
    /** The pet cannot be picked up. */
    PICKUP_ISSUE("pickup_issue"),
    /** Anything else. */
    OTHER("other");

    private final String word;

    DeclineReason(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words when there is none. */
    @JsonCreator
    public static DeclineReason of(String word) {
        return Word.of(DeclineReason.class, word);
    }
}
