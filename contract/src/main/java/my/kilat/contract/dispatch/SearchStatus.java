package my.kilat.contract.dispatch;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** How the search for a runner of a booking stands. */
public enum SearchStatus implements Word {
    /** Has not begun: the booking is not paid for. */
    WAITING("waiting"),
    /** The ride is for later; offers are made from a while before its time. */
    PLANNED("planned"),
    /** Offers are made, round by round. */
    SEARCHING("searching"),
    /** A runner has the booking. */
    ASSIGNED("assigned"),
    /** The last round is over and nobody accepted; the booking waits in the open list. */
    EXHAUSTED("exhausted"),
    /** The booking was called off. */
    CANCELLED("cancelled");

    private final String word;

    SearchStatus(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words when there is none. */
    @JsonCreator
    public static SearchStatus of(String word) {
        return Word.of(SearchStatus.class, word);
    }
}
