package my.kilat.contract.booking;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** Sizes of crates, from the smallest; by weight of the pet: up to 5, 15, 30 kg, and above. */
public enum CrateSize implements Word {
    SMALL("small"),
    MEDIUM("medium"),
    LARGE("large"),
    XLARGE("xlarge");

    private final String word;

    CrateSize(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words if there is none. */
    @JsonCreator
    public static CrateSize of(String word) {
        return Word.of(CrateSize.class, word);
    }
}
