package my.kilat.contract.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** What the parties of a booking are told by a notice. */
public enum NoticeOccasion implements Word {
    /** No runner has taken the booking; it is cancelled at {@code until}. Concerns the owner. */
    REQUEST_UNANSWERED("request_unanswered"),
    /** The booking is not paid for; it is cancelled at {@code until}. Concerns the owner. */
    PAYMENT_MISSING("payment_missing"),
    /** The runner has not picked up the pet; the booking is offered to others at {@code until}. Concerns both. */
    PICKUP_LATE("pickup_late"),
    /**
     * The booking was taken from its runner and is offered to others, because the pet was not picked up in time or because an
     * administrator decided so. Concerns that runner.
     */
    RIDE_WITHDRAWN("ride_withdrawn"),
    /** A planned ride begins at {@code until}. Concerns both, or the owner alone while there is no runner. */
    RIDE_AHEAD("ride_ahead");

    private final String word;

    NoticeOccasion(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words when there is none. */
    @JsonCreator
    public static NoticeOccasion of(String word) {
        return Word.of(NoticeOccasion.class, word);
    }
}
