package my.kilat.contract.booking;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** The six kinds of pet that are stored, priced and returned. {@link PetKind} lists those that may be sent. */
public enum PetType implements Word {
    CAT("cat"),
    DOG("dog"),
    BIRD("bird"),
    RABBIT("rabbit"),
    REPTILE("reptile"),
    /** Any other pet. */
    OTHER("other");

    private final String word;

    PetType(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words if there is none. */
    @JsonCreator
    public static PetType of(String word) {
        return Word.of(PetType.class, word);
    }
}
