package my.kilat.contract.runner;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** The type of a runner's vehicle. */
public enum VehicleType implements Word {
    CAR("car"),
    VAN("van"),
    MOTORCYCLE("motorcycle");

    private final String word;

    VehicleType(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words if there is none. */
    @JsonCreator
    public static VehicleType of(String word) {
        return Word.of(VehicleType.class, word);
    }
}
