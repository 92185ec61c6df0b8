package my.kilat.contract.booking;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** The six kinds of pet that are stored, priced and shown. {@link PetKind} holds those that may be sent. */
public enum PetType implements Word {
    CAT("cat"),
    DOG("dog"),
    BIRD("bird"),
    RABBIT("rabbit"),
    REPTILE("reptile"),
    /** Anything else that may be carried. */
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

    /** The constant of that word; fails with the list of words when there is none. */
    @JsonCreator
    public static PetType of(String word) {
        return Word.of(PetType.class, word);
    }
}
