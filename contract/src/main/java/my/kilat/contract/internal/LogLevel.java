package my.kilat.contract.internal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import my.kilat.contract.Word;

/** How serious a line of the log is, the least first. */
public enum LogLevel implements Word {
    DEBUG("debug"),
    INFO("info"),
    WARN("warn"),
    ERROR("error");

    private final String word;

    LogLevel(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of a word. */
    @JsonCreator
    public static LogLevel of(String word) {
        return Word.of(LogLevel.class, word);
    }
}
