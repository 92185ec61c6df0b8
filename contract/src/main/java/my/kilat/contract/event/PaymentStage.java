package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** The step of a payment that failed. */
public enum PaymentStage implements Word {
    /** The money was not authorised; the owner may try again. */
    HOLD("hold"),
    /** The money was held and could be neither kept nor paid out: it is back with the owner, who has to pay again. */
    RELEASE("release"),
    /** The money is held and cannot be given back. No longer written: refunds are tried until they succeed. */
    REFUND("refund");

    private final String word;

    PaymentStage(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words if there is none. */
    @JsonCreator
    public static PaymentStage of(String word) {
        return Word.of(PaymentStage.class, word);
    }
}
