package my.kilat.contract.dispatch;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** Why an offer is open no more, as its runner is told. */
public enum WithdrawalReason implements Word {
    /** The runner has accepted it, perhaps on another device. */
    ACCEPTED_BY_YOU("accepted_by_you"),
    /** The runner has declined it, perhaps on another device. */
    DECLINED_BY_YOU("declined_by_you"),
    /** Another runner has the booking. */
    TAKEN("taken"),
    /** The booking was called off, or is paid for no more. */
    CALLED_OFF("called_off"),
    /** The runner was suspended. */
    SUSPENDED("suspended");

    private final String word;

    WithdrawalReason(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words when there is none. */
    @JsonCreator
    public static WithdrawalReason of(String word) {
        return Word.of(WithdrawalReason.class, word);
    }
}
