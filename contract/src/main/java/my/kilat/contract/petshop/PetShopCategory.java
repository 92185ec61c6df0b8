package my.kilat.contract.petshop;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** The category of a pet shop. */
public enum PetShopCategory implements Word {
    GROOMING("grooming"),
    VET("vet"),
    BOARDING("boarding"),
    PET_STORE("pet_store");

    private final String word;

    PetShopCategory(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words if there is none. */
    @JsonCreator
    public static PetShopCategory of(String word) {
        return Word.of(PetShopCategory.class, word);
    }
}
