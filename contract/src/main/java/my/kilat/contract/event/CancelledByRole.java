package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** The role in which a booking was cancelled. The other party is notified; for the last two roles, both parties are. */
public enum CancelledByRole implements Word {
    OWNER("owner"),
    RUNNER("runner"),
    ADMIN("admin"),
    SYSTEM("system");

    private final String word;

    CancelledByRole(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words if there is none. */
    @JsonCreator
    public static CancelledByRole of(String word) {
        return Word.of(CancelledByRole.class, word);
    }
}
