package my.kilat.contract.vet;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** A day of the week, in Asia/Kuala_Lumpur; in their order, from Monday. */
public enum Weekday implements Word {
    MONDAY("monday"),
    TUESDAY("tuesday"),
    WEDNESDAY("wednesday"),
    THURSDAY("thursday"),
    FRIDAY("friday"),
    SATURDAY("saturday"),
    SUNDAY("sunday");

    private final String word;

    Weekday(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words when there is none. */
    @JsonCreator
    public static Weekday of(String word) {
        return Word.of(Weekday.class, word);
    }
}
