package my.kilat.contract.dispatch;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** What has become of an offer. */
public enum OfferStatus implements Word {
    /** Waits for the answer of its runner. */
    OPEN("open"),
    /** Its runner has the booking. */
    ACCEPTED("accepted"),
    /** Its runner does not want it. */
    DECLINED("declined"),
    /** It was not answered in time. */
    EXPIRED("expired"),
    /** The booking went to somebody else, was called off, or is paid for no more. */
    WITHDRAWN("withdrawn");

    private final String word;

    OfferStatus(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words when there is none. */
    @JsonCreator
    public static OfferStatus of(String word) {
        return Word.of(OfferStatus.class, word);
    }
}
