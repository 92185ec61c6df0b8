package my.kilat.contract.booking;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** The kind of an entry in the history of a booking. */
public enum HistoryKind implements Word {
    /** The booking got another status. */
    STATUS("status"),
    /** The runner arrived at a stop. */
    ARRIVAL("arrival"),
    /** The vehicle stood for too long with the pet aboard. */
    UNATTENDED_STOP("unattended_stop");

    private final String word;

    HistoryKind(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words if there is none. */
    @JsonCreator
    public static HistoryKind of(String word) {
        return Word.of(HistoryKind.class, word);
    }
}
