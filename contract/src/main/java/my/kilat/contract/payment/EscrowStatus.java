package my.kilat.contract.payment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** The state of a payment's money. */
public enum EscrowStatus implements Word {
    /** Requested, not held yet. */
    PENDING("pending"),
    /** Held by the platform. */
    HELD("held"),
    /** Paid out to the runner and the platform; final. */
    RELEASED("released"),
    /** Given back to the owner; final. */
    REFUNDED("refunded"),
    /** Failed; final for this payment, a new one may follow. */
    FAILED("failed");

    private final String word;

    EscrowStatus(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words if there is none. */
    @JsonCreator
    public static EscrowStatus of(String word) {
        return Word.of(EscrowStatus.class, word);
    }
}
