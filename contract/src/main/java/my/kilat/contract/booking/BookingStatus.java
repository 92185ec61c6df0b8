package my.kilat.contract.booking;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** The six states of a booking, under the names that events, storage and all newer clients use. */
public enum BookingStatus implements Word {
    /** Created; an open job once it is paid for. */
    REQUESTED("requested"),
    /** A runner has accepted it. */
    ACCEPTED("accepted"),
    /** The pet is on its way. */
    IN_PROGRESS("in_progress"),
    /** The runner has handed the pet over; the owner has yet to confirm. */
    DELIVERED("delivered"),
    /** Confirmed and settled; final. */
    COMPLETED("completed"),
    /** Cancelled; final. */
    CANCELLED("cancelled");

    private final String word;

    BookingStatus(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words if there is none. */
    @JsonCreator
    public static BookingStatus of(String word) {
        return Word.of(BookingStatus.class, word);
    }
}
