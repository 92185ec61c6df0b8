package my.kilat.contract.notification;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** The state of a notification's deliveries beyond the inbox. */
public enum NotificationStatus implements Word {
    /** Channels are still being tried, or wait for the end of quiet hours. */
    PENDING("pending"),
    /** Every usable channel accepted it, or there was none. */
    SENT("sent"),
    /** Every usable channel refused it. */
    FAILED("failed"),
    /** Some channels accepted it. */
    PARTIALLY_SENT("partially_sent");

    private final String word;

    NotificationStatus(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words if there is none. */
    @JsonCreator
    public static NotificationStatus of(String word) {
        return Word.of(NotificationStatus.class, word);
    }
}
