package my.kilat.contract.booking;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** The state of a booking's payment, as the booking service knows it. */
public enum PaymentStatus implements Word {
    /** No payment was started. */
    NONE("none"),
    PENDING("pending"),
    /** The money is held: the booking is an open job. */
    HELD("held"),
    RELEASED("released"),
    REFUNDED("refunded"),
    FAILED("failed");

    private final String word;

    PaymentStatus(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words if there is none. */
    @JsonCreator
    public static PaymentStatus of(String word) {
        return Word.of(PaymentStatus.class, word);
    }
}
