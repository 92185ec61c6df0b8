package my.kilat.contract.booking;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** The kinds of pet that a client may send: the six types, and two that count as {@link PetType#OTHER}. */
public enum PetKind implements Word {
    CAT("cat", PetType.CAT),
    DOG("dog", PetType.DOG),
    BIRD("bird", PetType.BIRD),
    RABBIT("rabbit", PetType.RABBIT),
    REPTILE("reptile", PetType.REPTILE),
    OTHER("other", PetType.OTHER),
    HAMSTER("hamster", PetType.OTHER),
    FISH("fish", PetType.OTHER);

    private final String word;
    private final PetType type;

    PetKind(String word, PetType type) {
        this.word = word;
        this.type = type;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The type under which this kind is stored, priced and returned. */
    public PetType type() {
        return type;
    }

    /** The constant of that word; fails with the list of words if there is none. */
    @JsonCreator
    public static PetKind of(String word) {
        return Word.of(PetKind.class, word);
    }
}
