package my.kilat.contract.runner;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** What a runner is doing, as operators look at runners. Each is in exactly one of these states. */
public enum RunnerState implements Word {
    /** On duty, heard of lately, and without a ride. */
    FREE("free"),
    /** On duty, heard of lately, and with a ride. */
    BUSY("busy"),
    /** On duty, with a ride or without, and not heard of for a while. */
    SILENT("silent"),
    /** Off duty. */
    OFFLINE("offline");

    private final String word;

    RunnerState(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words if there is none. */
    @JsonCreator
    public static RunnerState of(String word) {
        return Word.of(RunnerState.class, word);
    }
}
