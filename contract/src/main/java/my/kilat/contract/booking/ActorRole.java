package my.kilat.contract.booking;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** The role in which somebody changed a booking. */
public enum ActorRole implements Word {
    OWNER("owner"),
    RUNNER("runner"),
    ADMIN("admin"),
    SHOP("shop"),
    /** The platform itself. */
    SYSTEM("system");

    private final String word;

    ActorRole(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words if there is none. */
    @JsonCreator
    public static ActorRole of(String word) {
        return Word.of(ActorRole.class, word);
    }
}
