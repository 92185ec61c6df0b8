package my.kilat.contract.notification;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** How a message stands that goes by one channel, as operators look at it. */
public enum DeliveryState implements Word {
    /** It waits to be sent, now or later. */
    PENDING("pending"),
    /** Its provider has taken it. */
    SENT("sent"),
    /** It is not tried any more. */
    FAILED("failed"),
    /** It was out of date before it could be sent, or the recipient had turned the channel off. */
    DROPPED("dropped");

    private final String word;

    DeliveryState(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words if there is none. */
    @JsonCreator
    public static DeliveryState of(String word) {
        return Word.of(DeliveryState.class, word);
    }
}
