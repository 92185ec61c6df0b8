package my.kilat.contract.notification;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** A way to reach somebody beyond the inbox. */
public enum Channel implements Word {
    PUSH("push"),
    SMS("sms"),
    EMAIL("email");

    private final String word;

    Channel(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words when there is none. */
    @JsonCreator
    public static Channel of(String word) {
        return Word.of(Channel.class, word);
    }
}
