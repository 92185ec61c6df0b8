package my.kilat.contract.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** The role of an account, which decides its rights. */
public enum Role implements Word {
    /** Books rides for a pet and pays for them. */
    OWNER("owner"),
    /** Carries pets. */
    RUNNER("runner"),
    /** Operates the platform; never created by registration. */
    ADMIN("admin"),
    /** Manages pet shops. */
    SHOP("shop"),
    /** Reads everything in the operations console and changes nothing; never created by registration. */
    OPERATOR("operator");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words if there is none. */
    @JsonCreator
    public static Role of(String word) {
        return Word.of(Role.class, word);
    }
}
