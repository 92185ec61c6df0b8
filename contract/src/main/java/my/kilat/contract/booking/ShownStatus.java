package my.kilat.contract.booking;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/**
 * The spelling of a booking's status in a response. The older web apps know a pet on its way only as {@code in_transit}; every
 * other client fails on that word. So it is sent only to the origins in the setting {@code WEB_STATUS_ORIGINS}.
 */
public enum ShownStatus implements Word {
    REQUESTED("requested", BookingStatus.REQUESTED),
    ACCEPTED("accepted", BookingStatus.ACCEPTED),
    IN_PROGRESS("in_progress", BookingStatus.IN_PROGRESS),
    /** {@code in_progress} for the older web apps. */
    IN_TRANSIT("in_transit", BookingStatus.IN_PROGRESS),
    DELIVERED("delivered", BookingStatus.DELIVERED),
    COMPLETED("completed", BookingStatus.COMPLETED),
    CANCELLED("cancelled", BookingStatus.CANCELLED);

    private final String word;
    private final BookingStatus status;

    ShownStatus(String word, BookingStatus status) {
        this.word = word;
        this.status = status;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The state that the word stands for. */
    public BookingStatus status() {
        return status;
    }

    /** The spelling for all clients except the older web apps. */
    public static ShownStatus canonical(BookingStatus status) {
        return switch (status) {
            case REQUESTED -> REQUESTED;
            case ACCEPTED -> ACCEPTED;
            case IN_PROGRESS -> IN_PROGRESS;
            case DELIVERED -> DELIVERED;
            case COMPLETED -> COMPLETED;
            case CANCELLED -> CANCELLED;
        };
    }

    /** The spelling for the older web apps. */
    public static ShownStatus forOlderWeb(BookingStatus status) {
        return status == BookingStatus.IN_PROGRESS ? IN_TRANSIT : canonical(status);
    }

    /** The constant of that word; fails with the list of words if there is none. */
    @JsonCreator
    public static ShownStatus of(String word) {
        return Word.of(ShownStatus.class, word);
    }
}
