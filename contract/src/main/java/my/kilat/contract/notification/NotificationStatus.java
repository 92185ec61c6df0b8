package my.kilat.contract.notification;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** How far a notification got beyond the inbox. */
public enum NotificationStatus implements Word {
    /** Channels are still being tried, or quiet hours last. */
    PENDING("pending"),
    /** Every usable channel took it, or there was none. */
    SENT("sent"),
    /** Every usable channel refused it. */
    FAILED("failed"),
    /** Some took it. */
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

    /** The constant of that word; fails with the list of words when there is none. */
    @JsonCreator
    public static NotificationStatus of(String word) {
        return Word.of(NotificationStatus.class, word);
    }
}
