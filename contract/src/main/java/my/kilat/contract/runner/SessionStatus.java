package my.kilat.contract.runner;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** Whether a runner is online. */
public enum SessionStatus implements Word {
    ACTIVE("active"),
    INACTIVE("inactive");

    private final String word;

    SessionStatus(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words if there is none. */
    @JsonCreator
    public static SessionStatus of(String word) {
        return Word.of(SessionStatus.class, word);
    }
}
