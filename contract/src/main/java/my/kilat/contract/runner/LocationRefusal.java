package my.kilat.contract.runner;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** Why a position is not taken. */
public enum LocationRefusal implements Word {
    /** It is not a place on the earth, or its time cannot be read. */
    INVALID("invalid"),
    /** It is more than 2 minutes ahead. */
    FUTURE("future"),
    /** It is more than 24 hours back. */
    STALE("stale"),
    /** The same request has the same place at the same time. */
    DUPLICATE("duplicate");

    private final String word;

    LocationRefusal(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words when there is none. */
    @JsonCreator
    public static LocationRefusal of(String word) {
        return Word.of(LocationRefusal.class, word);
    }
}
